import {
  adam,
  add,
  compile,
  compileTraining,
  gradient,
  input,
  mean,
  mul,
  neg,
  openViews,
  parameterList,
  softplus,
  sqrt,
  stateNames,
  sub,
  sum,
  type Tensor,
} from "../../src/autodiff/index.ts";
import type { Rng } from "../../src/core/index.ts";
import { mlp } from "../mlp.ts";
import type { NetworkState } from "../trained-network.ts";

export interface DiscriminatorSizes {
  readonly inputSize: number;
  readonly hidden: readonly number[];
  /** Rows of a minibatch: as many of experts as of the agent. */
  readonly minibatch: number;
  /** Weight of the gradient penalty. */
  readonly penalty: number;
}

const optimizer = adam();

/**
 * A network that tells experts' rows from an agent's, compiled: `logit` `[n, 1]`, above 0 for experts (Ho and Ermon 2016,
 * arXiv 1606.03476). Its slope between both is held near 1, so that it stays smooth (Gulrajani et al. 2017,
 * arXiv 1704.00028).
 */
export async function compileDiscriminator({ inputSize, hidden, minibatch, penalty }: DiscriminatorSizes, rng: Rng) {
  const list = parameterList();
  const logitOf = mlp("discriminator", [inputSize, ...hidden, 1], "tanh", list);
  const parameters = list.done();
  const state: { [name: string]: Float32Array } = {};
  for (const name of stateNames(optimizer)) state[name] = new Float32Array(parameters.size);
  Object.assign(state, { flat: await parameters.initial(rng), t: Float32Array.of(0), rateScale: Float32Array.of(1) });

  const rows = input("rows", ["n", inputSize]);
  const look = compile(
    [input("flat", [parameters.size]), rows],
    { logit: logitOf(rows) },
    { prepare: (emitter) => openViews(emitter, parameters.tensors, "flat") },
  );
  const column = (name: string, size: number) => input(name, ["rows", size]);
  const training = compileTraining({
    parameters,
    optimizer,
    clipNorm: 0,
    columns: { expert: column("expert", inputSize), agent: column("agent", inputSize), share: column("share", 1) },
    constants: {},
    batch: minibatch,
    divergence: { stopAbove: 0, adaptTo: 0 },
    loss({ expert, agent, share }) {
      const [shown, lived] = [logitOf(expert), logitOf(agent)];
      const told = add(mean(softplus(neg(shown))), mean(softplus(lived))); // cross-entropy of both
      const between = add(mul(expert, share), mul(agent, sub(1, share)));
      const steepness = lengths(gradient(sum(logitOf(between)), [between])[0]);
      const uneven = sub(steepness, 1);
      return {
        loss: penalty > 0 ? add(told, mul(mean(mul(uneven, uneven)), penalty)) : told,
        metrics: { crossEntropy: mul(told, 0.5), expertLogit: mean(shown), agentLogit: mean(lived) },
      };
    },
  });
  return { look, training, state: state as NetworkState };
}

/** Lengths of rows `[n, size]`: `[n, 1]`. */
const lengths = (x: Tensor): Tensor => sqrt(add(sum(mul(x, x), [1], true), 1e-8));
