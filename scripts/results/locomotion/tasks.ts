import { envs } from "../../../envs/index.ts";

/** Tasks that equal one of Gymnasium's, by their names; each is `locomotion/<name>-v1` here. */
export const gymnasiumIds = {
  "inverted-pendulum": "InvertedPendulum-v5",
  "inverted-double-pendulum": "InvertedDoublePendulum-v5",
  reacher: "Reacher-v5",
  pusher: "Pusher-v5",
  swimmer: "Swimmer-v5",
  hopper: "Hopper-v5",
  "half-cheetah": "HalfCheetah-v5",
  walker2d: "Walker2d-v5",
  ant: "Ant-v5",
  humanoid: "Humanoid-v5",
  "humanoid-standup": "HumanoidStandup-v5",
} as const;

export type Task = keyof typeof gymnasiumIds;

export const tasks = Object.keys(gymnasiumIds) as readonly Task[];

/** All tasks with bodies, including our own. */
export const everyId = envs.ids.filter((id) => id.startsWith("locomotion/"));

export const idOf = (task: Task) => `locomotion/${task}-v1` as const;

/** Packages whose versions matter. */
export const packages = ["@mujoco/mujoco", "@dimforge/rapier3d-compat", "onnxruntime-node"];
