import type { Engine } from "../../../src/physics/index.ts";
import { machineLine } from "../../../src/record/index.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { everyId, idOf, packages } from "./tasks.ts";

const steps = ofBudget(2_000_000, 5000);

interface Subject {
  readonly env: string;
  readonly engine: Engine;
}

/** Every task on MuJoCo; on Rapier, which is slower, one that falls at once and one that seldom ends. */
const subjects: readonly Subject[] = [
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

interface Row extends Subject, Measured {
  readonly machine: string;
}

async function measureOnce({ env, engine }: Subject): Promise<Row> {
  const script = new URL("memory-once.ts", import.meta.url);
  const row = {
    env,
    engine,
    machine: machineLine(),
    ...(await runScript<Measured>(script, [env, engine, String(steps)])),
  };
  console.log(`${env} on ${engine}: ${growth(row)} in ${Math.round(row.seconds)} s`);
  return row;
}

/** Memory over many steps. */
export const memory: Section<readonly Row[]> = {
  name: "memory",
  title: "Memory over two million steps",
  measure: () => piecewise("locomotion-memory", packages, subjects, measureOnce),
  tell: (rows) =>
    `${steps.toLocaleString("en")} steps of each task, 16 worlds on 2 threads, random actions. Resident memory of the whole process, means over the second twentieth of the steps and over the last; growth by at most 5 % is demanded. Measured on ${[...new Set(rows.map(({ machine }) => machine))].join("; and on ")}.\n\n${table(
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
