import type { LabelledClips } from "../../../rewards/learned/fit.ts";
import type { Rng } from "../../../src/core/index.ts";
import { type Clip, clipSteps, drawClip, type Life, rowsOf } from "./lives.ts";

/** Two clips, what they are worth, and what somebody who errs thought of them. */
export interface Judged {
  readonly clips: readonly [Clip, Clip];
  readonly worth: readonly [number, number];
  readonly thought: readonly [number, number];
}

/** Draws pairs of clips and lets somebody judge them whose opinion of each is off by `noise` deviations of all. */
export function judgedPairs(
  from: readonly Life[],
  count: number,
  worthOf: (clip: Clip) => number,
  noise: number,
  rng: Rng,
): Judged[] {
  const clips = Array.from({ length: count }, () => [drawClip(from, rng), drawClip(from, rng)] as const);
  const worths = clips.map(([a, b]) => [worthOf(a), worthOf(b)] as const);
  const deviation = deviationOf(worths.flat());
  return clips.map((pair, i) => {
    const [a, b] = worths[i];
    const off = () => noise * deviation * rng.normal();
    return { clips: pair, worth: [a, b], thought: [a + off(), b + off()] };
  });
}

/** How strong each preference is, from 1 to 3: thirds of the pairs by how far apart they seemed. */
export function strengthsOf(pairs: readonly Judged[]): Float32Array {
  const apart = pairs.map(({ thought: [a, b] }) => Math.abs(a - b));
  const sorted = [...apart].sort((a, b) => a - b);
  const [low, high] = [1, 2].map((third) => sorted[Math.floor((third * sorted.length) / 3)]);
  return Float32Array.from(apart, (gap) => (gap < low ? 1 : gap < high ? 2 : 3));
}

/** Marks from 0 to 4, a fifth of all clips each, in deviations from their mean. */
export function ratingsOf(pairs: readonly Judged[]): readonly [Float32Array, Float32Array] {
  const sorted = pairs.flatMap(({ thought }) => thought).sort((a, b) => a - b);
  const bounds = [1, 2, 3, 4].map((fifth) => sorted[Math.floor((fifth * sorted.length) / 5)]);
  const mark = (thought: number) => (bounds.filter((bound) => thought >= bound).length - 2) / Math.SQRT2;
  return [0, 1].map((side) => Float32Array.from(pairs, ({ thought }) => mark(thought[side]))) as never;
}

/** Pairs as an ensemble learns from them. @param strengths those of the labels, unless given */
export function examplesOf(
  pairs: readonly Judged[],
  features: readonly string[] | undefined,
  strengths: Float32Array = strengthsOf(pairs),
): LabelledClips {
  const size = rowsOf(pairs[0].clips[0], features).length / clipSteps;
  const side = (which: 0 | 1) => {
    const rows = new Float32Array(pairs.length * clipSteps * size);
    for (const [i, { clips }] of pairs.entries()) rows.set(rowsOf(clips[which], features), i * clipSteps * size);
    return { rows, live: new Float32Array(pairs.length * clipSteps).fill(1) };
  };
  const [firstRating, secondRating] = ratingsOf(pairs);
  return {
    ...{ count: pairs.length, steps: clipSteps, size, first: side(0), second: side(1) },
    label: Float32Array.from(pairs, ({ thought: [a, b] }) => (a > b ? 1 : 0)),
    ...{ strength: strengths, firstRating, secondRating },
  };
}

/** Share of pairs whose better clip is expected to be better. @param leads of one member or more, `[pairs, members]` */
export function accuracyOf(leads: Float64Array, pairs: readonly Judged[]): number {
  const members = leads.length / pairs.length;
  const right = pairs.filter(({ worth: [a, b] }, i) => {
    const lead = leads.subarray(i * members, (i + 1) * members).reduce((sum, each) => sum + each, 0);
    return lead > 0 === a > b;
  });
  return right.length / pairs.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length);
}
