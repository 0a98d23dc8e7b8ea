import type { RewardExpression } from "../../../src/core/index.ts";
import { feature } from "./terms.ts";
import { frozen, gain, solved } from "./whole-game.ts";

const success = "sparse/success-v1";

/** MiniHack's rewards, by env. */
export const skills = {
  "dungeon/room-v1": solved,
  "dungeon/corridor-v1": solved,
  "dungeon/key-room-v1": solved,
  "dungeon/maze-walk-v1": solved,
  "dungeon/river-v1": solved,
  "dungeon/hide-and-seek-v1": solved,
  "dungeon/corridor-battle-v1": solved,
  "dungeon/memento-v1": { sum: { solved: success, failed: feature("failed", -1), frozen } },
  "dungeon/explore-maze-v1": { sum: { solved: success, meals: { weight: 0.5, of: gain("meals") }, frozen } },
  // 0.1 for each of four boulders that comes to a fountain, and as much off for one that leaves it
  "dungeon/boxoban-v1": {
    sum: {
      solved: success,
      progress: { weight: 0.4, of: gain("progress") },
      time: { weight: -0.001, of: "sparse/alive-v1" },
    },
  },
  "dungeon/cross-lava-v1": solved,
  "dungeon/wand-of-death-v1": solved,
  "dungeon/quest-v1": solved,
  "dungeon/handling-v1": solved,
} as const satisfies { readonly [env: string]: RewardExpression };
