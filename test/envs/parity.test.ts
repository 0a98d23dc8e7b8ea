import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { envs as listedEnvs } from "../../envs/index.ts";
import { rewards as listedRewards } from "../../rewards/index.ts";
import { generator, type Params, type Rng } from "../../src/core/index.ts";
import { loaded } from "../loaded.ts";
import { evaluate } from "../rewards/evaluate.ts";
import { openWorlds } from "./worlds.ts";

const envs = await loaded(listedEnvs);
const rewards = await loaded(listedRewards);

/** Part of an episode as Gymnasium played it: `steps + 1` observations, `steps` of the rest (test/parity/gymnasium-traces.py). */
interface Segment {
  readonly seed: number;
  readonly params: Params;
  readonly start: readonly number[];
  readonly actions: readonly number[];
  readonly observations: readonly (readonly number[])[];
  readonly rewards: readonly number[];
  readonly end: null | "terminated" | "truncated";
}

const names = ["cart-pole", "pendulum", "acrobot", "mountain-car", "mountain-car-continuous"] as const;
const tolerance = 1e-6;
const largest: { [name: string]: number } = {};

const segmentsOf = (name: string): readonly Segment[] =>
  JSON.parse(readFileSync(new URL(`../parity/classic/${name}.json`, import.meta.url), "utf8")).segments;

/** A generator that draws what it is told, so that a world starts where Gymnasium's did. */
function drawing(values: readonly number[]): Rng {
  let next = 0;
  return { ...generator(0), uniform: () => values[next++] };
}

/** Plays a segment in our world: every observation and feature, the start's first, and whether each step terminated. */
function play(name: (typeof names)[number], { params, start, actions }: Segment) {
  const {
    env,
    worlds,
    actions: action,
    observations,
    features,
  } = openWorlds(envs.get(`classic/${name}-v1`), 1, params);
  const rows = actions.length + 1;
  const history = Object.fromEntries(Object.keys(features).map((key) => [key, new Float64Array(rows)]));
  const seen: number[][] = [];
  const terminated: boolean[] = [];
  const record = (row: number) => {
    seen.push(Array.from(observations));
    for (const [key, column] of Object.entries(history)) column[row] = features[key][0];
  };
  worlds[0].reset(drawing(start));
  record(0);
  actions.forEach((choice, step) => {
    action[0] = choice;
    worlds[0].step();
    terminated.push(worlds[0].terminated(0));
    record(step + 1);
  });
  const columns = (from: number, to: number) =>
    Object.fromEntries(Object.entries(history).map(([key, column]) => [key, column.subarray(from, to)]));
  const paid = evaluate(rewards.get(`shaped/${name}-v1`), columns(1, rows), columns(0, rows - 1));
  return { env, seen, terminated, paid };
}

const difference = (ours: readonly number[], theirs: readonly number[]) =>
  ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);

describe.each(names)("%s moves as Gymnasium's", (name) => {
  test.each(segmentsOf(name).map((segment, index) => ({ index, ...segment })))(
    "segment $index, seed $seed",
    (segment) => {
      const { env, seen, terminated, paid } = play(name, segment);
      const steps = segment.actions.length;
      const worst = Math.max(
        difference(seen.flat(), segment.observations.flat().map(Math.fround)), // written with few digits
        difference(Array.from(paid), segment.rewards),
      );
      largest[name] = Math.max(largest[name] ?? 0, worst);
      expect(seen.length).toBe(segment.observations.length);
      expect(paid.length).toBe(segment.rewards.length);
      expect(worst).toBeLessThanOrEqual(tolerance);
      expect(terminated.map(Number)).toEqual(
        terminated.map((_, step) => Number(step + 1 === steps && segment.end === "terminated")),
      );
      expect(segment.end === "truncated").toBe(segment.end !== "terminated" && steps === env.maxSteps);
    },
  );
});

afterAll(() => console.info("largest difference from Gymnasium:", largest));
