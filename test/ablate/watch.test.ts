import { expect, test } from "vitest";
import { applyChanges, type DraftRun } from "../../src/ablate/changes.ts";
import { goldOf } from "../../src/ablate/curve.ts";
import { collect, parseQuestion } from "../../src/ablate/index.ts";
import { driftOf } from "../../src/ablate/report/drift.ts";
import { reportFiles } from "../../src/ablate/report/index.ts";
import { freshFolder } from "../run/folder.ts";
import { planOf, question, run } from "./fake-ablation.ts";
import { ablation } from "./report-fixture.ts";

const [example] = ablation.runs;
/** Eight seeds whose return rises over the second half while the watched reward falls. */
const hacked = Array.from({ length: 8 }, (_, seed) => ({
  ...example,
  seed,
  curve: {
    steps: [1, 2, 3],
    returns: [0, 10, 20 + seed],
    scores: [0.5, 0.5, 0.5 + seed / 100],
    watched: { gold: [0, 8, 3 - seed / 10] },
  },
}));

test("a watched reward that falls while the return rises raises the alarm", () => {
  expect(driftOf(hacked, 0.95)).toMatchObject({
    fell: ["gold"],
    watched: { gold: { half: 8, end: 3 - 0.35 } },
  });
  const honest = hacked.map((one) => ({ ...one, curve: { ...one.curve, watched: { gold: [0, 1, 2 + one.seed] } } }));
  expect(driftOf(honest, 0.95)?.fell).toEqual([]);
});

test("the alarm is in the report, beside what was watched", () => {
  const runs = hacked.map((one, i) => ({ ...one, seed: i + 1 }));
  const watched = { ...ablation, variants: ablation.variants.slice(0, 1), envs: [example.env], runs };
  const text = reportFiles(watched).get("report.md")!;
  expect(text).toContain("its own return rose while gold fell, as when a reward is hacked");
  expect(text).toContain("reward up, gold down");
});

test("reports show what was left of gold, and which runs raised the alarm", () => {
  const gold = (alarmed: boolean) => ({
    score: { retention: 0.95 },
    gold: { retention: alarmed ? 0.25 : 0.75, ...(alarmed && { divergence: 2000, alarm: 3500 }) },
  });
  const runs = hacked.map((one, i) => ({ ...one, seed: i + 1, gold: gold(i < 4) }));
  const watched = { ...ablation, variants: ablation.variants.slice(0, 1), envs: [example.env], runs };
  const text = reportFiles(watched).get("report.md")!;
  expect(text).toContain("4 of 8 runs raised the alarm over gold, first at step 3,500");
  expect(text).not.toContain("raised the alarm over the score");
  const row = text.split("\n").find((line) => line.includes("| 4 of 8 |"))!;
  expect(row).toMatch(/gold \| 0\.5.* \| 4 of 8 \| 2,000 \| 3,500 \|/);
  const without = reportFiles({ ...watched, runs: hacked.map((one, i) => ({ ...one, seed: i + 1 })) });
  expect(without.get("report.md")).not.toContain("Gold beside the return");
});

test("the result of a run says where the alarm was first seen", () => {
  const row = (steps: number, metrics: { [name: string]: number }) => ({ steps, metrics, time: { stepsPerSecond: 1 } });
  const quiet = { "retention/score": 1, "alarm/score": 0, "alarm/cost": 0 };
  const loud = { "retention/score": 0.5, "alarm/score": 1, "divergence/score": 150, "alarm/cost": 0 };
  expect(goldOf([row(100, {}), row(200, quiet), row(300, loud), row(400, loud)])).toEqual({
    score: { retention: 0.5, divergence: 150, alarm: 300 },
    cost: {},
  });
  expect(goldOf([row(100, {})])).toEqual({});
});

test("watched rewards of a question are evaluated and logged in every run", async () => {
  const asked = parseQuestion(
    JSON.stringify({ ...question, base: { ...question.base, watch: { upright: "shaped/upright-v1" } }, seeds: 1 }),
  );
  const directory = freshFolder();
  await run(await planOf(asked), directory);
  const { ablation } = await collect(directory);
  expect(ablation.runs).toHaveLength(2);
  for (const { evaluations, curve } of ablation.runs) {
    expect(evaluations.plain.watched?.upright).toHaveLength(6);
    expect(evaluations.short.watched?.upright).toHaveLength(6);
    expect(curve.watched?.upright).toHaveLength(curve.steps.length);
  }
});

test("a watched reward that does not bind is refused before anything runs", async () => {
  const asked = { ...question, base: { ...question.base, watch: { gold: "sparse/nothing-v1" } } };
  await expect(planOf(asked)).rejects.toMatchObject({ code: "registry/unknown" });
});

test("variants change watched rewards and streams by name", () => {
  const draft: DraftRun = {
    env: { id: "a/b-v1", params: {} },
    reward: "c/d-v1",
    watch: { gold: "c/e-v1" },
    agent: { id: "f/g-v1", params: {} },
    steps: 1,
    device: "cpu",
  };
  expect(applyChanges(draft, { "watch.gold": "c/f-v1", "watch.more": "c/g-v1" }).watch).toEqual({
    gold: "c/f-v1",
    more: "c/g-v1",
  });
  expect(applyChanges(draft, { "watch.gold": null }).watch).toEqual({});
  expect(applyChanges(draft, { "streams.own": "c/h-v1" }).streams).toEqual({ own: "c/h-v1" });
});
