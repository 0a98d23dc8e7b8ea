import { add, exp, max, min, mul, neg, softplus, sub, sum, type Tensor, tanh } from "../../src/autodiff/index.ts";

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Bounds of the logarithm of the deviation. */
export const logStdBounds = { lowest: -20, highest: 2 } as const;

/** Independent normal distributions `[n, size]`, whose draws a hyperbolic tangent brings into (-1, 1). */
export interface Squashed {
  readonly mean: Tensor;
  /** Logarithm of the deviation, before squashing. */
  readonly logStd: Tensor;
}

export const boundedLogStd = (x: Tensor): Tensor => min(max(x, logStdBounds.lowest), logStdBounds.highest);

/**
 * Draws actions in (-1, 1), through which gradients flow, from normal noise `[n, size]`, with their log-probability `[n, 1]`
 * (Haarnoja et al. 2018, arXiv 1812.05905, appendix C).
 */
export function draw({ mean, logStd }: Squashed, noise: Tensor): { action: Tensor; logProb: Tensor } {
  const latent = add(mean, mul(exp(logStd), noise));
  const normal = sub(neg(add(mul(mul(noise, noise), 0.5), logStd)), halfLogTwoPi);
  // log(1 - tanh(x)^2), which does not lose its digits where the tangent is near 1
  const squashing = mul(sub(Math.LN2, add(latent, softplus(mul(latent, -2)))), 2);
  return { action: tanh(latent), logProb: sum(sub(normal, squashing), [-1], true) };
}
