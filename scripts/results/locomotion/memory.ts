import { envs } from "../../../envs/index.ts";
import { engines } from "../../../src/physics/index.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

const steps = ofBudget(2_000_000, 20_000);
const stepsForEstimate = 10_000;

interface Measured {
  /** Resident memory of the process [bytes]. */
  readonly early: number;
  readonly late: number;
  readonly seconds: number;
  readonly faults: number;
}

interface Row extends Measured {
  readonly env: string;
  readonly engine: string;
}

const measureOnce = (env: string, engine: string, steps: number) =>
  runScript<Measured>(new URL("memory-once.ts", import.meta.url), [env, engine, String(steps)]);

/** Memory over many steps. */
export const memory: Section<readonly Row[]> = {
  name: "memory",
  title: "Memory over two million steps",
  async measure() {
    const all = envs.all
      .filter(({ id }) => id.startsWith("locomotion/"))
      .flatMap(({ id }) => engines.map((engine) => ({ env: id, engine })));
    let seconds = 0;
    for (const { env, engine } of all)
      seconds += ((await measureOnce(env, engine, stepsForEstimate)).seconds * steps) / stepsForEstimate;
    console.log(`takes about ${Math.ceil(seconds / 60)} min`);
    const rows: Row[] = [];
    for (const { env, engine } of all) {
      const row = { env, engine, ...(await measureOnce(env, engine, steps)) };
      rows.push(row);
      console.log(`${env} on ${engine}: ${growth(row)}`);
    }
    return rows;
  },
  tell: (rows) =>
    `${steps.toLocaleString("en")} steps of each task, 16 worlds on 2 workers, random actions. Resident memory of the whole process, means over the second twentieth of the steps and over the last; growth by at most 5 % is demanded.\n\n${table(
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
