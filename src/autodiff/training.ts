import { gradient } from "./gradient.ts";
import { type CompiledLoop, compileLoop } from "./loop.ts";
import { clipByNorm, type Optimizer } from "./optimizer.ts";
import type { Parameters } from "./parameters.ts";
import { add, lessOrEqual, max, min, mul, where } from "./rules/elementwise.ts";
import { concat, reshape } from "./rules/layout.ts";
import { input, sizeOfShape, type Tensor } from "./tensor.ts";

type Tensors = { readonly [name: string]: Tensor };

export interface Loss {
  /** The scalar to minimise. */
  readonly loss: Tensor;
  /** Further scalars to report. */
  readonly metrics: Tensors;
  /** Distance of the new from the old policy, a scalar; `divergence` acts on it. */
  readonly kl?: Tensor;
}

/** How learning reacts to the divergence from the policy that collected the data. */
export interface Divergence {
  /** Stops the update once the divergence is above this; 0 never stops. */
  readonly stopAbove: number;
  /** Keeps the divergence near this by adapting the learning rate; 0 leaves it alone (Schulman et al. 2017, section 4). */
  readonly adaptTo: number;
}

export interface TrainingPlan {
  readonly parameters: Parameters;
  readonly optimizer: Optimizer;
  /** The largest gradient norm; 0 means no clipping. */
  readonly clipNorm: number;
  readonly columns: Tensors;
  readonly constants: Tensors;
  readonly batch: number;
  readonly divergence: Divergence;
  readonly unroll?: number;
  loss(rows: Tensors): Loss;
}

const rateScale = { lowest: 1e-2, highest: 10, factor: 1.5 };

/** The state vectors of an update, by name: `flat`, the optimiser's moments, and the scalars `t` and `rateScale`. */
export const stateNames = (optimizer: Optimizer): string[] => ["flat", ...optimizer.moments, "t", "rateScale"];

/**
 * One update: forward, backward, clipping and optimiser for every minibatch, as one model. Schedule `rate` is the learning
 * rate of each step. Metrics: `loss`, those of the loss, `gradientNorm`, `rateScale`.
 */
export function compileTraining(plan: TrainingPlan): CompiledLoop {
  const { parameters, optimizer, divergence } = plan;
  const vector = (name: string) => input(name, [parameters.size]);
  const state: Tensors = {
    flat: vector("flat"),
    ...Object.fromEntries(optimizer.moments.map((name) => [name, vector(name)])),
    t: input("t", []),
    rateScale: input("rateScale", []),
  };
  return compileLoop(
    {
      state,
      columns: plan.columns,
      constants: plan.constants,
      schedules: ["rate"],
      batch: plan.batch,
      views: { of: "flat", parts: parameters.tensors },
      step(now, rows, { rate }) {
        const { loss, metrics, kl } = plan.loss(rows);
        const parts = gradient(loss, parameters.tensors);
        const whole = concat(
          parts.map((part) => reshape(part, [sizeOfShape(part.shape as number[])])),
          0,
        );
        const { clipped, norm } = clipByNorm(whole, plan.clipNorm);
        const t = add(now.t, 1);
        const scale = kl && divergence.adaptTo > 0 ? adapted(now.rateScale, kl, divergence.adaptTo) : now.rateScale;
        const next = optimizer.update(now.flat, plan.clipNorm > 0 ? clipped : whole, now, t, mul(rate, scale));
        return {
          state: { flat: next.parameters, ...next.moments, t, rateScale: scale },
          metrics: { loss, ...metrics, gradientNorm: norm, rateScale: scale },
          ...(kl && divergence.stopAbove > 0 && { proceed: lessOrEqual(kl, divergence.stopAbove) }),
        };
      },
    },
    plan.unroll,
  );
}

/** Lowers the rate if the divergence is above twice its target, and raises it if it is below half. */
function adapted(scale: Tensor, kl: Tensor, target: number): Tensor {
  const smaller = max(mul(scale, 1 / rateScale.factor), rateScale.lowest);
  const larger = min(mul(scale, rateScale.factor), rateScale.highest);
  return where(lessOrEqual(2 * target, kl), smaller, where(lessOrEqual(kl, target / 2), larger, scale));
}
