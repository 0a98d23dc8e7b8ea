import {
  add,
  cast,
  exp,
  logSoftmax,
  matmul,
  mul,
  oneHot,
  reshape,
  slice,
  sub,
  sum,
  swapLast,
  type Tensor,
  where,
} from "../../src/autodiff/index.ts";
import { assert, type Choice, type Choices, type PackedArray, type RowPick, sizesOf } from "../../src/core/index.ts";
import type { Factor } from "./factor.ts";
import { type EncodedList, hidden, rowWidth } from "./list-encoder.ts";

/** Independent categorical distributions, one a part. Options that are masked out have probability 0. */
export function categorical(space: Choice | Choices | RowPick): Factor {
  const sizes = sizesOf(space);
  const size = sizes.reduce((sum, size) => sum + size, 0);
  const starts = sizes.map((_, part) => sizes.slice(0, part).reduce((sum, size) => sum + size, 0));
  const scores = new Float64Array(Math.max(...sizes));
  const pointing = space.type === "pick" ? pointer(space) : undefined;
  const write = writer(space);
  const read = reader(space);
  return {
    kind: "options",
    outputs: pointing?.outputs ?? size,
    size,
    latentSize: sizes.length,
    maskSize: size,
    spreadSize: 0,
    score: (outputs, lists) => pointing?.score(outputs, lists) ?? outputs,
    describe(logits, latents, masks) {
      const legal = masks ? where(cast(masks, "bool"), logits, hidden) : logits;
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
    divergence(one, other, masks) {
      const legal = (logits: Tensor) => (masks ? where(cast(masks, "bool"), logits, hidden) : logits);
      const [own, others] = [legal(one.scores), legal(other.scores)];
      const parts = sizes.map((size, part) => {
        const logsOf = (logits: Tensor) => logSoftmax(slice(logits, 1, starts[part], starts[part] + size));
        const [p, q] = [logsOf(own), logsOf(others)];
        return sum(mul(exp(p), sub(p, q)), [-1], true);
      });
      return parts.reduce((all, part) => add(all, part));
    },
    recall(rows, actions, latents) {
      for (let row = 0; row < rows; row++)
        for (let part = 0; part < sizes.length; part++)
          latents.array[row * latents.stride + latents.at + part] = read(actions, row, part);
    },
    decide(rows, { scores: logits, masks, latents, logProbs, actions }, rng) {
      for (let row = 0; row < rows; row++) {
        for (let part = 0; part < sizes.length; part++) {
          const [size, start] = [sizes[part], starts[part]];
          const from = row * logits.stride + logits.at + start;
          const mask = row * masks.stride + masks.at + start;
          let highest = Number.NEGATIVE_INFINITY;
          let best = 0;
          for (let i = 0; i < size; i++) {
            scores[i] = masks.stride > 0 && !masks.array[mask + i] ? hidden : logits.array[from + i];
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
          latents.array[row * latents.stride + latents.at + part] = option;
          write(actions, row, part, option);
        }
      }
    },
  };
}

/** Writes an option as the action says it. */
function writer(
  space: Choice | Choices | RowPick,
): (actions: PackedArray, row: number, part: number, option: number) => void {
  if (space.type !== "pick") {
    const parts = sizesOf(space).length;
    return (actions, row, part, option) => {
      actions[row * parts + part] = option;
    };
  }
  const verbs = space.verbs.length;
  return (actions, row, _, option) => {
    actions[2 * row] = Math.floor(option / verbs);
    actions[2 * row + 1] = option % verbs;
  };
}

/** Reads the option that an action says. */
function reader(space: Choice | Choices | RowPick): (actions: PackedArray, row: number, part: number) => number {
  if (space.type === "pick") {
    const verbs = space.verbs.length;
    return (actions, row) => actions[2 * row] * verbs + actions[2 * row + 1];
  }
  const parts = sizesOf(space).length;
  return (actions, row, part) => actions[row * parts + part];
}

/**
 * Scores every row of a list with every verb by how well the row fits what the network looks for (Vinyals et al. 2015,
 * arXiv 1506.03134, with dot products as in Bello et al. 2016, arXiv 1611.09940): `[n, most * verbs]`.
 */
function pointer({ list, most, verbs }: RowPick) {
  return {
    outputs: verbs.length * rowWidth,
    score(outputs: Tensor, lists: ReadonlyMap<string, EncodedList>): Tensor {
      const found = lists.get(list);
      assert(found, `the observation has the list "${list}"`);
      const n = outputs.shape[0];
      const sought = reshape(outputs, [n, verbs.length, rowWidth]);
      const scores = matmul(found.rows, swapLast(sought));
      return reshape(where(reshape(found.used, [n, most, 1]), scores, hidden), [n, most * verbs.length]);
    },
  };
}
