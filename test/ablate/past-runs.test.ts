import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeTags, deleteRun, findRun, pastRun, pastRuns, runFolder } from "../../src/ablate/index.ts";
import { runPaths } from "../../src/record/index.ts";
import { lockFolder } from "../../src/record/lock.ts";
import { train } from "../../src/run/index.ts";
import { codeOf, temporaryFolder } from "../record/temporary.ts";
import { planOf, question, registries, run } from "./fake-ablation.ts";

/** A place with two runs of an ablation and one of `train`. */
async function placeWithRuns() {
  const place = temporaryFolder();
  const plan = await planOf({ ...question, base: { ...question.base, steps: 640 }, seeds: 1 });
  await run(plan, join(place, "ablations", "fast"));
  const [{ spec }] = plan.runs;
  const acrobot = { ...spec, env: { id: "classic/acrobot-v1", params: {} }, reward: "sparse/alive-v1" };
  await train({ spec: acrobot, registries, directory: join(place, "runs", "acrobot-1") });
  const [base, fast] = plan.runs.map(({ identity }) => runFolder(join(place, "ablations", "fast"), identity));
  return { place, plan, base, fast, alone: join(place, "runs", "acrobot-1") };
}

test("runs are found, filtered, tagged and deleted", async () => {
  const { place, base, fast, alone } = await placeWithRuns();
  const found = async (filter = {}) => (await pastRuns(place, filter)).runs.map(({ directory }) => directory);
  expect((await found()).toSorted()).toEqual([base, fast, alone].toSorted());
  expect(await found({ env: "acrobot" })).toEqual([alone]);
  expect(await found({ reward: "sparse/" })).toEqual([alone]);
  expect(await found({ agent: "learner/" })).toEqual([]);

  expect(await changeTags(base, ["good", "2nd"])).toEqual(["2nd", "good"]);
  expect(await changeTags(base, ["good", "odd"])).toEqual(["2nd", "good", "odd"]);
  expect(await changeTags(base, ["2nd"], true)).toEqual(["good", "odd"]);
  expect(await found({ tag: "good" })).toEqual([base]);
  expect(await codeOf(() => changeTags(base, ["two words"]))).toBe("cli/usage");

  const { release } = await lockFolder(alone);
  expect(await codeOf(() => deleteRun(alone))).toBe("run/locked");
  await release();
  await deleteRun(alone);
  expect(existsSync(alone)).toBe(false);
});

test("a run's score is that of its evaluation, else that of its training", async () => {
  const { plan, fast, alone } = await placeWithRuns();
  const evaluated = await pastRun(fast);
  const { evaluations } = JSON.parse(readFileSync(join(fast, "result.json"), "utf8"));
  expect(evaluated.score).toBeCloseTo(evaluations.plain.scores.reduce((a: number, b: number) => a + b, 0) / 6, 12);
  expect(evaluated).toMatchObject({ variant: "fast", steps: 640, rewards: ["shaped/cart-pole-v1"] });
  expect(evaluated.description.spec).toEqual(plan.runs[1].spec);
  expect(await pastRun(alone)).toMatchObject({ variant: undefined, score: (await pastRun(alone)).metrics.meanScore });
});

test("a run is named by its folder or the beginning of it", async () => {
  const { place, base, alone } = await placeWithRuns();
  expect(await findRun(alone, place)).toBe(alone);
  expect(await findRun("acrobot-1", place)).toBe(alone);
  expect(await findRun(base.slice(base.lastIndexOf("/") + 1).slice(0, 8), place)).toBe(base);
  expect(await codeOf(() => findRun("acrobat-1", place))).toBe("cli/usage");
  expect(await codeOf(() => findRun("", place))).toBe("cli/usage");
});

test("a folder that cannot be read is said, the others are listed", async () => {
  const { place, base, fast, alone } = await placeWithRuns();
  writeFileSync(runPaths(base).description, "{");
  appendFileSync(join(fast, "result.json"), "}");
  const { runs, notices } = await pastRuns(place);
  expect(runs.map(({ directory }) => directory)).toEqual([alone]);
  expect(notices).toHaveLength(2);
});
