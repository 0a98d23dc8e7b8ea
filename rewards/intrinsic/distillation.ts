import {
  adam,
  compile,
  compileTraining,
  input,
  mean,
  mul,
  openViews,
  parameterList,
  stateNames,
  sub,
  type Tensor,
} from "../../src/autodiff/index.ts";
import { product, type Rng } from "../../src/core/index.ts";
import { mlp } from "../mlp.ts";
import type { NetworkState } from "../trained-network.ts";

export interface DistillationSizes {
  readonly observationSize: number;
  readonly hidden: number;
  readonly outputs: number;
  readonly minibatch: number;
}

const optimizer = adam();

/**
 * The two networks of random network distillation, compiled: a target that never changes, and a predictor that learns to
 * say what the target says (Burda et al. 2018, arXiv 1810.12894).
 */
export async function compileDistillation(
  { observationSize, hidden, outputs, minibatch }: DistillationSizes,
  rng: Rng,
) {
  const [targetList, list] = [parameterList(), parameterList()];
  const target = mlp("target", [observationSize, hidden, outputs], "relu", targetList);
  const predictor = mlp("predictor", [observationSize, hidden, hidden, outputs], "relu", list);
  const [targets, predictors] = [targetList.done(), list.done()];
  const frozen = await targets.initial(rng);
  const state: { [name: string]: Float32Array } = {};
  for (const name of stateNames(optimizer)) state[name] = new Float32Array(predictors.size);
  Object.assign(state, { flat: await predictors.initial(rng), t: Float32Array.of(0), rateScale: Float32Array.of(1) });

  const seen = input("seen", ["n", observationSize]);
  const goal = target(seen);
  const look = compile(
    [input("flat", [predictors.size]), seen],
    { goal, surprise: squares(sub(predictor(seen), goal)) },
    {
      prepare(emitter) {
        openViews(emitter, predictors.tensors, "flat");
        for (const tensor of targets.tensors) {
          const shape = tensor.shape as number[];
          const begin = targets.offsetOf(tensor);
          emitter.bind(tensor, emitter.constant(frozen.subarray(begin, begin + product(shape)), shape, "float32"));
        }
      },
    },
  );
  const training = compileTraining({
    parameters: predictors,
    optimizer,
    clipNorm: 0,
    columns: { seen: input("seen", ["rows", observationSize]), goal: input("goal", ["rows", outputs]) },
    constants: {},
    batch: minibatch,
    divergence: { stopAbove: 0, adaptTo: 0 },
    loss: (rows) => ({ loss: mean(squares(sub(predictor(rows.seen), rows.goal))), metrics: {} }),
  });
  return { look, training, state: state as NetworkState };
}

/** Mean square of each row, `[n, 1]`. */
const squares = (x: Tensor): Tensor => mean(mul(x, x), [1], true);
