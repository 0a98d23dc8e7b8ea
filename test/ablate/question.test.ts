import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { customaryReward } from "../../scripts/customary.ts";
import { registries } from "../../scripts/registries.ts";
import { checkQuestion, expand, parseQuestion, readQuestion } from "../../src/ablate/index.ts";
import { codedError, codeOf } from "../record/temporary.ts";

const base = { env: "classic/cart-pole-v1", steps: 1000 };
const least = { question: "Is it so?", base, seeds: 3 };

test("YAML and JSON say the same", () => {
  const yaml = "question: Is it so?\nbase: { env: classic/cart-pole-v1, steps: 1000 }\nseeds: 3\n";
  expect(parseQuestion(yaml)).toEqual(least);
  expect(parseQuestion(JSON.stringify(least))).toEqual(least);
});

test.each([
  [{ ...least, varients: {} }, "the unknown key varients in", 'Did you mean "variants"?'],
  [{ ...least, base: { ...base, env: { id: "a", parms: {} } } }, "the unknown key base.env.parms in", '"params"?'],
  [{ ...least, base: { env: base.env, step: 9 } }, "the unknown key base.step in", '"steps"?'],
  [{ ...least, base: { env: base.env } }, "nothing at base.steps in", ""],
  [{ ...least, question: "It is so." }, '"It is so." at question in', "ends with a question mark"],
  [{ ...least, seeds: [1, 1.5] }, "1.5 at seeds.1 in", "a whole number"],
  [{ ...least, seeds: 0 }, "0 at seeds in", "at least 1"],
  [{ ...least, grid: { "agent.gamma": 0.9 } }, "0.9 at grid.agent.gamma in", "a list of values"],
  [{ ...least, confidence: 95 }, "95 at confidence in", "below 1"],
  [{ ...least, halving: { eta: 1 } }, "1 at halving.eta in", "above 1"],
  [5, "5 in the question", "a record"],
])("%j is refused", async (question, given, expected) => {
  const error = await codedError(() => checkQuestion(question));
  expect(error?.code).toBe("ablate/question");
  expect(error?.message).toContain(given);
  expect(error?.message).toContain(expected);
});

test("text that is no YAML is refused with its place", async () => {
  const error = await codedError(() => parseQuestion("question: [", "q.yaml"));
  expect(error).toMatchObject({ code: "ablate/question", given: expect.stringMatching(/^q\.yaml: .* at line 1/) });
  expect(await codeOf(() => parseQuestion("seeds: 1\nseeds: 2"))).toBe("ablate/question");
  expect(await codeOf(() => readQuestion("/nowhere.yaml"))).toBe("file/unusable");
});

test("every question of the package is whole", async () => {
  const folder = fileURLToPath(new URL("../../scripts/questions", import.meta.url));
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThanOrEqual(6);
  for (const file of files) {
    const plan = await expand(await readQuestion(join(folder, file)), { registries, customaryReward, version: "1" });
    expect(plan.notices, file).toEqual([]);
    // A million steps of a body take minutes.
    expect(plan.seeds.length, file).toBeGreaterThanOrEqual(file.startsWith("locomotion") ? 3 : 10);
  }
});

const values = Array.from({ length: 50 }, (_, i) => i);

test.each([
  [{ seeds: 1e9 }, "1000000000 runs"],
  [
    {
      seeds: 1001,
      envs: values.slice(0, 2).map((i) => ({ id: base.env, params: { maxSteps: i + 1 } })),
      grid: { "agent.gamma": values },
    },
    "102102 runs",
  ],
  [{ grid: { a: values, b: values, c: values, d: values, e: values, f: values, g: values } }, "runs"],
])("%j asks for too much, which is noticed before it is listed", async (asked, says) => {
  const question = checkQuestion({ ...least, ...asked });
  const error = await codedError(() => expand(question, { registries, customaryReward, version: "1" }));
  expect(error).toMatchObject({ code: "ablate/question", expected: "at most 100000" });
  expect(error?.given).toContain(says);
});

test("endless rungs are refused", async () => {
  expect(await codeOf(() => checkQuestion({ ...least, halving: { rungs: 1e9 } }))).toBe("ablate/question");
});
