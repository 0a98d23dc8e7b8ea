import { value } from "../../src/autodiff/index.ts";
import { assert, generator } from "../../src/core/index.ts";
import type { LossName } from "../preferences/losses.ts";
import { clip, scaleOf } from "../scale.ts";
import { openNetwork } from "../trained-network.ts";
import { compilePaying, normalisationOf } from "./compile.ts";
import { compileEnsemble } from "./ensemble.ts";

/** Clips of one side of pairs, filled up to the longest. */
export interface ClipColumns {
  /** `[pairs, steps * size]` */
  readonly rows: Float32Array;
  /** `[pairs, steps]`: 1 for the clip's own steps. */
  readonly live: Float32Array;
}

/** Labelled pairs as the ensemble sees them. */
export interface LabelledClips {
  readonly count: number;
  /** Steps of the longest clip, and numbers of a row. */
  readonly steps: number;
  readonly size: number;
  readonly first: ClipColumns;
  readonly second: ClipColumns;
  /** `[pairs]`: 1 where the first was preferred, 0 where the second was, 0.5 for a tie. */
  readonly label: Float32Array;
  /** `[pairs]`: from 1 to 3; 0 for a tie. */
  readonly strength: Float32Array;
  /** `[pairs]`: in deviations from the mean of all ratings. */
  readonly firstRating: Float32Array;
  readonly secondRating: Float32Array;
}

export interface FitSettings {
  readonly loss: LossName;
  readonly hidden: readonly number[];
  readonly members: number;
  readonly minibatch: number;
  readonly gradientSteps: number;
  readonly learningRate: number;
  readonly seed: number;
  /** Weights to begin with, of an ensemble of the same sizes. */
  readonly from?: Float32Array;
}

/** An ensemble that has learned from labels. */
export interface Fitted {
  /** The mean loss over the last tenth of the steps. */
  readonly loss: number;
  readonly weights: Float32Array;
  readonly model: Uint8Array<ArrayBuffer>;
  readonly normalisation: ReturnType<typeof normalisationOf>;
  /** What each member thinks that the first clip of each pair is worth more than the second: `[pairs, members]`. */
  leads(pairs: LabelledClips): Promise<Float64Array>;
  /** Deviation of what each member pays over the steps of these pairs: near 0 where it pays everything the same. */
  spreads(pairs: LabelledClips): Promise<readonly number[]>;
  /** What a deviation more of each number of a row makes a step worth more, on average over these pairs: `[size]`. */
  slopes(pairs: LabelledClips): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Trains an ensemble on labelled pairs of clips. The same pairs and settings give the same bytes. */
export async function fitPreferences(pairs: LabelledClips, settings: FitSettings): Promise<Fitted> {
  const { seed, gradientSteps, learningRate, members } = settings;
  const { size, steps } = pairs;
  assert(pairs.count > 0, "there are pairs to learn from");
  const minibatch = Math.min(settings.minibatch, pairs.count);
  const ensemble = await compileEnsemble({ ...settings, minibatch, size, steps }, generator(seed, "labels", "weights"));
  const state = settings.from ? { ...ensemble.state, flat: settings.from.slice() } : ensemble.state;
  const network = await openNetwork(ensemble.look, ensemble.training, state);
  const scale = scaleOf(size);
  const lived = livedRows(pairs);
  scale.update(lived, lived.length / size);
  const seen = (clips: ClipColumns) => scale.normalise(clips.rows, clip);

  const drawing = generator(seed, "labels", "minibatches");
  const columns = {
    first: value(seen(pairs.first), [pairs.count, steps * size]),
    second: value(seen(pairs.second), [pairs.count, steps * size]),
    firstLive: value(pairs.first.live, [pairs.count, steps]),
    secondLive: value(pairs.second.live, [pairs.count, steps]),
    ...Object.fromEntries(
      (["label", "strength", "firstRating", "secondRating"] as const).map((name) => [
        name,
        value(pairs[name], [pairs.count, 1]),
      ]),
    ),
  };
  const learn = async (count: number) => {
    const perm = new Int32Array(count * minibatch);
    for (let i = 0; i < perm.length; i++) perm[i] = drawing.integer(pairs.count);
    return (await network.train(columns, perm, minibatch, learningRate)).loss;
  };
  const last = Math.ceil(gradientSteps / 10);
  if (gradientSteps > last) await learn(gradientSteps - last);
  const loss = last > 0 ? await learn(last) : Number.NaN;

  const paid = async (rows: Float32Array): Promise<Float32Array> =>
    (await network.look({ rows: value(scale.normalise(rows, clip), [rows.length / size, size]) })).rewards;
  const worth = async ({ rows, live }: ClipColumns): Promise<Float64Array> => {
    const rewards = await paid(rows);
    const sums = new Float64Array((live.length / steps) * members);
    for (let step = 0; step < live.length; step++)
      for (let member = 0; member < members; member++)
        sums[Math.floor(step / steps) * members + member] += live[step] * rewards[step * members + member];
    return sums;
  };
  return {
    loss,
    weights: network.state.flat,
    model: compilePaying({ ...ensemble, size, scale, clip, flat: network.state.flat }),
    normalisation: normalisationOf({ scale, clip, size }),
    async leads({ first, second }) {
      const [a, b] = [await worth(first), await worth(second)];
      return a.map((own, i) => own - b[i]);
    },
    async spreads(some) {
      const rewards = await paid(livedRows(some));
      return Array.from({ length: members }, (_, member) =>
        deviationOf(rewards.filter((_, i) => i % members === member)),
      );
    },
    async slopes(some) {
      const rows = livedRows(some);
      const means: number[] = [];
      for (let i = 0; i < size; i++) {
        const [more, less] = [rows.slice(), rows.slice()];
        const half = scale.deviation(i) / 2;
        for (let at = i; at < rows.length; at += size) {
          more[at] += half;
          less[at] -= half;
        }
        means.push(meanOf(await paid(more)) - meanOf(await paid(less)));
      }
      return means;
    },
    close: () => network.close(),
  };
}

/**
 * Weights that go on in the direction from some to those that were learned from there, by a share of the way (ExPO; Zheng et
 * al. 2024, arXiv 2404.16792).
 */
export const extrapolated = (from: Float32Array, to: Float32Array, share: number): Float32Array =>
  to.map((weight, i) => weight + share * (weight - from[i]));

const meanOf = (values: Float32Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;

/** The rows of all clips without what fills them up: `[n, size]`. */
function livedRows({ first, second, size }: LabelledClips): Float32Array {
  const parts: Float32Array[] = [];
  for (const { rows, live } of [first, second])
    for (const [step, isLive] of live.entries()) if (isLive) parts.push(rows.subarray(step * size, (step + 1) * size));
  const all = new Float32Array(parts.length * size);
  for (const [i, part] of parts.entries()) all.set(part, i * size);
  return all;
}

function deviationOf(values: Float32Array): number {
  let [mean, squares] = [0, 0];
  for (const value of values) mean += value / values.length;
  for (const value of values) squares += (value - mean) ** 2 / values.length;
  return Math.sqrt(squares);
}
