import type { Part, SceneDescription } from "../../src/core/index.ts";
import type { EpisodeRecord, ImportedEpisode, RecordedPoses } from "../../src/record/index.ts";
import { origin } from "./recorded-episodes.ts";

/** The episodes in the files of `golden`, which older versions wrote. */

export const ball: Part = { form: { kind: "sphere", radius: 1 }, colour: [1, 0, 0], row: 0 };
export const scene: SceneDescription = {
  parts: [ball],
  light: { towards: [0, 0, 1], sun: 0.5, ambient: 0.5 },
  sky: { horizon: [0, 0, 0], zenith: [0, 0, 1], haze: 9 },
  cameras: { side: { eye: [0, -5, 0], target: [0, 0, 0], view: 1 } },
};
export const poses: RecordedPoses = {
  scene,
  stepSeconds: 0.05,
  error: { place: 0.1, turn: 0.1 },
  units: { place: 0.01, turn: 0.01 },
  places: Int32Array.of(0, -1, 2 ** 31 - 1, -(2 ** 31), 5, 6, 7, 8, 9),
  turns: Int16Array.of(0, 32767, -32768, -1, 5, 6, 7, 8, 9),
  largest: Uint8Array.of(0, 4, 3),
};

/** Two steps, every number by hand. */
export const small: EpisodeRecord = {
  ...origin,
  env: { id: "fixture/drifting-v1", params: { reach: 0.3, maxSteps: 9 } },
  world: 1,
  steps: 2,
  terminated: true,
  truncated: false,
  score: 0.5,
  return: 3,
  start: Uint8Array.of(1, 2, 3),
  actions: [Float32Array.of(0.5, -0.5), Int32Array.of(0, 2)],
  features: { place: Float64Array.of(0, 0.5, 1.5), luck: Float64Array.of(Number.NaN, 1, -0) },
  events: { crossed: Int32Array.of(0, 1) },
  rewards: Float64Array.of(1, 2),
  terms: { place: Float64Array.of(1, 2) },
  digests: new Uint8Array(3 * 8),
  observations: [new Float32Array(6), new Int32Array(3)],
  poses,
};

/** The same with a push in its second step. */
export const poked: EpisodeRecord = {
  ...small,
  pokes: {
    count: 1,
    steps: Int32Array.of(1),
    rows: Int32Array.of(1),
    vectors: Float64Array.of(0, 0, 0.5, 30, 0, -1),
  },
};

/** A step of two seats. */
export const several: EpisodeRecord = {
  ...origin,
  env: { id: "fixture/pair-v1", params: { maxSteps: 9 } },
  world: 0,
  goal: "Meet.",
  steps: 1,
  terminated: false,
  truncated: true,
  score: 0.25,
  yardsticks: { near: 2 },
  return: 3,
  actions: [Int32Array.of(0, 1)],
  features: { near: Float64Array.of(0, 1, 2, 3) },
  events: {},
  rewards: Float64Array.of(1, 2),
  terms: { near: Float64Array.of(1, 1), far: Float64Array.of(0.5, 0.5) },
  digests: new Uint8Array(4 * 8).fill(7),
  seats: {
    count: 2,
    present: Uint8Array.of(1, 1),
    terminated: Uint8Array.of(1, 0),
    truncated: Uint8Array.of(0, 1),
    scores: Float64Array.of(0.5, 0),
  },
};

export const imported: ImportedEpisode = {
  imported: { kind: "minari", dataset: "a/b-v0", episode: 3, agent: "expert", seed: 4 },
  env: { id: "fixture/drifting-v1", params: { maxSteps: 9 } },
  versions: { rewardgym: "0.1.0" },
  steps: 2,
  terminated: false,
  truncated: true,
  return: 1.5,
  rewards: Float64Array.of(1, 0.5),
  actions: [Float32Array.of(0.5, -0.5)],
  observations: [Float32Array.of(1, 2, 3, 4, 5, 6)],
};
