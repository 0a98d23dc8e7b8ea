import { episodesOf, rescore } from "../../src/audit/index.ts";
import type { RewardExpression } from "../../src/core/index.ts";
import { playRandomly } from "../random-episodes.ts";
import { registries } from "../registries.ts";
import type { BenchEntry } from "./entry.ts";

const rows = 1_000_000;
const rounds = 5;
const distinct = 64; // episodes that are played; the others are these again

const wallSeconds = () => performance.now() / 1000;

/** Recorded episodes of random play with a reward that is shaped by the potential of a feature. */
export interface RescoringCase {
  readonly env: string;
  readonly reward: string;
  readonly feature: string;
}

/** Episodes of 200 steps, and of some 20. */
export const rescoringCases: readonly RescoringCase[] = [
  { env: "classic/pendulum-v1", reward: "shaped/pendulum-v1", feature: "upright" },
  { env: "classic/cart-pole-v1", reward: "shaped/upright-v1", feature: "offset" },
];

/**
 * Rows scored again per second in this thread, the median of a few rounds, and how many steps an episode has.
 * @param clock seconds that have passed
 */
export async function measureRescoring({ env, reward, feature }: RescoringCase, clock = wallSeconds) {
  const { signal } = new AbortController();
  const played = await playRandomly(env, { episodes: distinct, seed: 1, signal });
  const steps = played.reduce((sum, record) => sum + record.steps, 0);
  const records = Array.from({ length: Math.ceil(rows / steps) }, () => played).flat();
  const episodes = await episodesOf(records, registries.envs);
  const potential: RewardExpression = { use: "shaped/feature-v1", params: { feature } };
  const sum: RewardExpression = { sum: { own: reward, shaping: { apply: "transform/potential-v1", to: potential } } };
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = clock();
    const { rows } = await rescore(episodes, { reward: sum }, registries);
    rates.push(rows.total.length / (clock() - start));
  }
  return { rowsPerSecond: rates.sort((a, b) => a - b)[Math.floor(rounds / 2)], meanSteps: steps / distinct };
}

/** Scoring recorded rows again, by a sum with shaping. */
export const rescoring: readonly BenchEntry[] = rescoringCases.map((one) => ({
  name: `${one.env}, recorded rows scored again by a shaped sum, this thread`,
  unit: "rows/s",
  atLeast: 500e3,
  measure: async () => (await measureRescoring(one)).rowsPerSecond,
}));
