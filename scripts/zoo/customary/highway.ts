import type { RewardExpression } from "../../../src/core/index.ts";
import { feature, type Term } from "./terms.ts";

type Range = readonly [low: number, high: number];

/** A reward, mapped by a line from one range to another. */
const mapped = (from: Range, to: Range, inner: RewardExpression): RewardExpression => ({
  apply: "transform/affine-v1",
  params: { from, to },
  to: inner,
});

const share = (name: string, range: Range): RewardExpression => mapped(range, [0, 1], feature(name, 1).of);

/** Where a feature is in a range, as a share of it: at least 0 and at most 1. */
const clippedShare = (name: string, range: Range): RewardExpression => ({
  apply: "transform/clamp-v1",
  params: { low: 0, high: 1 },
  to: share(name, range),
});

/** A sum, mapped to [0, 1] from what it can be worth, and nothing beside the road. */
const onRoad = (worth: Range, sum: { readonly [term: string]: Term }): RewardExpression => ({
  product: { onRoad: feature("onRoad", 1).of, driving: mapped(worth, [0, 1], { sum }) },
});

/** The rewards of highway-env 1.12, with their weights. */
export const highway = {
  "driving/highway-v1": onRoad([-1, 0.5], {
    collision: feature("crashed", -1),
    right: feature("rightness", 0.1),
    fast: { weight: 0.4, of: clippedShare("forwardSpeed", [20, 30]) },
  }),
  "driving/merge-v1": mapped([-1.5, 0.2 + 0.1], [0, 1], {
    sum: {
      collision: feature("crashed", -1),
      right: feature("place", 0.1),
      fast: { weight: 0.2, of: share("speed", [20, 30]) },
      changing: feature("changing", -0.05),
      held: feature("held", -0.5),
    },
  }),
  "driving/roundabout-v1": onRoad([-1, 0.2], {
    collision: feature("crashed", -1),
    fast: feature("pace", 0.2),
    changing: feature("changing", -0.05),
  }),
  "driving/intersection-v1": {
    product: {
      onRoad: feature("onRoad", 1).of,
      driving: {
        sum: {
          arrived: feature("arrived", 1),
          underway: {
            weight: 1,
            of: {
              product: {
                underway: mapped([0, 1], [1, 0], feature("arrived", 1).of),
                driving: {
                  sum: {
                    collision: feature("crashed", -5),
                    fast: { weight: 1, of: clippedShare("speed", [7, 9]) },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  "driving/parking-v1": {
    sum: {
      near: { weight: -1, of: { use: "shaped/power-v1", params: { feature: "miss", exponent: 0.5 } } },
      collision: feature("crashed", -5),
    },
  },
  "driving/racetrack-v1": onRoad([-1, 1], {
    centred: {
      weight: 1,
      of: {
        use: "shaped/tolerance-v1",
        // 1 / (1 + 4 lateral^2)
        params: { feature: "lateral", lower: 0, upper: 0, margin: 1, sigmoid: "longTail", valueAtMargin: 0.2 },
      },
    },
    effort: feature("effort", -0.3),
    collision: feature("crashed", -1),
  }),
} as const satisfies { readonly [env: string]: RewardExpression };
