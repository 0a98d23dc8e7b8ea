import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ofBudget } from "../budget.ts";
import { run, runScript } from "../child.ts";
import { piecewise } from "../piecewise.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { planOf } from "./played-plan.ts";
import { packages, type Task, tasks } from "./tasks.ts";

const rounds = ofBudget(3);
const seconds = Math.max(0.3, ofBudget(2000) / 1000); // length of each measurement, after a second of warming up
const steps = ofBudget(1000, 100); // of a plan
const demanded = { one: 0.95, two: 1.5 };
const manyWorlds = 16;

/** The result of one program: its best turn, and the number of episodes that ended in the plan. */
interface Speed {
  readonly stepsPerSecond: number;
  readonly ended: number;
}

interface Row {
  readonly task: Task;
  /** On one core. */
  readonly one: { readonly ours: Speed; readonly ours16: Speed; readonly theirs: Speed };
  /** On two cores, 16 worlds. */
  readonly two: { readonly ours: Speed; readonly theirs: Speed };
}

interface Peer extends Speed {
  readonly gymnasium: string;
  readonly mujoco: string;
  readonly numpy: string;
}

interface Measured {
  readonly peer: Omit<Peer, keyof Speed>;
  readonly rows: readonly Row[];
}

const ofOurs = (plan: string, threads: number, options?: { readonly core: number }) => () =>
  runScript<Speed>(new URL("speed-once.ts", import.meta.url), [plan, String(threads), String(seconds)], options);
const ofTheirs = (plan: string, options?: { readonly core: number }) => async (): Promise<Peer> =>
  JSON.parse((await run(python, ["test/parity/mujoco-speed.py", plan, String(seconds)], options)).output);

/** The best of each, measured in turns. */
async function inTurns<T extends { readonly [name: string]: () => Promise<Speed> }>(
  measures: T,
): Promise<{ readonly [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
  const best: { [name: string]: Speed } = {};
  for (let round = 0; round < rounds; round++)
    for (const [name, measure] of Object.entries(measures)) {
      const found = await measure();
      if (!best[name] || found.stepsPerSecond > best[name].stepsPerSecond) best[name] = found;
    }
  return best as { readonly [K in keyof T]: Awaited<ReturnType<T[K]>> };
}

async function measureTask(task: Task): Promise<{ readonly peer: Measured["peer"]; readonly row: Row }> {
  const folder = await mkdtemp(join(tmpdir(), "speed-"));
  const plans: string[] = [];
  for (const worlds of [1, manyWorlds]) {
    const plan = join(folder, `${task}-${worlds}.json`);
    await writeFile(plan, JSON.stringify(await planOf(task, worlds, steps)));
    plans.push(plan);
  }
  const [single, many] = plans;
  const core = { core: 0 };
  const one = await inTurns({
    ours: ofOurs(single, 0, core),
    ours16: ofOurs(many, 0, core),
    theirs: ofTheirs(single, core),
  });
  const two = await inTurns({ ours: ofOurs(many, 2), theirs: ofTheirs(many) });
  await rm(folder, { recursive: true });
  console.log(`${task}: ${ratio(one.ours, one.theirs)} on one core, ${ratio(two.ours, two.theirs)} on two`);
  const { stepsPerSecond: _, ended: __, ...peer } = one.theirs;
  return { peer, row: { task, one, two } };
}

/** Stepping beside Gymnasium's own tasks. */
export const speed: Section<Measured> = {
  name: "speed",
  title: "Steps a second beside Gymnasium's own tasks",
  async measure() {
    const measured = await piecewise("locomotion-speed", packages, tasks, measureTask);
    return { peer: measured[0].peer, rows: measured.map(({ row }) => row) };
  },
  tell: ({ peer, rows }) =>
    `Both programs play the same plan again and again: ${steps} steps of given random actions, and starts from given draws, restarted where an episode ends. Ours goes through the vector: actions checked, observations and every feature written and read. Theirs is \`gymnasium.make(id, disable_env_checker=True)\` of Gymnasium ${peer.gymnasium}, MuJoCo ${peer.mujoco}, NumPy ${peer.numpy} (\`test/parity/mujoco-speed.py\`). At least a second of warming up, ${seconds} s measured, best of ${rounds} turns.\n\nOne thread pinned to one core; at least ${demanded.one}x is demanded, of one world against one. The last column says how many episodes ended in a plan, in ours and in theirs.\n\n${table(
      ["task", "Gymnasium", "ours, 1 world", "ratio", "ours, 16 worlds", "ratio", "ended"],
      rows.map(({ task, one: { ours, ours16, theirs } }) => [
        task,
        thousands(theirs),
        thousands(ours),
        `**${ratio(ours, theirs)}**`,
        thousands(ours16),
        ratio(ours16, theirs),
        ended(ours, theirs),
      ]),
    )}\n\nTwo cores, ${manyWorlds} worlds: two threads here, Gymnasium's AsyncVectorEnv (shared memory, a process a world, restart in the same step) there; at least ${demanded.two}x is demanded.\n\n${table(
      ["task", "AsyncVectorEnv", "ours", "ratio", "ended"],
      rows.map(({ task, two: { ours, theirs } }) => [
        task,
        thousands(theirs),
        thousands(ours),
        `**${ratio(ours, theirs)}**`,
        ended(ours, theirs),
      ]),
    )}\n\n${shortcomings(rows)}`,
};

/** Results below the demand, and why. */
function shortcomings(rows: readonly Row[]): string {
  const short = rows.flatMap(({ task, one, two }) => [
    ...(timesAsFast(one.ours, one.theirs) < demanded.one
      ? [`${task} on one core (${ratio(one.ours, one.theirs)})`]
      : []),
    ...(timesAsFast(two.ours, two.theirs) < demanded.two ? [`${task} on two (${ratio(two.ours, two.theirs)})`] : []),
  ]);
  if (!short.length) return "Every task is as fast as demanded.";
  return `Short of it: ${short.join(", ")}. What limits it is MuJoCo itself in WebAssembly, with vectors of 128 bits, against native code with wider ones, most where many contacts are solved. In use: contact pairs listed, islands and mid-phase off. Tried: Newton for PGS, which is no faster, and sparse Jacobians, which are slower.`;
}

const thousands = ({ stepsPerSecond }: Speed) => `${(stepsPerSecond / 1000).toFixed(1)} k/s`;
const timesAsFast = (ours: Speed, theirs: Speed) => ours.stepsPerSecond / theirs.stepsPerSecond;
const ratio = (ours: Speed, theirs: Speed) => `${timesAsFast(ours, theirs).toFixed(2)}x`;
const ended = (ours: Speed, theirs: Speed) =>
  ours.ended === theirs.ended ? ours.ended : `${ours.ended}, ${theirs.ended}`;
