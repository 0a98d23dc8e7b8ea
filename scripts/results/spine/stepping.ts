import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";

const worlds = 1024;
const rounds = 3;

interface Measured {
  readonly ours: number;
  readonly theirs: number;
  readonly gymnasium: string;
  readonly numpy: string;
}

/** Batched cart-pole, ours and Gymnasium's, in turns on one core. */
export const stepping: Section<Measured> = {
  name: "stepping",
  title: "Steps a second of batched cart-pole",
  async measure() {
    let [ours, theirs] = [0, 0];
    let peer = { gymnasium: "", numpy: "", stepsPerSecond: 0 };
    for (let round = 0; round < rounds; round++) {
      ours = Math.max(
        ours,
        (
          await runScript<{ stepsPerSecond: number }>(new URL("stepping-once.ts", import.meta.url), [String(worlds)], {
            core: 0,
          })
        ).stepsPerSecond,
      );
      peer = JSON.parse((await run(python, ["test/parity/gymnasium-speed.py", String(worlds)], { core: 0 })).output);
      theirs = Math.max(theirs, peer.stepsPerSecond);
    }
    return { ours, theirs, gymnasium: peer.gymnasium, numpy: peer.numpy };
  },
  tell: ({ ours, theirs, gymnasium, numpy }) =>
    `${worlds} worlds, one thread of one core, random actions, best of ${rounds} turns. Ours checks every action, writes observations and seven features, restarts what ended and keeps what it was; Gymnasium ${gymnasium}'s own vectorised cart-pole (NumPy ${numpy}) writes observations.\n\n${table(
      ["", "M steps/s", "at least"],
      [
        ["rewardgym", `**${millions(ours)}**`, "10"],
        ["Gymnasium", millions(theirs), ""],
      ],
    )}`,
};

const millions = (value: number) => (value / 1e6).toFixed(1);
