import type { RewardExpression } from "../../../src/core/index.ts";

const prompt = "sparse/prompt-success-v1";

/** MiniGrid's rewards, by env. */
export const grid = {
  "dungeon/empty-v1": prompt,
  "dungeon/four-rooms-v1": prompt,
  "dungeon/door-key-v1": prompt,
  "dungeon/multi-room-v1": prompt,
  "dungeon/locked-room-v1": prompt,
  "dungeon/lava-gap-v1": prompt,
  "dungeon/crossing-v1": prompt,
  "dungeon/shifted-lava-v1": prompt,
  "dungeon/dynamic-obstacles-v1": {
    sum: {
      arrived: prompt,
      hit: { weight: -1, of: { use: "shaped/feature-v1", params: { feature: "failed" } } },
    },
  },
  "dungeon/red-blue-doors-v1": prompt,
  "dungeon/memory-v1": prompt,
  "dungeon/go-to-door-v1": prompt,
  "dungeon/go-to-object-v1": prompt,
  "dungeon/fetch-v1": prompt,
  "dungeon/put-near-v1": prompt,
  "dungeon/unlock-v1": prompt,
  "dungeon/unlock-pickup-v1": prompt,
  "dungeon/key-corridor-v1": prompt,
  "dungeon/obstructed-maze-v1": prompt,
  "dungeon/go-to-v1": prompt,
  "dungeon/pick-up-v1": prompt,
  "dungeon/open-v1": prompt,
  "dungeon/put-next-v1": prompt,
  "dungeon/instructions-v1": prompt,
} satisfies { readonly [env: string]: RewardExpression };
