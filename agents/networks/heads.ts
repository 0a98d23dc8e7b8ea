import {
  add,
  cast,
  concat,
  div,
  exp,
  logSoftmax,
  mul,
  oneHot,
  type ParameterList,
  reshape,
  slice,
  sub,
  sum,
  type Tensor,
  where,
} from "../../src/autodiff/index.ts";
import {
  type Batch,
  type Box,
  boundsAt,
  type Choice,
  type Choices,
  fail,
  isBounded,
  product,
  type Rng,
  type Space,
  sizesOf,
} from "../../src/core/index.ts";

/** A distribution over actions: what the network puts out for it, in the graph and in plain arrays. */
export interface Head {
  /** Outputs of the network's last layer. */
  readonly outputs: number;
  /** Numbers that an action is remembered by. */
  readonly latentSize: number;
  /** Log-probability `[n, 1]` of latents, and entropy `[n, 1]` or `[1, 1]`. */
  describe(outputs: Tensor, latents: Tensor, masks: Tensor | undefined): { logProb: Tensor; entropy: Tensor };
  /** Whether actions are indices of options, or numbers in the space's units. */
  readonly kind: "options" | "numbers";
  /** Draws, or takes the likeliest: fills latents `[rows, latentSize]`, log-probabilities and actions. */
  decide(
    rows: number,
    outputs: Float32Array,
    masks: Uint8Array,
    parameters: Float32Array,
    rng: Rng | undefined,
    into: Decided,
  ): void;
  /** Learned numbers besides the network's: the deviations of a Gaussian, in the flat vector. */
  readonly spread?: Tensor;
}

export interface Decided {
  readonly latents: Float32Array;
  readonly logProbs: Float32Array;
  readonly actions: Batch<Space>;
}

export interface HeadOptions {
  /** Logarithm of the deviation at the start, in units of half the action's range. */
  readonly logStd: number;
  readonly squash: boolean;
}

const masked = -1e8;
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** The distribution that fits an action space. @throws `agent/unsupported` */
export function headOf(space: Space, list: ParameterList, options: HeadOptions): Head {
  if (space.type === "choice" || space.type === "choices") return categorical(space);
  if (space.type === "box" && space.dtype.startsWith("float")) return gaussian(space, list, options);
  return fail("agent/unsupported", {
    given: `actions of type ${space.type}${space.type === "box" ? ` of ${space.dtype}` : ""}`,
    expected: "a choice, choices, or a box of floats",
  });
}

/** Independent categorical distributions, one a part; masked options have probability 0. */
function categorical(space: Choice | Choices): Head {
  const sizes = sizesOf(space);
  const outputs = sizes.reduce((sum, size) => sum + size, 0);
  const starts = sizes.map((_, part) => sizes.slice(0, part).reduce((sum, size) => sum + size, 0));
  const scores = new Float64Array(Math.max(...sizes));
  return {
    kind: "options",
    outputs,
    latentSize: sizes.length,
    describe(logits, latents, masks) {
      const legal = masks ? where(cast(masks, "bool"), logits, masked) : logits;
      const parts = sizes.map((size, part) => {
        const logs = logSoftmax(slice(legal, 1, starts[part], starts[part] + size));
        const chosen = reshape(oneHot(cast(slice(latents, 1, part, part + 1), "int64"), size), logs.shape);
        return { logProb: sum(mul(logs, chosen), [-1], true), entropy: mul(sum(mul(exp(logs), logs), [-1], true), -1) };
      });
      return parts.reduce((all, part) => ({
        logProb: add(all.logProb, part.logProb),
        entropy: add(all.entropy, part.entropy),
      }));
    },
    decide(rows, logits, masks, _, rng, { latents, logProbs, actions }) {
      const chosen = actions as Int32Array;
      for (let row = 0; row < rows; row++) {
        logProbs[row] = 0;
        for (let part = 0; part < sizes.length; part++) {
          const [from, size] = [row * outputs + starts[part], sizes[part]];
          let highest = Number.NEGATIVE_INFINITY;
          let best = 0;
          for (let i = 0; i < size; i++) {
            scores[i] = masks.length && !masks[from + i] ? masked : logits[from + i];
            if (scores[i] > highest) {
              highest = scores[i];
              best = i;
            }
          }
          let total = 0;
          for (let i = 0; i < size; i++) total += Math.exp(scores[i] - highest);
          let option = best;
          if (rng) {
            let left = rng.uniform() * total;
            for (let i = 0; i < size; i++) {
              const weight = Math.exp(scores[i] - highest);
              if (weight > 0) option = i;
              left -= weight;
              if (left < 0) break;
            }
          }
          logProbs[row] += scores[option] - highest - Math.log(total);
          latents[row * sizes.length + part] = option;
          chosen[row * sizes.length + part] = option;
        }
      }
    },
  };
}

/**
 * Independent normal distributions with a learned deviation each, the same in every state. A bounded action is its
 * latent in units of half the range, clipped by the vector, or with `squash` its hyperbolic tangent. The squashing's
 * share of the log-probability does not depend on the weights, so it cancels in every ratio and is left out.
 */
function gaussian(space: Box, list: ParameterList, { logStd, squash }: HeadOptions): Head {
  const size = product(space.shape);
  const bounded = isBounded(space);
  if (squash && !bounded)
    fail("agent/unsupported", { given: "squash with unbounded actions", expected: "two finite bounds everywhere" });
  const bounds = Array.from({ length: size }, (_, i) => boundsAt(space, i));
  const middle = bounds.map(([low, high]) => (bounded ? (low + high) / 2 : 0));
  const half = bounds.map(([low, high]) => (bounded ? (high - low) / 2 : 1));
  const spread = list.parameter("logStd", [size], { kind: "constant", value: logStd });
  const deviations = new Float64Array(size);
  return {
    kind: "numbers",
    outputs: size,
    latentSize: size,
    spread,
    describe(mean, latents) {
      const logs = reshape(spread, [1, size]);
      const distance = div(sub(latents, mean), exp(logs));
      const each = add(add(mul(mul(distance, distance), 0.5), logs), halfLogTwoPi);
      return { logProb: mul(sum(each, [-1], true), -1), entropy: sum(add(logs, 0.5 + halfLogTwoPi), [-1], true) };
    },
    decide(rows, means, _, logs, rng, { latents, logProbs, actions }) {
      const target = actions as Float32Array;
      let mostLikely = 0; // log-probability of the mean
      for (let i = 0; i < size; i++) {
        deviations[i] = Math.exp(logs[i]);
        mostLikely -= logs[i] + halfLogTwoPi;
      }
      for (let row = 0; row < rows; row++) {
        let logProb = mostLikely;
        for (let i = 0; i < size; i++) {
          const at = row * size + i;
          const noise = rng ? rng.normal() : 0;
          const latent = Math.fround(means[at] + deviations[i] * noise);
          latents[at] = latent;
          logProb -= 0.5 * noise * noise;
          target[at] = middle[i] + half[i] * (squash ? Math.tanh(latent) : latent);
        }
        logProbs[row] = logProb;
      }
    },
  };
}

/** All of several row tensors side by side. */
export const beside = (tensors: readonly Tensor[]): Tensor => concat(tensors, 1);
