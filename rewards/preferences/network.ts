import {
  adam,
  add,
  compile,
  compileTraining,
  concat,
  input,
  mean,
  mul,
  openViews,
  parameterList,
  reshape,
  stateNames,
  sum,
  type Tensor,
  tanh,
} from "../../src/autodiff/index.ts";
import type { Rng } from "../../src/core/index.ts";
import { mlp } from "../mlp.ts";
import type { NetworkState } from "../trained-network.ts";
import { type JudgedPairs, type LossName, losses } from "./losses.ts";

export interface PreferenceSizes {
  readonly inputSize: number;
  readonly hidden: readonly number[];
  /** Networks that begin differently; where they disagree, a label teaches most. */
  readonly members: number;
  /** Steps of a segment. */
  readonly segment: number;
  /** Pairs in a minibatch. */
  readonly minibatch: number;
  /** How it learns from a pair [bradley-terry]. Others than that need more columns: `columnsOf`. */
  readonly loss?: LossName;
}

/** Columns that a training takes besides the segments, each `[pairs, 1]`: see `JudgedPairs`. */
export const columnsOf = (loss: LossName = "bradley-terry"): readonly (keyof JudgedPairs)[] => needs[loss];

const needs: { readonly [L in LossName]: readonly (keyof JudgedPairs)[] } = {
  "bradley-terry": ["label"],
  margin: ["label", "strength"],
  scaled: ["label", "strength"],
  tie: ["label"],
  regression: ["firstRating", "secondRating"],
};

const optimizer = adam();

/**
 * An ensemble that gives each step a reward in (-1, 1). A segment is worth the sum of its rewards, and the one that is worth
 * more should be the one that was preferred (Bradley and Terry 1952; Christiano et al. 2017, arXiv 1706.03741; PEBBLE, arXiv 2106.05091).
 */
export async function compilePreferences(
  { inputSize, hidden, members, segment, minibatch, loss: lossName = "bradley-terry" }: PreferenceSizes,
  rng: Rng,
) {
  const list = parameterList();
  const networks = Array.from({ length: members }, (_, i) =>
    mlp(`member${i}`, [inputSize, ...hidden, 1], "relu", list),
  );
  const parameters = list.done();
  const state: { [name: string]: Float32Array } = {};
  for (const name of stateNames(optimizer)) state[name] = new Float32Array(parameters.size);
  Object.assign(state, { flat: await parameters.initial(rng), t: Float32Array.of(0), rateScale: Float32Array.of(1) });
  const each = (rows: Tensor) => networks.map((network) => tanh(network(rows)));

  const rows = input("rows", ["n", inputSize]);
  const look = compile(
    [input("flat", [parameters.size]), rows],
    { rewards: concat(each(rows), 1) },
    { prepare: (emitter) => openViews(emitter, parameters.tensors, "flat") },
  );
  const column = (name: string, size: number) => input(name, ["rows", size]);
  const training = compileTraining({
    parameters,
    optimizer,
    clipNorm: 0,
    columns: {
      first: column("first", segment * inputSize),
      second: column("second", segment * inputSize),
      ...Object.fromEntries(needs[lossName].map((name) => [name, column(name, 1)])),
    },
    constants: {},
    batch: minibatch,
    divergence: { stopAbove: 0, adaptTo: 0 },
    loss({ first, second, ...known }) {
      const worth = (segments: Tensor) =>
        each(reshape(segments, [minibatch * segment, inputSize])).map((step) =>
          sum(reshape(step, [minibatch, segment]), [1], true),
        );
      const [a, b] = [worth(first), worth(second)];
      const own = a.map((one, i) => mean(losses[lossName]({ ...known, first: one, second: b[i] } as never)));
      return { loss: mul(own.reduce(add), 1 / members), metrics: {} };
    },
  });
  return { look, training, state: state as NetworkState };
}
