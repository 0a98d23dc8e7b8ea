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
import { type LossName, losses } from "../preferences/losses.ts";
import type { NetworkState } from "../trained-network.ts";

export interface EnsembleSizes {
  /** Numbers of a row. */
  readonly size: number;
  readonly hidden: readonly number[];
  readonly members: number;
  /** Steps of the longest clip. */
  readonly steps: number;
  /** Pairs in a minibatch. */
  readonly minibatch: number;
  readonly loss: LossName;
}

const optimizer = adam();

/**
 * An ensemble that gives each step a reward in (-1, 1) and learns from labelled pairs of clips, which may differ in length:
 * `first` and `second` `[pairs, steps * size]` are filled up behind their ends, and `firstLive` and `secondLive`
 * `[pairs, steps]` are 0 there.
 */
export async function compileEnsemble({ size, hidden, members, steps, minibatch, loss }: EnsembleSizes, rng: Rng) {
  const list = parameterList();
  const networks = Array.from({ length: members }, (_, i) => mlp(`member${i}`, [size, ...hidden, 1], "relu", list));
  const parameters = list.done();
  const state: { [name: string]: Float32Array } = {};
  for (const name of stateNames(optimizer)) state[name] = new Float32Array(parameters.size);
  Object.assign(state, { flat: await parameters.initial(rng), t: Float32Array.of(0), rateScale: Float32Array.of(1) });
  const pay = (rows: Tensor): Tensor[] => networks.map((network) => tanh(network(rows)));

  const rows = input("rows", ["n", size]);
  const look = compile(
    [input("flat", [parameters.size]), rows],
    { rewards: concat(pay(rows), 1) },
    { prepare: (emitter) => openViews(emitter, parameters.tensors, "flat") },
  );
  const column = (name: string, width: number) => input(name, ["rows", width]);
  const training = compileTraining({
    parameters,
    optimizer,
    clipNorm: 0,
    columns: {
      first: column("first", steps * size),
      second: column("second", steps * size),
      firstLive: column("firstLive", steps),
      secondLive: column("secondLive", steps),
      label: column("label", 1),
      strength: column("strength", 1),
      firstRating: column("firstRating", 1),
      secondRating: column("secondRating", 1),
    },
    constants: {},
    batch: minibatch,
    divergence: { stopAbove: 0, adaptTo: 0 },
    loss({ first, second, firstLive, secondLive, ...judged }) {
      const worth = (clips: Tensor, live: Tensor) =>
        pay(reshape(clips, [minibatch * steps, size])).map((step) =>
          sum(mul(reshape(step, [minibatch, steps]), live), [1], true),
        );
      const [a, b] = [worth(first, firstLive), worth(second, secondLive)];
      const { label, strength, firstRating, secondRating } = judged;
      const each = a.map((own, i) =>
        mean(losses[loss]({ first: own, second: b[i], label, strength, firstRating, secondRating })),
      );
      return {
        loss: mul(
          each.reduce((all, one) => add(all, one)),
          1 / members,
        ),
        metrics: {},
      };
    },
  });
  return { look, training, parameters, pay, state: state as NetworkState };
}
