import { add, type ParameterList, slice, type Tensor } from "../../src/autodiff/index.ts";
import { arraysOf, type Batch, fail, type Leaf, leavesOf, type Rng, type Space } from "../../src/core/index.ts";
import { categorical } from "./categorical.ts";
import type { Described, Distribution, Factor } from "./factor.ts";
import { gaussian } from "./gaussian.ts";
import { beside } from "./layers.ts";
import type { EncodedList } from "./list-encoder.ts";

/** A distribution over actions, one independent factor for each leaf of the action space. */
export interface Head {
  readonly factors: readonly PlacedFactor[];
  /** Columns of the network's last layer. */
  readonly outputs: number;
  /** Numbers that describe the distribution of a row. */
  readonly size: number;
  /** Numbers that an action is remembered by. */
  readonly latentSize: number;
  /** Logarithms of deviations, learned beside the network, in the flat vector. */
  readonly spread?: Tensor;
  /** From the last layer `[n, outputs]` to what describes the distribution, `[n, size]`. */
  score(outputs: Tensor, lists: ReadonlyMap<string, EncodedList>): Tensor;
  /** Log-probability `[n, 1]` of latents, and entropy `[n, 1]` or `[1, 1]`. */
  describe(scores: Tensor, latents: Tensor, masks: Tensor | undefined): Described;
  /** Kullback-Leibler divergence `[n, 1]` of the first distribution from the second [nat]. */
  divergence(one: Distribution, other: Distribution, masks: Tensor | undefined): Tensor;
  /** Latents `[rows, latentSize]` of actions: what `decide` would have noted about them. */
  recall(rows: number, actions: Batch<Space>): Float32Array;
  /**
   * Draws, or takes the likeliest: fills latents `[rows, latentSize]`, log-probabilities and actions.
   * @param spread the present values of `spread`, empty without one
   */
  decide(
    rows: number,
    scores: Float32Array,
    masks: Uint8Array,
    spread: Float32Array,
    rng: Rng | undefined,
    into: Decided,
  ): void;
}

/** A factor, and where its columns begin among those of all factors. */
export interface PlacedFactor {
  readonly leaf: Leaf;
  readonly factor: Factor;
  readonly at: {
    readonly outputs: number;
    readonly size: number;
    readonly latent: number;
    readonly mask: number;
    readonly spread: number;
  };
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

/** The distribution that fits an action space. @throws `agent/unsupported` */
export function headOf(space: Space, list: ParameterList, { logStd, squash }: HeadOptions): Head {
  const placed: PlacedFactor[] = [];
  let end = { outputs: 0, size: 0, latent: 0, mask: 0, spread: 0 };
  for (const leaf of leavesOf(space)) {
    const factor = factorOf(leaf, squash);
    placed.push({ leaf, factor, at: end });
    end = {
      outputs: end.outputs + factor.outputs,
      size: end.size + factor.size,
      latent: end.latent + factor.latentSize,
      mask: end.mask + factor.maskSize,
      spread: end.spread + factor.spreadSize,
    };
  }
  const spread = end.spread ? list.parameter("logStd", [end.spread], { kind: "constant", value: logStd }) : undefined;
  const columns = (x: Tensor, from: number, count: number) => slice(x, 1, from, from + count);
  return {
    factors: placed,
    outputs: end.outputs,
    size: end.size,
    latentSize: end.latent,
    spread,
    score: (outputs, lists) =>
      beside(placed.map(({ factor, at }) => factor.score(columns(outputs, at.outputs, factor.outputs), lists))),
    describe(scores, latents, masks) {
      const parts = placed.map(({ factor, at }) =>
        factor.describe(
          columns(scores, at.size, factor.size),
          columns(latents, at.latent, factor.latentSize),
          masks && factor.maskSize > 0 ? columns(masks, at.mask, factor.maskSize) : undefined,
          spread && factor.spreadSize > 0 ? slice(spread, 0, at.spread, at.spread + factor.spreadSize) : undefined,
        ),
      );
      return parts.reduce((all, part) => ({
        logProb: add(all.logProb, part.logProb),
        entropy: add(all.entropy, part.entropy),
      }));
    },
    divergence(one, other, masks) {
      const parts = placed.map(({ factor, at }) => {
        const own = ({ scores, spread }: Distribution): Distribution => ({
          scores: columns(scores, at.size, factor.size),
          spread:
            spread && factor.spreadSize > 0 ? slice(spread, 0, at.spread, at.spread + factor.spreadSize) : undefined,
        });
        return factor.divergence(
          own(one),
          own(other),
          masks && factor.maskSize > 0 ? columns(masks, at.mask, factor.maskSize) : undefined,
        );
      });
      return parts.reduce((all, part) => add(all, part));
    },
    recall(rows, actions) {
      const latents = new Float32Array(rows * end.latent);
      const arrays = arraysOf(actions);
      placed.forEach(({ factor, at }, i) => {
        factor.recall(rows, arrays[i], { array: latents, stride: end.latent, at: at.latent });
      });
      return latents;
    },
    decide(rows, scores, masks, spread, rng, { latents, logProbs, actions }) {
      const arrays = arraysOf(actions);
      logProbs.fill(0, 0, rows);
      placed.forEach(({ factor, at }, i) => {
        factor.decide(
          rows,
          {
            scores: { array: scores, stride: end.size, at: at.size },
            masks: { array: masks, stride: masks.length ? end.mask : 0, at: at.mask },
            latents: { array: latents, stride: end.latent, at: at.latent },
            spread: spread.subarray(at.spread, at.spread + factor.spreadSize),
            logProbs,
            actions: arrays[i],
          },
          rng,
        );
      });
    },
  };
}

function factorOf({ path, space }: Leaf, squash: boolean): Factor {
  const unsupported = (what: string, fix?: string): never =>
    fail("agent/unsupported", {
      given: `actions of type ${what}${path && ` (${path})`}`,
      expected: "choices, picks and boxes of floats, alone or in parts",
      fix,
    });
  switch (space.type) {
    case "choice":
    case "choices":
    case "pick":
      return categorical(space);
    case "box":
      return space.dtype.startsWith("float") ? gaussian(space, squash) : unsupported(`box of ${space.dtype}`);
    case "text":
      return unsupported("text", "Language models write text; baseline/random-v1 plays anything.");
    case "codes":
    case "length":
      return unsupported(space.type);
  }
}
