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

test("no row of the tables of environments is wider than a screen", async () => {
  const pages = Object.entries(await catalogues()).filter(([path]) => path.startsWith("envs/"));
  const rows = pages.flatMap(([, text]) => text.split("\n").filter((line) => line.startsWith("|")));
  expect(rows.length).toBeGreaterThan(envs.ids.length);
  for (const row of rows) expect(row.length, row).toBeLessThan(200);
});
