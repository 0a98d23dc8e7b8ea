import type { Engine } from "../../../src/physics/index.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { everyId, idOf } from "./tasks.ts";

const steps = ofBudget(2_000_000, 5000);
const stepsForEstimate = ofBudget(10_000, 2000);

/** Every task on MuJoCo; on Rapier, which is slower, one that falls at once and one that seldom ends. */
const subjects: readonly { readonly env: string; readonly engine: Engine }[] = [
  ...everyId.map((env) => ({ env, engine: "mujoco" as const })),
  ...[idOf("hopper"), idOf("ant")].map((env) => ({ env, engine: "rapier" as const })),
];

interface Measured {
  /** Resident memory of the process [bytes]. */
  readonly early: number;
  readonly late: number;
  readonly seconds: number;
  readonly faults: number;
}

interface Row extends Measured {
  readonly env: string;
  readonly engine: Engine;
}

const measureOnce = (env: string, engine: Engine, steps: number) =>
  runScript<Measured>(new URL("memory-once.ts", import.meta.url), [env, engine, String(steps)]);

/** Memory over many steps. */
export const memory: Section<readonly Row[]> = {
  name: "memory",
  title: "Memory over two million steps",
  async measure() {
    let seconds = 0;
    for (const { env, engine } of subjects)
      seconds += ((await measureOnce(env, engine, stepsForEstimate)).seconds * steps) / stepsForEstimate;
    console.log(`takes about ${Math.ceil(seconds / 60)} min`);
    const rows: Row[] = [];
    for (const { env, engine } of subjects) {
      const row = { env, engine, ...(await measureOnce(env, engine, steps)) };
      rows.push(row);
      console.log(`${env} on ${engine}: ${growth(row)}`);
    }
    return rows;
  },
  tell: (rows) =>
    `${steps.toLocaleString("en")} steps of each task, 16 worlds on 2 threads, random actions. Resident memory of the whole process, means over the second twentieth of the steps and over the last; growth by at most 5 % is demanded.\n\n${table(
      ["env", "engine", "early [MiB]", "late [MiB]", "growth", "faults", "steps/s"],
      rows.map((row) => [
        row.env,
        row.engine,
        mebibytes(row.early),
        mebibytes(row.late),
        `**${growth(row)}**`,
        row.faults,
        `${(steps / row.seconds / 1000).toFixed(1)} k`,
      ]),
    )}`,
};

const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
const growth = ({ early, late }: Measured) => `${(100 * (late / early - 1)).toFixed(1)} %`;
