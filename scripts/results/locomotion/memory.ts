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
  /** Fixed size of each half of V8's young generation [MiB]; by default V8 lets it grow. */
  readonly held?: number;
}

const heldMiB = 16;
const demanded = 0.05; // most growth

/** Every task on MuJoCo; on Rapier, which is slower, one that falls at once and one that seldom ends. */
const subjects: readonly Subject[] = [
  ...everyId.map((env) => ({ env, engine: "mujoco" as const })),
  ...[idOf("hopper"), idOf("ant")].flatMap((env) => [
    { env, engine: "rapier" as const },
    { env, engine: "rapier" as const, held: heldMiB },
  ]),
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

async function measureOnce(subject: Subject): Promise<Row> {
  const { env, engine, held } = subject;
  const script = new URL("memory-once.ts", import.meta.url);
  const flags = held ? [`--min-semi-space-size=${held}`, `--max-semi-space-size=${held}`] : [];
  const row = {
    ...subject,
    machine: machineLine(),
    ...(await runScript<Measured>(script, [env, engine, String(steps)], { flags })),
  };
  console.log(`${env} on ${engine}: ${percent(growth(row))} in ${Math.round(row.seconds)} s`);
  return row;
}

/** Memory over many steps. */
export const memory: Section<readonly Row[]> = {
  name: "memory",
  title: "Memory over two million steps",
  measure: () => piecewise("locomotion-memory", packages, subjects, measureOnce),
  tell: (rows) =>
    `${steps.toLocaleString("en")} steps of each task, 16 worlds on 2 threads, random actions. Resident memory of the whole process, means over the second twentieth of the steps and over the last; growth by at most ${100 * demanded} % is demanded. Measured on ${[...new Set(rows.map(({ machine }) => machine))].join("; and on ")}.\n\nRapier hands numbers over one by one, each in a box, so its worlds leave garbage at every step, and V8 widens the young generation that takes it up, to a bound of its own. Rows of a held young generation show what else grows: there each half of it has ${heldMiB} MiB in every thread from start to end (\`--min-semi-space-size\`, \`--max-semi-space-size\`).\n\n${table(
      ["env", "engine", "young generation", "early [MiB]", "late [MiB]", "growth", "faults"],
      rows.map((row) => [
        row.env,
        row.engine,
        row.held ? "held" : "as V8 will",
        mebibytes(row.early),
        mebibytes(row.late),
        `**${percent(growth(row))}**`,
        row.faults,
      ]),
    )}\n\n${judgement(rows)}`,
};

function judgement(rows: readonly Row[]): string {
  const above = rows.filter((row) => growth(row) > demanded);
  const list = above.map((row) => `${row.env} on ${row.engine}${row.held ? ", held" : ""} (${percent(growth(row))})`);
  return list.length ? `Above it: ${list.join("; ")}.` : "None grows by more.";
}

const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
const growth = ({ early, late }: Measured) => late / early - 1;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
