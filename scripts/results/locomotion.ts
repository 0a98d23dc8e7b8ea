import { checks } from "./locomotion/checks.ts";
import { cores } from "./locomotion/cores.ts";
import { doublePendulum } from "./locomotion/double-pendulum.ts";
import { engines } from "./locomotion/engines.ts";
import { memory } from "./locomotion/memory.ts";
import { overlap } from "./locomotion/overlap.ts";
import { parity } from "./locomotion/parity.ts";
import { replays } from "./locomotion/replays.ts";
import { returns } from "./locomotion/returns.ts";
import { speed } from "./locomotion/speed.ts";
import { packages } from "./locomotion/tasks.ts";
import { training } from "./locomotion/training.ts";
import { makePage } from "./report.ts";

const introduction = `
# Locomotion: bodies on MuJoCo and Rapier

Every number here was printed by a command of this repository, named under each table. Rows measured side by side ran in
turns, in the same minutes. Peers need an interpreter with \`gymnasium[mujoco]\` 1.3, Stable-Baselines3 and PyTorch:
\`PARITY_PYTHON=<path> npm run results -- locomotion\`. The whole page takes hours, mostly for the returns; add a section's
name to measure only that. To try the command, \`RESULTS_SHARE=0.01\` spends a hundredth of every budget: such a page is
written elsewhere and says that it is a trial.
`;

export const locomotion = (sections: readonly string[]) =>
  makePage(
    "locomotion",
    introduction,
    [parity, speed, training, cores, overlap, returns, doublePendulum, checks, engines, replays, memory],
    sections,
    packages,
  );
