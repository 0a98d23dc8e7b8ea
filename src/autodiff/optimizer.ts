import { sum } from "./rules/broadcast.ts";
import type { Operand } from "./rules/elementwise.ts";
import { add, div, exp, min, mul, sqrt, sub } from "./rules/elementwise.ts";
import type { Tensor } from "./tensor.ts";

type Moments = { readonly [name: string]: Tensor };

/** The update of a flat parameter vector from its gradient, as a graph. */
export interface Optimizer {
  /** Names of its state vectors, each as long as the parameters and zero at first. */
  readonly moments: readonly string[];
  /**
   * @param t number of this update, from 1, a scalar
   * @param rate learning rate, a scalar
   */
  update(
    parameters: Tensor,
    gradient: Tensor,
    moments: Moments,
    t: Tensor,
    rate: Operand,
  ): { parameters: Tensor; moments: Moments };
}

/** Stochastic gradient descent, with heavy-ball momentum where it is above 0 (Polyak 1964). */
export const sgd = ({ momentum = 0 } = {}): Optimizer => ({
  moments: momentum ? ["velocity"] : [],
  update(parameters, gradient, { velocity }, _, rate) {
    const direction = momentum ? add(mul(velocity, momentum), gradient) : gradient;
    const carried: Moments = momentum ? { velocity: direction } : {};
    return { parameters: sub(parameters, mul(direction, rate)), moments: carried };
  },
});

/** Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1); with `decay` AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101). */
export const adam = ({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0 } = {}): Optimizer => ({
  moments: ["m", "v"],
  update(parameters, gradient, moments, t, rate) {
    const m = add(mul(moments.m, beta1), mul(gradient, 1 - beta1));
    const v = add(mul(moments.v, beta2), mul(mul(gradient, gradient), 1 - beta2));
    const correction = (beta: number) => sub(1, exp(mul(t, Math.log(beta))));
    const stepSize = div(rate, correction(beta1));
    const scale = add(div(sqrt(v), sqrt(correction(beta2))), epsilon);
    const kept = decay ? mul(parameters, sub(1, mul(decay, rate))) : parameters;
    return { parameters: sub(kept, mul(stepSize, div(m, scale))), moments: { m, v } };
  },
});

/** The norm of a gradient, and the gradient scaled down to at most `longest` (Pascanu et al. 2013). */
export function clipByNorm(gradient: Tensor, longest: number): { clipped: Tensor; norm: Tensor } {
  const norm = sqrt(sum(mul(gradient, gradient)));
  return { clipped: mul(gradient, min(div(longest, add(norm, 1e-6)), 1)), norm };
}
