import { customaryReward } from "../../zoo/index.ts";
import { here } from "../checkout.ts";
import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { before, treeBefore } from "./before.ts";
import { median, type Paired } from "./paired.ts";

const stepping = new URL("stepping-once.ts", import.meta.url);
const training = new URL("training-once.ts", import.meta.url);
const turns = 5;
const core = 0;

const vectors = [
  ["classic/cart-pole-v1", 1024],
  ["locomotion/hopper-v1", 16],
] as const;
const trainings = [
  ["classic/cart-pole-v1", 20_480],
  ["locomotion/hopper-v1", 12_288],
] as const;

interface Measured {
  readonly stepping: readonly Paired[];
  readonly training: readonly Paired[];
  /** Steps per second of cart-pole and of Gymnasium's, the median over turns. */
  readonly ours: number;
  readonly gymnasium: number;
  readonly peer: string;
}

/** Steps a second before and after, in turns on one core, with Gymnasium's own vector beside cart-pole. */
export const speed: Section<Measured> = {
  name: "speed",
  title: "Speed before and after",
  async measure() {
    const roots = [treeBefore(), here];
    const stepped: Paired[] = [];
    for (const [id, worlds] of vectors)
      stepped.push(await runScript<Paired>(stepping, [...roots, id, String(worlds)], { core }));
    const trained: Paired[] = [];
    for (const [id, steps] of trainings) {
      const reward = JSON.stringify(customaryReward(id));
      trained.push(await runScript<Paired>(training, [...roots, id, String(steps), reward], { core }));
    }
    const [ours, theirs]: [number[], number[]] = [[], []];
    let peer = "";
    for (let turn = 0; turn < turns; turn++) {
      const { stepsPerSecond } = await runScript<{ stepsPerSecond: number }>(
        new URL("../spine/stepping-once.ts", import.meta.url),
        ["1024"],
        { core },
      );
      ours.push(stepsPerSecond);
      const told = JSON.parse((await run(python, ["test/parity/gymnasium-speed.py", "1024"], { core })).output);
      theirs.push(told.stepsPerSecond);
      peer = `Gymnasium ${told.gymnasium}, NumPy ${told.numpy}`;
    }
    return { stepping: stepped, training: trained, ours: median(ours), gymnasium: median(theirs), peer };
  },
  tell({ stepping, training, ours, gymnasium, peer }) {
    const row = (name: string, { before, now, ratio }: Paired) => [
      name,
      rate(before),
      rate(now),
      `**${ratio.value.toFixed(2)}** [${ratio.low.toFixed(2)}, ${ratio.high.toFixed(2)}]`,
    ];
    return `Before (${before}) and after, in turns of a twentieth of a second within one process, or of a whole training; the ratio is the median over the pairs with its 95 % bootstrap interval.\n\n${table(
      ["steps/s", "before", "after", "after / before"],
      [
        ...vectors.map(([id, worlds], i) => row(`\`${id}\`, ${worlds.toLocaleString("en")} worlds`, stepping[i])),
        ...trainings.map(([id, steps], i) =>
          row(`training on \`${id}\`, ${steps.toLocaleString("en")} steps`, training[i]),
        ),
      ],
    )}\n\nCart-pole with 1,024 worlds beside ${peer}'s own vector, in turns, median of ${turns}: **${rate(ours)}** and ${rate(gymnasium)} steps a second. What it spends its time on: worlds are computed one after another where NumPy computes many at once, every restart draws from a generator of its own, and every step keeps the features of before and looks for numbers that are not finite.`;
  },
};

const rate = (value: number) =>
  value > 1e6 ? `${(value / 1e6).toFixed(1)} M` : value > 1e3 ? `${(value / 1e3).toFixed(1)} k` : value.toFixed(0);
