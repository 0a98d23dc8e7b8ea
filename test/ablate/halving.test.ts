import { expect, test } from "vitest";
import { halvingRule, stepsAt, survivors } from "../../src/ablate/halving.ts";
import { collect } from "../../src/ablate/index.ts";
import { temporaryFolder } from "../record/temporary.ts";
import { planOf, question, run } from "./fake-ablation.ts";

test("rungs lie at powers of eta", () => {
  expect(halvingRule({ eta: 4, rungs: 2 })).toEqual({ eta: 4, rungs: [1 / 16, 1 / 4] });
  expect(halvingRule({})).toEqual({ eta: 3, rungs: [1 / 9, 1 / 3] });
  expect(stepsAt(1 / 16, 1000)).toBe(63); // 62.5
  expect(stepsAt(1 / 16, 1)).toBe(1);
});

test("the best share goes on, by mean, ties by their order, the exempt always", () => {
  const scores = new Map([
    ["base", [0, 0]],
    ["a", [0.2, 0.4]], // 0.3
    ["b", [0.5, 0.1]], // 0.3
    ["c", [0.9, 0]], // 0.45
    ["d", [0.1, 0.1]],
    ["e", [0.2, 0.2]],
  ]);
  expect(survivors(scores, 3)).toEqual(["a", "c"]); // 6 / 3
  expect(survivors(scores, 3, "base")).toEqual(["base", "a", "c"]); // 5 / 3, rounded up
  expect(survivors(scores, 2, "base")).toEqual(["base", "a", "b", "c"]);
  expect(survivors(new Map([["only", [0]]]), 3)).toEqual(["only"]);
});

test("variants stop at their rungs, and a second runner finds nothing to do", async () => {
  const directory = temporaryFolder();
  const rates = [0.001, 0.02, 0.1, 0.2];
  const plan = await planOf({
    ...question,
    variants: {},
    grid: { "agent.learningRate": rates },
    seeds: 1,
    halving: { eta: 2, rungs: 2 },
  });
  const notices: string[] = [];
  expect(await run(plan, directory, { onNotice: (notice) => notices.push(notice) })).toMatchObject({
    all: 5,
    done: 5,
  });
  const { ablation } = await collect(directory);
  const steps = plan.variants.map(({ name }) => ablation.runs.find(({ variant }) => variant === name)!.steps);
  expect(steps[0]).toBe(6400); // the base
  // a quarter is 1,600 steps, half 3,200; 4 variants, of which 2 go on, of which 1
  expect(steps.slice(1).sort((a, b) => a - b)).toEqual([1600, 1600, 3200, 6400]);
  for (const { status, steps: trained, evaluations } of ablation.runs) {
    expect(status).toBe(trained === 6400 ? "done" : "halved");
    expect(evaluations.plain.scores).toHaveLength(6);
  }
  expect(notices[0]).toMatch(/^At 25 % of the steps these go no further: /);
  expect(await run(plan, directory)).toMatchObject({ done: 0 });
  expect((await collect(directory)).ablation).toEqual(ablation);

  // without halving the same runs go all the way
  const whole = await planOf({ ...plan.question, halving: undefined });
  await run(whole, directory);
  expect((await collect(directory)).ablation.runs.map(({ status }) => status)).toEqual(Array(5).fill("done"));
});
