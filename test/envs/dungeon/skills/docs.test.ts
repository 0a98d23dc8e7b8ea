import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checked } from "../../../../envs/dungeon/skills/check.ts";
import type { Description } from "../../../../envs/dungeon/skills/description.ts";
import { envs } from "../../../../envs/index.ts";
import { skills } from "../../../../scripts/zoo/customary/skills.ts";
import { checkEnv } from "../../../../src/check/index.ts";
import { bindEnv, CodedError } from "../../../../src/core/index.ts";
import { ford } from "./ford.ts";

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const page = textOf("../../../../docs/minihack.md");
const block = (language: string) => page.split(`\`\`\`${language}\n`)[1]?.split("```")[0];

test("the level of the page is the one that is tried here, but for where it lies", async () => {
  expect(block("ts")).toBe(textOf("ford.ts").replace("../../../../envs/dungeon/skills/", "../"));
  const findings = await checkEnv(ford, { cycles: 20, watchedSteps: 1000 });
  expect(findings.filter(({ ok, warning }) => !ok || warning)).toEqual([]);
});

test("the error of the page is what a level with one boulder has", () => {
  const map = "aaaaaaa}}bbb\naaccccc}}bbb\naaccccc}}bbb\naaaaaaa}}bbb";
  const one: Description = {
    map,
    put: [{ hero: "a" }, { ground: "boulder", at: "c", count: 1 }, { stairs: "down", at: "b" }],
  };
  expect(() => checked(one)).toThrow(CodedError);
  const words = (text: string) => text.replace(/[-|.@0>}\n]+/g, " ").trim();
  try {
    checked(one);
  } catch (thrown) {
    expect(words((thrown as CodedError).message)).toBe(words(block("text") ?? ""));
  }
});

test("every row of the page names an env and params that it has", async () => {
  const rows = page.split("\n").filter((line) => line.includes("| `dungeon/"));
  const named = new Set<string>();
  for (const row of rows) {
    const [, , cell, params] = row.split("|").map((text) => text.trim());
    const id = cell.replaceAll("`", "");
    named.add(id);
    const { params: known } = bindEnv(await envs.find(id));
    for (const [, name] of params.matchAll(/(?:`|, )([a-z]+)(?=:|`)/g)) expect(Object.keys(known), row).toContain(name);
  }
  expect([...named].sort()).toEqual(Object.keys(skills).sort());
});
