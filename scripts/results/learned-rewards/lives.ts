import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { episodeFiles, readEpisodes } from "../../../src/audit/index.ts";
import type { Columns, RewardExpression, Rng } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { cli } from "../dungeon/cli.ts";
import { keptAt, learnAll } from "../rewards/paired.ts";

export const env = "locomotion/half-cheetah-v1";

/** What is wanted in these experiments: features by weight, so that the sign of each is known. */
export const wanted = { forwardSpeed: 1, upright: 2, height: 4, effort: -0.3 } as const;

/** A feature that nobody listed, and that differs between clips. */
export const unlisted = { feature: "backThighAngle", weight: 10 } as const;

/** The features that an expert of the task would list. */
export const listed = [
  ...Object.keys(wanted),
  "verticalSpeed",
  "pitchSpeed",
  "backFootForce",
  "frontFootForce",
] as const;

/** What is wanted as a reward, of features by weight. */
export const rewardOf = (weights: { readonly [feature: string]: number }): RewardExpression => ({
  sum: Object.fromEntries(
    Object.entries(weights).map(([feature, weight]) => [
      feature,
      { weight, of: { use: "shaped/feature-v1", params: { feature } } },
    ]),
  ),
});

/** Episodes of agents that can do little and much, so that there is something to compare. */
export interface Lives {
  readonly learning: readonly Life[];
  readonly heldOut: readonly Life[];
}

export interface Life {
  readonly steps: number;
  readonly observations: Float32Array | Float64Array;
  readonly actions: Float32Array;
  readonly features: Columns;
}

const stages = [20_480, 102_400, 307_200].map((steps) => ofBudget(steps, 4096 * (1 + steps / 20_480)));
const episodesEach = 16;
const folderOf = (name: string | number) => keptAt("lives", name);

/** Lives episodes of random play and of an agent at three stages of its training, or reads those that were lived before. */
export async function lives(): Promise<Lives> {
  const sources: readonly string[][] = [
    ["--env", env, "--agent", "baseline/random-v1"],
    ...stages.map((stage) => [folderOf(stage), "--sampled"]),
  ];
  const untrained = stages.filter((stage) => !existsSync(folderOf(stage)));
  if (untrained.length)
    await learnAll(
      untrained.map((steps) => ({
        ...{ env, reward: rewardOf(wanted), seed: 31, steps, keep: folderOf(steps) },
      })),
    );
  const all: Lives = { learning: [], heldOut: [] };
  for (const [i, source] of sources.entries()) {
    const out = folderOf(`episodes-${i}`);
    await rm(out, { recursive: true, force: true });
    await cli(
      ...["eval", ...source, "--episodes", String(episodesEach), "--record", String(episodesEach)],
      ...["--record-observations", "--seed", "5", "--out", out],
    );
    const records = await readEpisodes(await episodeFiles([out]));
    records.forEach(({ steps, observations, actions, features }, episode) => {
      const life = { steps, observations: observations?.[0], actions: actions[0], features } as Life;
      (episode % 4 === 3 ? (all.heldOut as Life[]) : (all.learning as Life[])).push(life);
    });
  }
  return all;
}

/** A stretch of a life. */
export interface Clip {
  readonly life: Life;
  readonly start: number;
}

export const clipSteps = 25;

export const drawClip = (from: readonly Life[], rng: Rng): Clip => {
  const life = from[rng.integer(from.length)];
  return { life, start: rng.integer(life.steps - clipSteps + 1) };
};

/** What a clip is worth: the mean of its steps. */
export function worthOf({ life, start }: Clip, weights: { readonly [feature: string]: number }): number {
  let sum = 0;
  for (const [feature, weight] of Object.entries(weights))
    for (let step = start + 1; step <= start + clipSteps; step++) sum += weight * life.features[feature][step];
  return sum / clipSteps;
}

/** What a network sees of each step of a clip: some features, or observation and action. */
export function rowsOf({ life, start }: Clip, features: readonly string[] | undefined): Float32Array {
  if (features)
    return Float32Array.from({ length: clipSteps * features.length }, (_, i) => {
      const step = Math.floor(i / features.length);
      return life.features[features[i % features.length]][start + 1 + step];
    });
  const observed = life.observations.length / (life.steps + 1);
  const acted = life.actions.length / life.steps;
  const rows = new Float32Array(clipSteps * (observed + acted));
  for (let step = 0; step < clipSteps; step++) {
    const [at, seen] = [step * (observed + acted), start + step];
    rows.set(life.observations.subarray((seen + 1) * observed, (seen + 2) * observed), at);
    rows.set(life.actions.subarray(seen * acted, (seen + 1) * acted), at + observed);
  }
  return rows;
}
