import { poseSize } from "../../../core/scene.ts";

/** What the present episode was like, so that one can look back while it goes on. */
export interface History {
  readonly steps: number;
  /** `[room, rows, 7]`; a step's place is `placeOf(step)`. */
  readonly poses: Float32Array;
  /** The oldest step whose poses are still kept. */
  readonly oldest: number;
  readonly rewards: readonly number[];
  readonly terms: readonly (readonly number[])[];
  placeOf(step: number): number;
  begin(poses: Float64Array): void;
  add(poses: Float64Array, reward: number, terms: readonly number[]): void;
}

const mostBytes = 24e6; // of poses; an ant's hour of simulated time is more

/** @param rows of the scene; 0 where there is none */
export function historyOf(rows: number, maxSteps: number, termCount: number): History {
  const size = rows * poseSize;
  const room = Math.max(2, Math.min(maxSteps + 1, Math.floor(mostBytes / 4 / Math.max(1, size))));
  const poses = new Float32Array(room * size);
  let [steps, oldest] = [0, 0];
  let rewards: number[] = [];
  let terms: number[][] = [];
  const put = (given: Float64Array) => {
    if (steps - oldest >= room) {
      const gone = room >> 1; // the older half makes room
      poses.copyWithin(0, gone * size);
      oldest += gone;
    }
    poses.set(given, (steps - oldest) * size);
  };
  return {
    get steps() {
      return steps;
    },
    get oldest() {
      return oldest;
    },
    get rewards() {
      return rewards;
    },
    get terms() {
      return terms;
    },
    poses,
    placeOf: (step) => Math.max(0, Math.min(step, steps) - oldest),
    begin(given) {
      [steps, oldest] = [0, 0];
      rewards = [];
      terms = Array.from({ length: termCount }, () => []);
      put(given);
    },
    add(given, reward, own) {
      steps++;
      put(given);
      rewards.push(reward);
      for (const [i, value] of own.entries()) terms[i].push(value);
    },
  };
}
