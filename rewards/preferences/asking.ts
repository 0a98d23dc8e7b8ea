import type { Rng } from "../../src/core/index.ts";
import { drawPairs, type Segment } from "./segments.ts";

/** When labels are asked for, by the progress of a run. */
export interface Schedule {
  /** Labels in all. */
  readonly budget: number;
  /** Share of them that is asked for before anything is learned. */
  readonly atFirst: number;
  /** Share of the run in which labels are asked for. */
  readonly until: number;
  /** Labels that are asked for in one sitting. */
  readonly sitting: number;
}

/** Labels to ask for now: none until a sitting's worth is due. @param asked how many were asked for before */
export function wantedAt({ budget, atFirst, until, sitting }: Schedule, progress: number, asked: number): number {
  const due = Math.round(budget * Math.min(1, atFirst + ((1 - atFirst) * progress) / until)) - asked;
  return due >= Math.min(sitting, budget - asked) ? due : 0;
}

export type Pair = readonly [Segment, Segment];

/** Rewards `[rows, members]` that an ensemble gives rows of which `stride` make a step. */
export interface Judged {
  readonly rewards: Float32Array;
  readonly members: number;
  readonly stride: number;
}

/** What a member thinks that a segment is worth. */
export function worthOf({ rewards, members, stride }: Judged, { begin, length }: Segment, member: number): number {
  let sum = 0;
  for (let step = 0; step < length; step++) sum += rewards[(begin + step * stride) * members + member];
  return sum;
}

/** Variance over members of the chance that the first segment is preferred. */
export function disagreement(judged: Judged, [a, b]: Pair): number {
  let [sum, squares] = [0, 0];
  for (let member = 0; member < judged.members; member++) {
    const chance = 1 / (1 + Math.exp(worthOf(judged, b, member) - worthOf(judged, a, member)));
    sum += chance;
    squares += chance * chance;
  }
  return squares / judged.members - (sum / judged.members) ** 2;
}

/** Lead of the first segment, as the ensemble thinks on average. */
export function leadOf(judged: Judged, [a, b]: Pair): number {
  let sum = 0;
  for (let member = 0; member < judged.members; member++)
    sum += worthOf(judged, a, member) - worthOf(judged, b, member);
  return sum / judged.members;
}

/** Pairs to ask about: the ones of most disagreement among `candidates` times as many; at random where that is 1. */
export function choosePairs(
  segments: readonly Segment[],
  wanted: number,
  candidates: number,
  judged: Judged,
  rng: Rng,
): readonly Pair[] {
  const drawn = drawPairs(segments, wanted * candidates, rng);
  if (candidates === 1) return drawn;
  return drawn
    .map((pair) => ({ pair, value: disagreement(judged, pair) }))
    .sort((one, other) => other.value - one.value)
    .slice(0, wanted)
    .map(({ pair }) => pair);
}
