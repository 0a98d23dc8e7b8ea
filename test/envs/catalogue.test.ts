import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { catalogues, staleCatalogues } from "../../scripts/catalogue.ts";

test("the READMEs of environments and rewards are fresh", () => {
  expect(staleCatalogues()).toEqual([]);
});

test("they have a line for everything", () => {
  const pages = catalogues();
  for (const { id } of envs.all) expect(pages["envs/README.md"]).toContain(`| \`${id}\` |`);
  for (const { id } of [...rewards.all, ...transforms.all])
    expect(pages["rewards/README.md"]).toContain(`| \`${id}\` |`);
});
