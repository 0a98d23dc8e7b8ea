import type { Json, RewardExpression } from "../../../src/core/index.ts";

type Settings = { readonly [name: string]: Json };

/** A stage of a training; it begins with the weights of the stage before. */
export interface Stage {
  readonly steps: number;
  readonly env?: Settings;
  readonly agent?: Settings;
  /** The env's customary reward unless given. */
  readonly reward?: RewardExpression;
}

/** What a task is trained on, and what it is then evaluated on. */
export interface Course {
  readonly title: string;
  readonly id: string;
  /** Params of the env in every stage and in the evaluation. */
  readonly env: Settings;
  readonly stages: readonly Stage[];
  /** Success that is asked for, where a number is. */
  readonly atLeast?: number;
  /** What is special about it, in a sentence. */
  readonly remark?: string;
}

const fourRooms = { fewestRooms: 4, mostRooms: 4, roomSize: 5 };

export const courses: readonly Course[] = [
  { title: "door-key 8x8", id: "dungeon/door-key-v1", env: { size: 8 }, stages: [{ steps: 1_000_000 }] },
  {
    title: "multi-room N4-S5",
    id: "dungeon/multi-room-v1",
    env: fourRooms,
    stages: [{ steps: 500_000, env: { fewestRooms: 2 } }],
    atLeast: 0.9,
    remark: "trained on two to four rooms",
  },
];
