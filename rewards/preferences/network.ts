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
  softplus,
  stateNames,
  sub,
  sum,
  type Tensor,
  tanh,
} from "../../src/autodiff/index.ts";
import type { Rng } from "../../src/core/index.ts";
import { mlp } from "../mlp.ts";
import type { NetworkState } from "../trained-network.ts";

export interface PreferenceSizes {
  readonly inputSize: number;
  readonly hidden: readonly number[];
  /** Networks that begin differently; where they disagree, a label teaches most. */
  readonly members: number;
  /** Steps of a segment. */
  readonly segment: number;
  /** Pairs in a minibatch. */
  readonly minibatch: number;
}

const optimizer = adam();

/**
 * An ensemble that gives each step a reward in (-1, 1), and learns from comparisons that the segment whose rewards sum to
 * more is preferred (Bradley and Terry 1952; Christiano et al. 2017, arXiv 1706.03741; PEBBLE, arXiv 2106.05091).
 */
export async function compilePreferences(
  { inputSize, hidden, members, segment, minibatch }: PreferenceSizes,
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
      label: column("label", 1),
    },
    constants: {},
    batch: minibatch,
    divergence: { stopAbove: 0, adaptTo: 0 },
    loss({ first, second, label }) {
      const worth = (segments: Tensor) =>
        each(reshape(segments, [minibatch * segment, inputSize])).map((step) =>
          sum(reshape(step, [minibatch, segment]), [1], true),
        );
      const [a, b] = [worth(first), worth(second)];
      // -label log sigmoid(a - b) - (1 - label) log sigmoid(b - a)
      const losses = a.map((own, i) => {
        const lead = sub(own, b[i]);
        return mean(sub(softplus(lead), mul(label, lead)));
      });
      return {
        loss: mul(
          losses.reduce((all, one) => add(all, one)),
          1 / members,
        ),
        metrics: {},
      };
    },
  });
  return { look, training, state: state as NetworkState };
}
