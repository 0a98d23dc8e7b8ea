import {
  adam,
  add,
  type CompiledLoop,
  compile,
  compileLoop,
  concat,
  detach,
  exp,
  gradient,
  input,
  mean,
  min,
  mul,
  openViews,
  reshape,
  slice,
  sub,
  sum,
  type Tensor,
} from "../../src/autodiff/index.ts";
import { product } from "../../src/core/index.ts";
import { leafInputs } from "../networks/model.ts";
import type { SacModel } from "./model.ts";
import type { Settings } from "./settings.ts";
import { draw } from "./squashed.ts";

const optimizer = adam();

/** The state vectors of an update, by name. `target` holds the weights of the target critics. */
export const stateSizes = ({ parameters, criticsAt: [begin, end] }: SacModel) => ({
  flat: parameters.size,
  ...Object.fromEntries(optimizer.moments.map((name) => [name, parameters.size])),
  target: end - begin,
});

/** The model that decides: observations to `mean` and `logStd` `[n, size]`, before squashing. Weights are an input. */
export function compileActor(model: SacModel): Uint8Array<ArrayBuffer> {
  const flat = input("flat", [model.parameters.size]);
  const leaves = leafInputs(model, "n");
  const { mean, logStd } = model.actor(leaves);
  return compile(
    [flat, ...leaves],
    { mean, logStd },
    { prepare: (emitter) => openViews(emitter, model.tensors, "flat") },
  );
}

/**
 * The model that learns: any number of gradient steps, each on a minibatch of its own (Haarnoja et al. 2018,
 * arXiv 1812.05905, algorithm 1). Critics, actor and temperature descend together, each on its own loss.
 */
export function compileUpdate(model: SacModel, settings: Settings): CompiledLoop {
  const { actionSize, criticsAt } = model;
  const sizes = stateSizes(model);
  const column = (name: string, size: number) => input(name, ["rows", size]);
  const before = leafInputs(model, "rows", "before");
  const after = leafInputs(model, "rows", "after");
  const byName = (tensors: readonly Tensor[]) => Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor]));
  return compileLoop({
    state: {
      ...Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, input(name, [size])])),
      t: input("t", []),
    },
    columns: {
      ...byName(before),
      ...byName(after),
      action: column("action", actionSize),
      reward: column("reward", 1),
      discount: column("discount", 1),
      noise: column("noise", actionSize),
      nextNoise: column("nextNoise", actionSize),
    },
    constants: {},
    schedules: ["rate"],
    batch: settings.minibatch,
    views: { of: "flat", parts: model.tensors },
    step(now, rows, { rate }) {
      const seen = before.map(({ name }) => rows[name as string]);
      const next = after.map(({ name }) => rows[name as string]);
      const temperature = exp(detach(model.logTemperature));

      const following = draw(model.actor(next), rows.nextNoise);
      const [a, b] = model.criticsWith(now.target).map((critic) => critic(next, following.action));
      const worth = sub(min(a, b), mul(temperature, following.logProb));
      const goal = detach(add(rows.reward, mul(rows.discount, worth)));
      const values = model.critics.map((critic) => critic(seen, rows.action));
      const criticLoss = mul(values.map((each) => squares(sub(each, goal))).reduce(add), 0.5);

      const { action, logProb } = draw(model.actor(seen), rows.noise);
      const [c, d] = model.critics.map((critic) => critic(seen, action));
      const actorLoss = mean(sub(mul(temperature, logProb), min(c, d)));

      const gap = detach(add(mean(logProb), settings.targetEntropy * actionSize));
      const temperatureLoss = mul(mul(sum(model.logTemperature), gap), -1);

      const slopes = [
        ...gradient(actorLoss, model.actorTensors),
        ...gradient(criticLoss, model.criticTensors),
        ...gradient(mul(temperatureLoss, settings.learnTemperature ? 1 : 0), [model.logTemperature]),
      ];
      const whole = concat(
        slopes.map((slope) => reshape(slope, [product(slope.shape as number[])])),
        0,
      );
      const t = add(now.t, 1);
      const { parameters: flat, moments } = optimizer.update(now.flat, whole, now, t, rate);
      const critics = slice(flat, 0, ...criticsAt);
      return {
        state: { flat, ...moments, target: add(now.target, mul(sub(critics, now.target), settings.targetRate)), t },
        metrics: {
          criticLoss,
          actorLoss,
          meanValue: mean(values[0]),
          entropy: mul(mean(logProb), -1),
          temperature: sum(temperature),
        },
      };
    },
  });
}

const squares = (x: Tensor): Tensor => mean(mul(x, x));
