import {
  abs,
  add,
  cast,
  detach,
  div,
  exp,
  type Loss,
  lessOrEqual,
  max,
  mean,
  min,
  mul,
  sqrt,
  sub,
  sum,
  type Tensor,
  where,
} from "../../src/autodiff/index.ts";

/** Columns of a minibatch, `[batch, 1]` each, values and returns one a stream; and what the network now says of its rows. */
export interface PpoTerms {
  readonly logProb: Tensor;
  readonly entropy: Tensor;
  readonly value: Tensor;
  readonly oldLogProbs: Tensor;
  readonly oldValues: Tensor;
  readonly advantages: Tensor;
  readonly returns: Tensor;
  /** Scalars. */
  readonly clip: Tensor;
  readonly entropyWeight: Tensor;
  /** Divergence from an anchor `[batch, 1]` and its weight in the loss; with a weight of 0 it is only measured. */
  readonly anchor?: { readonly divergence: Tensor; readonly weight: number };
}

export interface PpoWeights {
  readonly valueWeight: number;
  readonly clipValues: boolean;
  readonly normalizeAdvantages: boolean;
  readonly batch: number;
  /** Value heads. */
  readonly valueSize: number;
}

/**
 * The clipped surrogate, the value loss and the entropy bonus (Schulman et al. 2017, arXiv 1707.06347, equations 7 and 9).
 * The divergence is the estimate `(r - 1) - log r` of Schulman (2020), low in variance and never negative.
 */
export function ppoLoss(
  terms: PpoTerms,
  { valueWeight, clipValues, normalizeAdvantages, batch, valueSize }: PpoWeights,
): Loss {
  const { logProb, entropy, value, oldLogProbs, oldValues, advantages, returns, clip, entropyWeight, anchor } = terms;
  const logRatio = sub(logProb, oldLogProbs);
  const ratio = exp(logRatio);
  const advantage = normalizeAdvantages && batch > 1 ? standardized(advantages, batch) : advantages;
  const unclipped = mul(ratio, advantage);
  const clipped = mul(within(detach(ratio), sub(1, clip), add(1, clip)), advantage);
  // Where the clipped term is the smaller one it is constant in the weights, so no gradient flows.
  const policyLoss = mul(mean(where(lessOrEqual(unclipped, clipped), unclipped, clipped)), -1);

  const error = sub(value, returns);
  const squared = mul(error, error);
  const squares = clipValues ? max(squared, clippedSquare(value, oldValues, returns, clip)) : squared;
  const valueLoss = mul(mean(squares), 0.5 * valueSize); // every head counts as if it were alone

  const meanEntropy = mean(entropy);
  const freeLoss = add(policyLoss, sub(mul(valueLoss, valueWeight), mul(meanEntropy, entropyWeight)));
  const anchorKl = anchor && mean(anchor.divergence);
  const loss = anchorKl && anchor.weight > 0 ? add(freeLoss, mul(anchorKl, anchor.weight)) : freeLoss;
  const kl = mean(detach(sub(sub(ratio, 1), logRatio)));
  const outside = cast(lessOrEqual(clip, abs(detach(sub(ratio, 1)))), "float32");
  return {
    loss,
    kl,
    metrics: {
      policyLoss,
      valueLoss,
      entropy: meanEntropy,
      kl,
      clipFraction: mean(outside),
      ...(anchorKl && { anchorKl }),
    },
  };
}

const within = (x: Tensor, low: Tensor, high: Tensor) => min(max(x, low), high);

/** Mean 0, deviation 1 over the minibatch. */
function standardized(x: Tensor, batch: number): Tensor {
  const centred = sub(x, mean(x));
  const deviation = sqrt(mul(sum(mul(centred, centred)), 1 / (batch - 1)));
  return div(centred, add(deviation, 1e-8));
}

/** The squared error of a value that may move from the old one by no more than the clip range. */
function clippedSquare(value: Tensor, old: Tensor, returns: Tensor, clip: Tensor): Tensor {
  const error = sub(add(old, within(sub(value, old), mul(clip, -1), clip)), returns);
  return mul(error, error);
}
