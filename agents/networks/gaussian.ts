import { add, div, exp, mul, reshape, sub, sum } from "../../src/autodiff/index.ts";
import { assert, type Box, boundsAt, fail, isBounded, product } from "../../src/core/index.ts";
import type { Factor } from "./factor.ts";

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

const almostOne = 0.999; // an action at its bound has no finite latent

/**
 * Independent normal distributions with a learned deviation each, the same in every state. A bounded action is its
 * latent in units of half the range, clipped by the vector, or with `squash` its hyperbolic tangent. The squashing's
 * share of the log-probability does not depend on the weights, so it cancels in every ratio and is left out.
 * @throws `agent/unsupported`
 */
export function gaussian(space: Box, squash: boolean): Factor {
  const size = product(space.shape);
  const bounded = isBounded(space);
  if (squash && !bounded)
    fail("agent/unsupported", { given: "squash with unbounded actions", expected: "two finite bounds everywhere" });
  const bounds = Array.from({ length: size }, (_, i) => boundsAt(space, i));
  const middle = bounds.map(([low, high]) => (bounded ? (low + high) / 2 : 0));
  const half = bounds.map(([low, high]) => (bounded ? (high - low) / 2 : 1));
  const deviations = new Float64Array(size);
  return {
    kind: "numbers",
    outputs: size,
    size,
    latentSize: size,
    maskSize: 0,
    spreadSize: size,
    score: (outputs) => outputs,
    describe(mean, latents, _, spread) {
      assert(spread, "a Gaussian has a spread");
      const logs = reshape(spread, [1, size]);
      const distance = div(sub(latents, mean), exp(logs));
      const each = add(add(mul(mul(distance, distance), 0.5), logs), halfLogTwoPi);
      return { logProb: mul(sum(each, [-1], true), -1), entropy: sum(add(logs, 0.5 + halfLogTwoPi), [-1], true) };
    },
    divergence(one, other) {
      assert(one.spread && other.spread, "a Gaussian has a spread");
      const [logs, otherLogs] = [reshape(one.spread, [1, size]), reshape(other.spread, [1, size])];
      const distance = sub(one.scores, other.scores);
      const squares = add(exp(mul(logs, 2)), mul(distance, distance));
      const each = add(sub(otherLogs, logs), sub(div(squares, mul(exp(mul(otherLogs, 2)), 2)), 0.5));
      return sum(each, [-1], true);
    },
    recall(rows, actions, latents) {
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < size; i++) {
          const unit = half[i] === 0 ? 0 : (actions[row * size + i] - middle[i]) / half[i];
          const within = Math.max(-almostOne, Math.min(almostOne, unit));
          latents.array[row * latents.stride + latents.at + i] = squash ? Math.atanh(within) : unit;
        }
    },
    decide(rows, { scores: means, spread: logs, latents, logProbs, actions }, rng) {
      let mostLikely = 0; // log-probability of the mean
      for (let i = 0; i < size; i++) {
        deviations[i] = Math.exp(logs[i]);
        mostLikely -= logs[i] + halfLogTwoPi;
      }
      for (let row = 0; row < rows; row++) {
        let logProb = mostLikely;
        const [from, to] = [row * means.stride + means.at, row * latents.stride + latents.at];
        for (let i = 0; i < size; i++) {
          const noise = rng ? rng.normal() : 0;
          const latent = Math.fround(means.array[from + i] + deviations[i] * noise);
          latents.array[to + i] = latent;
          logProb -= 0.5 * noise * noise;
          actions[row * size + i] = middle[i] + half[i] * (squash ? Math.tanh(latent) : latent);
        }
        logProbs[row] += logProb;
      }
    },
  };
}
