import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { learned } from "../../scripts/catalogue/transform-examples.ts";
import { recordRows } from "../../src/check/index.ts";
import { bindEnv } from "../../src/core/index.ts";
import { openReward, parseExpression, rewardHost } from "../../src/reward/index.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const page = read("docs/rewards.md");
const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)![1];

test("the page shows a reward exactly as its file has it", () => {
  expect(read("rewards/shaped/upright.ts")).toContain(block("ts"));
});

test("the page's expression gives the columns that it names", async () => {
  const env = bindEnv(await envs.find("classic/cart-pole-v1"));
  const host = rewardHost(env, { seats: 4, seed: 1 });
  const live = await openReward(parseExpression(block("json")), { rewards, transforms }, env, host);
  const { terms, inner } = await live.evaluate(recordRows(env, live.inputs, { steps: 50, worlds: 4, seed: 1 }));
  const columns = [
    ...Object.keys(terms).map((name) => `reward/${name}`),
    ...Object.keys(inner).map((name) => `inner/${name}`),
  ];
  expect(columns).toEqual(["reward/alive", "reward/posture", "inner/posture.upright", "inner/posture.still"]);
  for (const name of columns.slice(0, 3)) expect(page).toContain(`\`${name}\``);
});

test("the page says of every transform when to use it, with its picture", () => {
  for (const id of transforms.ids) {
    const name = id.replace(/^transform\/(.*)-v\d+$/, "$1");
    if (learned.includes(id)) {
      expect(page).toContain(`| \`${name}\` | learned |`);
      continue;
    }
    expect(page).toContain(`| \`${name}\` | ![${name}](transforms/${name}.svg) |`);
    expect(existsSync(new URL(`../../docs/transforms/${name}.svg`, import.meta.url))).toBe(true);
  }
  for (const [id] of page.matchAll(/(transform|sparse|shaped)\/[\w-]+-v\d+/g))
    expect(rewards.has(id) || transforms.has(id), id).toBe(true);
});
