import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";

const sizes = [64, 1024, 8192];
/** Demanded ratio to PyTorch. */
const demanded: { readonly [size: number]: number } = { 64: 6, 1024: 2.2, 8192: 1.4 };
const rounds = 3;

interface Measured {
  readonly torch: string;
  readonly rows: readonly { readonly size: number; readonly ours: number; readonly theirs: number }[];
}

/** Speed of updates, ours and PyTorch's, in turns on one core. */
export const learner: Section<Measured> = {
  name: "learner",
  title: "Samples a second of a PPO update",
  async measure() {
    const ours: { [size: string]: number }[] = [];
    const theirs: { [size: string]: number }[] = [];
    let torch = "";
    for (let round = 0; round < rounds; round++) {
      ours.push(await runScript(new URL("learner-once.ts", import.meta.url), sizes.map(String), { core: 0 }));
      const peer = JSON.parse(
        (await run(python, ["test/parity/torch-update.py", ...sizes.map(String)], { core: 0 })).output,
      );
      theirs.push(peer.samplesPerSecond);
      torch = peer.torch;
    }
    const best = (all: { [size: string]: number }[], size: number) => Math.max(...all.map((each) => each[size]));
    return { torch, rows: sizes.map((size) => ({ size, ours: best(ours, size), theirs: best(theirs, size) })) };
  },
  tell: ({ torch, rows }) =>
    `Twin 64x64 tanh networks, observation 27, action 8, clipped surrogate, Adam, gradient clipping, one thread of one core, best of ${rounds} turns. PyTorch ${torch}, eager, does the same work: \`test/parity/torch-update.py\`.\n\n${table(
      ["minibatch", "rewardgym", "PyTorch", "ratio", "at least"],
      rows.map(({ size, ours, theirs }) => [
        size,
        `${thousands(ours)} k/s`,
        `${thousands(theirs)} k/s`,
        `**${(ours / theirs).toFixed(1)}x**`,
        `${demanded[size]}x`,
      ]),
    )}`,
};

const thousands = (value: number) => (value / 1000).toFixed(0);
