import type { RewardExpression } from "../../../src/core/index.ts";
import type { Term } from "./terms.ts";

export const gain = (feature: string) => ({ use: "shaped/gain-v1", params: { feature } }) as const;

/** A step in which no turn begins costs 0.01: NLE's penalty of its mode `constant`. */
export const frozen: Term = {
  weight: -0.01,
  of: {
    apply: "transform/clamp-v1",
    params: { low: 0, high: 1 },
    to: { use: "shaped/feature-v1", params: { feature: "frozenSteps" } },
  },
};
export const solved = { sum: { solved: "sparse/success-v1", frozen } } as const;

/** NLE's rewards, by task. */
export const wholeGame = {
  "dungeon/score-v1": { sum: { points: gain("points"), frozen } },
  "dungeon/staircase-v1": solved,
  "dungeon/pet-v1": solved,
  "dungeon/oracle-v1": solved,
  "dungeon/gold-v1": { sum: { gold: gain("gold"), frozen } },
  "dungeon/eat-v1": { sum: { nourished: gain("nourished"), frozen } },
  "dungeon/scout-v1": { sum: { tilesSeen: gain("tilesSeen"), frozen } },
  "dungeon/achievements-v1": gain("achievements"),
  "dungeon/challenge-v1": gain("points"),
} as const satisfies { readonly [env: string]: RewardExpression };
