import type { Json, RewardExpression } from "../../../src/core/index.ts";
import { gain } from "../../zoo/customary/whole-game.ts";

type Settings = { readonly [name: string]: Json };

/** A stage of a training; it begins with the weights of the stage before. */
export interface Stage {
  readonly steps: number;
  /** Another env than the one that is evaluated. */
  readonly id?: string;
  readonly env?: Settings;
  readonly agent?: Settings;
  /** The env's customary reward unless given. */
  readonly reward?: RewardExpression;
}

/** What a task is trained on, and what it is then evaluated on. */
export interface Course {
  readonly title: string;
  readonly id: string;
  /** Params of the env when it is evaluated, and in all stages on it. */
  readonly env: Settings;
  readonly stages: readonly Stage[];
  /** The success that is asked for, where a number is. */
  readonly atLeast?: number;
  /** What is special about it. */
  readonly remark?: string;
}

const doorKey = (size: number, steps: number): Stage => ({ id: "dungeon/door-key-v1", env: { size }, steps });

/** Finding the stairs, and a little for every tile that is seen. */
const looking: RewardExpression = {
  sum: { done: "sparse/success-v1", seen: { weight: 0.005, of: gain("tilesSeen") } },
};

/** Looking around and taking things up is paid a little, besides the task. */
const searching: RewardExpression = {
  sum: {
    done: "sparse/prompt-success-v1",
    seen: { weight: 0.002, of: gain("seen") },
    carrying: { weight: 0.3, of: gain("carrying") },
  },
};

export const courses: readonly Course[] = [
  {
    title: "door-key 8x8",
    id: "dungeon/door-key-v1",
    env: { size: 8 },
    stages: [doorKey(5, 150_000), doorKey(6, 100_000), doorKey(8, 150_000)],
    remark: "5x5, then 6x6, then 8x8",
  },
  {
    title: "four-rooms",
    id: "dungeon/four-rooms-v1",
    env: { size: 19 },
    stages: [{ steps: 150_000, env: { size: 9 } }, { steps: 200_000, env: { size: 13 } }, { steps: 500_000 }],
    remark: "9x9, then 13x13, then 19x19",
  },
  {
    title: "key-corridor S3R3",
    id: "dungeon/key-corridor-v1",
    env: { roomSize: 3, rows: 3 },
    stages: [{ steps: 300_000, env: { rows: 1 } }, { steps: 200_000, env: { rows: 2 } }, { steps: 250_000 }],
    remark: "one row of rooms, then two, then three",
  },
  {
    title: "multi-room N4-S5",
    id: "dungeon/multi-room-v1",
    env: { fewestRooms: 4, mostRooms: 4, roomSize: 5 },
    stages: [{ steps: 500_000, env: { fewestRooms: 2 } }],
    atLeast: 0.9,
    remark: "two to four rooms in training",
  },
  {
    title: "locked-room",
    id: "dungeon/locked-room-v1",
    env: { size: 19, mission: "none" },
    stages: [
      doorKey(5, 150_000),
      doorKey(8, 150_000),
      { steps: 300_000, env: { size: 13 }, reward: searching },
      { steps: 400_000, reward: searching },
    ],
    atLeast: 0.9,
    remark: "door-key first, then 13x13, then 19x19, looking and carrying paid a little; no instruction is shown",
  },
  {
    title: "room-ultimate 15x15",
    id: "dungeon/room-v1",
    env: { size: 15, variant: "ultimate" },
    stages: [{ steps: 100_000, env: { size: 5 } }, { steps: 600_000 }],
    remark: "5x5, then 15x15",
  },
  {
    title: "river, one cell wide",
    id: "dungeon/river-v1",
    env: { width: 1 },
    stages: [{ steps: 400_000 }],
  },
  {
    title: "staircase",
    id: "dungeon/staircase-v1",
    env: { actions: "compass" },
    stages: [
      { id: "dungeon/corridor-v1", env: { rooms: 2 }, steps: 250_000, reward: looking },
      { steps: 300_000, env: { maxSteps: 1000 }, reward: looking },
    ],
    remark: "two rooms and a corridor first, tiles that are seen paid a little; compass keys",
  },
];
