import { ofBudget } from "../budget.ts";
import { run } from "../child.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { learn, seeds, told } from "../rewards/paired.ts";
import { labels, lessonOf, preferred, type Task } from "./preferences.ts";

/** The interpreter with the package `imitation`. */
const python = process.env.IMITATION_PYTHON ?? "python3";

/** Episodes have a fixed length, as the package asks for. */
const tasks: readonly (Task & { readonly theirs: string })[] = [
  { env: "classic/pendulum-v1", steps: 40_960, theirs: "Pendulum-v1" },
  { env: "locomotion/half-cheetah-v1", steps: 61_440, theirs: "HalfCheetah-v4" },
];

interface Run {
  readonly env: string;
  readonly seed: number;
  readonly ours: number;
  readonly theirs: number;
  /** Steps a second of the whole training. */
  readonly oursPerSecond: number;
  readonly theirsPerSecond: number;
  readonly versions: { readonly [name: string]: string };
}

async function compared({ theirs: name, ...task }: (typeof tasks)[number], seed: number): Promise<Run> {
  const lesson = lessonOf(task, preferred(task), seed);
  const began = performance.now();
  const { final } = await learn({ ...lesson, episodes: ofBudget(20, 5) });
  const seconds = (performance.now() - began) / 1000; // with the start of Node and the evaluation
  const args = [lesson.steps, labels, seed, ofBudget(20, 5)].map(String);
  const { output } = await run(python, ["test/parity/imitation-preferences.py", name, ...args]);
  const told = JSON.parse(output.trim().split("\n").at(-1) as string);
  const { stepsPerSecond: theirsPerSecond, return: theirs, ...versions } = told;
  return {
    ...{ env: task.env, seed, theirs, theirsPerSecond, versions },
    ...{ ours: final?.return ?? Number.NaN, oursPerSecond: lesson.steps / seconds },
  };
}

/** Preference learning of another package, with as many steps and labels. */
export const beside: Section<readonly Run[]> = {
  name: "beside",
  title: "Beside the package imitation",
  measure() {
    const subjects = tasks.flatMap(({ env }) => seeds.map((seed) => ({ env, seed })));
    return piecewise("learned-beside", [], subjects, ({ env, seed }) =>
      compared(tasks.find((task) => task.env === env) as (typeof tasks)[number], seed),
    );
  },
  tell(runs) {
    const [{ versions }] = runs;
    const rows = tasks.flatMap(({ env, steps, envParams }) => {
      const own = runs.filter((one) => one.env === env);
      if (own.length === 0) return [];
      const digits = env.startsWith("classic") ? 1 : 0;
      const mean = (of: (one: Run) => number) => own.reduce((sum, one) => sum + of(one), 0) / own.length;
      const [ours, theirs] = [
        mean(({ oursPerSecond }) => oursPerSecond),
        mean(({ theirsPerSecond }) => theirsPerSecond),
      ];
      return [
        [
          `\`${env}\`${envParams ? ", never ends early" : ""}, ${(ofBudget(steps, 8192) / 1000).toFixed(0)} k steps`,
          told(
            own.map((one) => one.ours),
            digits,
          ),
          told(
            own.map((one) => one.theirs),
            digits,
          ),
          `${(ours / 1000).toFixed(1)} k/s`,
          `${(theirs / 1000).toFixed(1)} k/s`,
          `**${(ours / theirs).toFixed(1)}x**`,
        ],
      ];
    });
    return `As many env steps and synthetic labels (${labels}) for both, in turns on one machine: ours with its presets, theirs with the settings of its own tutorial (fragments of 100 steps, five rounds, hyperbolic schedule, no errors), ${Object.entries(
      versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(
        ", ",
      )}: \`test/parity/imitation-preferences.py\`. Returns are by the customary reward over ${ofBudget(20, 5)} greedy episodes, ${seeds.length} seeds. Our speed includes the start of Node and the evaluation, theirs does not.\n\n${table(
      ["task", "rewardgym", "imitation", "rewardgym, speed", "imitation, speed", "ratio"],
      rows,
    )}`;
  },
};
