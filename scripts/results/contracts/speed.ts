import { customaryReward } from "../../zoo/index.ts";
import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { before, here, treeBefore } from "./before.ts";

const stepping = "scripts/results/contracts/stepping-once.ts";
const training = "scripts/results/contracts/training-once.ts";
const rounds = 7;

const vectors = [
  ["classic/cart-pole-v1", 1024],
  ["locomotion/hopper-v1", 16],
] as const;
const trainings = [
  ["classic/cart-pole-v1", 100_000],
  ["locomotion/hopper-v1", 40_000],
] as const;

interface Pairs {
  readonly earlier: readonly number[];
  readonly now: readonly number[];
}

interface Measured {
  readonly stepping: readonly Pairs[];
  readonly training: readonly Pairs[];
  readonly gymnasium: readonly number[];
  readonly peer: string;
}

/** Steps a second before and after, in turns on one core, with Gymnasium's own vector beside cart-pole. */
export const speed: Section<Measured> = {
  name: "speed",
  title: "Speed before and after",
  async measure() {
    const tree = treeBefore([stepping, training]);
    const pairs = async (script: string, given: readonly string[], beside?: () => Promise<void>): Promise<Pairs> => {
      const [earlier, now]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        for (const [of, root] of [
          [earlier, `${tree}/`],
          [now, here],
        ] as const)
          of.push((await runScript<{ rate: number }>(new URL(`file://${root}${script}`), given, { core: 0 })).rate);
        await beside?.();
      }
      return { earlier, now };
    };
    const gymnasium: number[] = [];
    let peer = "";
    const stepGymnasium = async () => {
      const told = JSON.parse((await run(python, ["test/parity/gymnasium-speed.py", "1024"], { core: 0 })).output);
      gymnasium.push(told.stepsPerSecond);
      peer = `Gymnasium ${told.gymnasium}, NumPy ${told.numpy}`;
    };
    const stepped: Pairs[] = [];
    for (const [i, [id, worlds]] of vectors.entries())
      stepped.push(await pairs(stepping, [id, String(worlds)], i === 0 ? stepGymnasium : undefined));
    const trained: Pairs[] = [];
    for (const [id, steps] of trainings)
      trained.push(await pairs(training, [id, String(steps), JSON.stringify(customaryReward(id))]));
    return { stepping: stepped, training: trained, gymnasium, peer };
  },
  tell({ stepping, training, gymnasium, peer }) {
    const row = (name: string, { earlier, now }: Pairs, beside = "") => [
      name,
      rate(median(earlier)),
      rate(median(now)),
      ratio(earlier, now),
      beside,
    ];
    return `Before (${before}) and after in turns on one core, median of ${rounds}; the ratio is the median over the pairs, lowest to highest in brackets. Beside cart-pole: ${peer}'s own vector, in the same turns.\n\n${table(
      ["steps/s", "before", "after", "after / before", "Gymnasium's vector"],
      [
        ...vectors.map(([id, worlds], i) =>
          row(`\`${id}\`, ${worlds.toLocaleString("en")} worlds`, stepping[i], i === 0 ? rate(median(gymnasium)) : ""),
        ),
        ...trainings.map(([id, steps], i) =>
          row(`training on \`${id}\`, ${steps.toLocaleString("en")} steps`, training[i]),
        ),
      ],
    )}\n\n${limits}`;
  },
};

const limits =
  "What limits cart-pole: the physics is computed one world after another where NumPy computes many at once, every restart draws from a generator of its own, and every step keeps the features of before and looks for numbers that are not finite.";

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function ratio(earlier: readonly number[], now: readonly number[]): string {
  const ratios = now.map((value, i) => value / earlier[i]).sort((a, b) => a - b);
  const digits = (value: number) => value.toFixed(2);
  return `**${digits(median(ratios))}** [${digits(ratios[0])}, ${digits(ratios[ratios.length - 1])}]`;
}

const rate = (value: number) =>
  value > 1e6 ? `${(value / 1e6).toFixed(1)} M` : value > 1e3 ? `${(value / 1e3).toFixed(1)} k` : value.toFixed(0);
