import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { catalogues, staleCatalogues } from "../../scripts/catalogue.ts";

test("the READMEs of environments and rewards are fresh", async () => {
  expect(await staleCatalogues()).toEqual([]);
});

test("they have a line for everything", async () => {
  const pages = await catalogues();
  for (const id of envs.ids) expect(pages["envs/README.md"]).toContain(`| \`${id}\` |`);
  for (const id of [...rewards.ids, ...transforms.ids]) expect(pages["rewards/README.md"]).toContain(`| \`${id}\` |`);
});
