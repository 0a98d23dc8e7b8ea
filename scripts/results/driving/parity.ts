import { type Section, table } from "../report.ts";
import { type Compared, compare, type Task, tasks, tracesOf } from "./traces.ts";

interface Row {
  readonly task: Task;
  readonly peer: string;
  readonly episodes: readonly Compared[];
}

interface Measured {
  readonly highwayEnv: string;
  readonly rows: readonly Row[];
}

/** How far our worlds are from highway-env's, over traces of whole episodes. */
export const parity: Section<Measured> = {
  name: "parity",
  title: "The same as highway-env",
  async measure() {
    const rows: Row[] = [];
    let highwayEnv = "";
    for (const task of Object.keys(tasks) as Task[]) {
      const traces = tracesOf(task);
      highwayEnv = traces.highwayEnv;
      const episodes: Compared[] = [];
      for (const trace of traces.episodes) episodes.push(await compare(task, trace));
      rows.push({ task, peer: traces.env, episodes });
    }
    return { highwayEnv, rows };
  },
  tell: ({ highwayEnv, rows }) =>
    `Whole episodes of highway-env ${highwayEnv}, made by \`test/parity/highway-traces.py\`, half of them with random actions. Ours gets the same random numbers and actions; observations are in double precision. Demanded: 1e-9. Recorded numbers are rounded to 1e-10, so a difference of 5e-11 is none. The same comparison is a test: \`test/envs/driving/highway-parity.test.ts\`.\n\n${table(
      [
        "task",
        "peer",
        "episodes",
        "steps",
        "compared",
        "most cars",
        "cars",
        "observations",
        "rewards",
        "crashes, ends",
      ],
      rows.map(({ task, peer, episodes }) => [
        task,
        peer,
        episodes.length,
        sum(episodes.map(({ steps }) => steps)),
        sum(episodes.map(({ certain }) => certain)),
        Math.max(...episodes.map(({ mostCars }) => mostCars)),
        ...(["cars", "observation", "reward"] as const).map((what) =>
          difference(Math.max(...episodes.map((episode) => episode[what]))),
        ),
        episodes.every(({ sameCrashes, sameEnd, allDrawn }) => sameCrashes && sameEnd && allDrawn)
          ? "the same"
          : "**not the same**",
      ]),
    )}\n\nLargest differences of any number. A car that has nearly stopped steers from one side to the other, which multiplies the last bit of a number by six in every frame; an episode is compared for as long as highway-env agrees with itself to 1e-10 when all headings are moved by 1e-14 rad before every step. Ends are compared in all of it.`,
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const difference = (value: number) => `**${value === 0 ? "0" : value.toExponential(1)}**`;
