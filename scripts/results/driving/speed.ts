import { ofBudget } from "../budget.ts";
import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { type Task, tasks } from "./traces.ts";

const rounds = ofBudget(3);
const seconds = Math.max(0.3, ofBudget(1000) / 1000); // of processor time, of each of three spells
const worlds = 16;

/** highway-env's ids, and how many times as fast ours is to be. */
const peers: { readonly [task in Task]: readonly [id: string, demanded: number] } = {
  highway: ["highway-v0", 1000],
  "highway-fast": ["highway-fast-v0", 1000],
  merge: ["merge-v1", 300],
  roundabout: ["roundabout-v1", 300],
  intersection: ["intersection-v2", 300],
  parking: ["parking-v0", 300],
  racetrack: ["racetrack-v1", 300],
};

interface Peer {
  readonly highwayEnv: string;
  readonly numpy: string;
  readonly stepsPerSecond: { readonly [id: string]: number };
}

interface Measured {
  readonly highwayEnv: string;
  readonly numpy: string;
  readonly rows: readonly { readonly task: Task; readonly ours: number; readonly theirs: number }[];
}

/** Steps a second beside highway-env, in turns on one core. */
export const speed: Section<Measured> = {
  name: "speed",
  title: "Steps a second",
  async measure() {
    let versions = { highwayEnv: "", numpy: "" };
    const rows: { task: Task; ours: number; theirs: number }[] = [];
    for (const [task, [id, params]] of Object.entries(tasks)) {
      const row = { task: task as Task, ours: 0, theirs: 0 };
      for (let round = 0; round < rounds; round++) {
        const args = [id, JSON.stringify(params), String(worlds), String(seconds)];
        const script = new URL("speed-once.ts", import.meta.url);
        const { stepsPerSecond } = await runScript<{ stepsPerSecond: number }>(script, args, { core: 0 });
        row.ours = Math.max(row.ours, stepsPerSecond);
        const [name] = peers[row.task];
        const told = await run(python, ["test/parity/highway-speed.py", String(seconds), name], { core: 0 });
        const { stepsPerSecond: theirs, ...rest }: Peer = JSON.parse(told.output);
        row.theirs = Math.max(row.theirs, theirs[name]);
        versions = rest;
      }
      console.log(row);
      rows.push(row);
    }
    return { ...versions, rows };
  },
  tell: ({ highwayEnv, numpy, rows }) =>
    `One thread of one core, ${worlds} worlds, random actions over whole episodes, everything observed and measured; beside highway-env ${highwayEnv} with numpy ${numpy}, which steps one env a process. In turns, the best of ${rounds}, each the median of three spells of ${seconds} s; steps are told per second of processor time, so that whatever else the machine does meets neither.\n\n${table(
      ["task", "steps/s", "highway-env's id", "steps/s", "times as fast", "demanded"],
      rows.map(({ task, ours, theirs }) => {
        const [peer, demanded] = peers[task];
        const times = ours / theirs;
        return [
          task,
          `**${Math.round(ours).toLocaleString("en")}**`,
          peer,
          theirs.toFixed(1),
          times >= demanded ? `**${round(times)}**` : round(times),
          demanded,
        ];
      }),
    )}`,
};

/** To two digits. */
const round = (value: number): string => Number(value.toPrecision(2)).toLocaleString("en");
