import { type Section, table } from "../report.ts";
import { type Task, tasks } from "./tasks.ts";
import { compare, type Trace, tracesOf } from "./traces.ts";

/** Kinds of traces, by their actions. */
const kinds = ["random", "jumping", "random, other options"] as const;
type Kind = (typeof kinds)[number];

const kindOf = ({ params, seed }: Trace): Kind =>
  Object.keys(params).length > 0 ? "random, other options" : seed < 3 ? "random" : "jumping";

/** The result over all traces of a task and kind. */
interface Row {
  readonly task: Task;
  readonly kind: Kind;
  readonly traces: number;
  /** Compared steps of each trace. */
  readonly steps: readonly number[];
  /** Share of steps with contacts. */
  readonly touching: number;
  readonly all: number;
  readonly observation: number;
  readonly reward: number;
  readonly terminations: number;
  readonly sameEnds: boolean;
}

interface Measured {
  readonly gymnasium: string;
  readonly mujoco: string;
  readonly rows: readonly Row[];
}

/** Recorded traces of Gymnasium's tasks, played here. */
export const parity: Section<Measured> = {
  name: "parity",
  title: "The same as Gymnasium's, step by step",
  async measure() {
    const rows: Row[] = [];
    let versions = { gymnasium: "", mujoco: "" };
    for (const task of tasks) {
      const { traces, ...recorded } = tracesOf(task);
      versions = recorded;
      for (const kind of kinds) {
        const chosen = traces.filter((trace) => kindOf(trace) === kind);
        const compared = [];
        for (const trace of chosen) compared.push(await compare(task, trace));
        rows.push({
          task,
          kind,
          traces: chosen.length,
          steps: compared.map(({ steps }) => steps),
          touching: sum(chosen.map(({ touching }) => touching)),
          all: sum(chosen.map(({ actions }) => actions.length)),
          observation: Math.max(...compared.map(({ observation }) => observation)),
          reward: Math.max(...compared.map(({ reward }) => reward)),
          terminations: sum(chosen.flatMap(({ terminated }) => terminated)),
          sameEnds: compared.every(({ sameEnds }) => sameEnds),
        });
      }
    }
    return { gymnasium: versions.gymnasium, mujoco: versions.mujoco, rows };
  },
  tell: ({ gymnasium, mujoco, rows }) =>
    `Traces of Gymnasium ${gymnasium} with MuJoCo ${mujoco}, made by \`test/parity/mujoco-traces.py\`: three seeds of 100 steps of random actions, three of 80 steps of weak actions that jump from side to side, so that what can touch the floor mostly does, and one of 50 steps with other constructor options. Ours starts from the same draws and gets the same actions; observations in double precision. Demanded: 1e-6, and 1e-4 over steps rich in contact. Recorded numbers are rounded to 1e-9, so a difference of 5e-10 is none. The same comparison is a test: \`test/envs/locomotion-parity.test.ts\`.\n\n${table(
      [
        "task",
        "actions",
        "traces",
        "steps compared",
        "touching",
        "observations",
        "rewards",
        "at most",
        "terminal steps",
      ],
      rows.map(({ task, kind, traces, steps, touching, all, observation, reward, terminations, sameEnds }) => [
        task,
        kind,
        traces,
        steps.every((count) => count === steps[0]) ? steps[0] : steps.join(", "),
        `${((100 * touching) / all).toFixed(0)} %`,
        difference(observation),
        difference(reward),
        kind === "jumping" && touching > 0 ? "1e-4" : "1e-6",
        sameEnds ? `${terminations}, the same` : "**not the same**",
      ]),
    )}\n\nLargest differences of any number in any step compared. The cheetah tumbles when moved by random actions with full force; that amplifies a difference of 1e-15 until Gymnasium disagrees with itself, and it is compared for as long as Gymnasium does not. Steps after a termination are compared too.`,
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const difference = (value: number) => `**${value === 0 ? "0" : value.toExponential(1)}**`;
