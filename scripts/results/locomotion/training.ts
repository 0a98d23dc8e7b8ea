import { ofBudget } from "../budget.ts";
import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { gymnasiumIds, idOf } from "./tasks.ts";

const steps = ofBudget(40_000, 4096); // besides the first rollout
const rounds = ofBudget(3);
const settings = [
  { worlds: 8, rollout: 256, minibatch: 64, epochs: 10, atLeast: 4 },
  { worlds: 16, rollout: 128, minibatch: 256, epochs: 10, atLeast: 2.5 },
] as const;

interface Row {
  readonly task: "half-cheetah" | "hopper";
  readonly worlds: number;
  readonly rollout: number;
  readonly minibatch: number;
  readonly epochs: number;
  readonly atLeast: number;
  /** Steps per second. */
  readonly ours: number;
  readonly theirs: number;
}

interface Peer {
  readonly stableBaselines3: string;
  readonly torch: string;
  readonly gymnasium: string;
  readonly mujoco: string;
  readonly stepsPerSecond: number;
}

interface Measured {
  readonly peer: Omit<Peer, "stepsPerSecond">;
  readonly rows: readonly Row[];
}

/** Whole trainings, ours and Stable-Baselines3's, in turns on one core. */
export const training: Section<Measured> = {
  name: "training",
  title: "Whole training beside Stable-Baselines3",
  async measure() {
    const rows: Row[] = [];
    let peer: Measured["peer"] = { stableBaselines3: "", torch: "", gymnasium: "", mujoco: "" };
    for (const task of ["half-cheetah", "hopper"] as const)
      for (const setting of settings) {
        const { worlds, rollout, minibatch, epochs } = setting;
        const numbers = [worlds, rollout, minibatch, epochs, steps].map(String);
        let [ours, theirs] = [0, 0];
        for (let round = 0; round < rounds; round++) {
          const script = new URL("training-once.ts", import.meta.url);
          const found = await runScript<{ stepsPerSecond: number }>(script, [idOf(task), ...numbers], { core: 0 });
          ours = Math.max(ours, found.stepsPerSecond);
          const args = ["test/parity/sb3-speed.py", gymnasiumIds[task], ...numbers];
          const { stepsPerSecond, ...versions }: Peer = JSON.parse((await run(python, args, { core: 0 })).output);
          theirs = Math.max(theirs, stepsPerSecond);
          peer = versions;
        }
        rows.push({ task, ...setting, ours, theirs });
      }
    return { peer, rows };
  },
  tell: ({ peer: { stableBaselines3, torch, gymnasium, mujoco }, rows }) =>
    `The same twin 64x64 tanh networks and hyper-parameters, none of them from our presets, observations and rewards normalised, one thread pinned to one core, ${steps / 1000} k steps after the first update, best of ${rounds} turns. Stable-Baselines3 ${stableBaselines3} with PyTorch ${torch}, Gymnasium ${gymnasium}, MuJoCo ${mujoco}: \`test/parity/sb3-speed.py\`. Ours includes logs and checkpoints.\n\n${table(
      ["task", "worlds x steps, epochs", "minibatch", "rewardgym", "Stable-Baselines3", "ratio", "at least"],
      rows.map(({ task, worlds, rollout, epochs, minibatch, ours, theirs, atLeast }) => [
        task,
        `${worlds} x ${rollout}, ${epochs}`,
        minibatch,
        `${thousands(ours)} k/s`,
        `${thousands(theirs)} k/s`,
        `**${(ours / theirs).toFixed(1)}x**`,
        `${atLeast}x`,
      ]),
    )}`,
};

const thousands = (value: number) => (value / 1000).toFixed(1);
