import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { whole } from "../../numbers.ts";
import { ofBudget } from "../budget.ts";
import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";
import { startServer } from "./server-process.ts";

const seconds = Math.max(0.3, ofBudget(2000) / 1000);
const rounds = ofBudget(5);
/** Demanded speed of the Python client in steps per second, by number of worlds. */
const demanded: { readonly [worlds: number]: number } = { 1: 8000, 64: 300_000 };
const sizes = [1, 64] as const;
/** Number of other processes that keep a core busy. */
const loads = [0, 1, 2] as const;

interface Speed {
  readonly stepsPerSecond: number;
  /** Latency of a step of all worlds [ms]. */
  readonly p50: number;
  readonly p99: number;
}

interface Row {
  readonly busy: number;
  readonly worlds: number;
  /** One for each round. */
  readonly python: readonly Speed[];
  readonly typescript: readonly Speed[];
  /** Gymnasium's own cart-pole in its process; one world only. */
  readonly own: readonly Speed[];
}

interface Measured {
  readonly cores: number;
  readonly versions: { readonly [name: string]: string };
  readonly rows: readonly Row[];
}

const once = new URL("throughput-once.ts", import.meta.url);
const inPython = async (worlds: number, ...url: readonly string[]): Promise<Speed & Pick<Measured, "versions">> =>
  JSON.parse((await run(python, ["test/parity/client-speed.py", String(seconds), String(worlds), ...url])).output);

/** The Python client beside the TypeScript one, and the effect of other load on the machine. */
export const pythonClient: Section<Measured> = {
  name: "python",
  title: "Steps a second from Python",
  async measure() {
    const server = await startServer();
    const rows: Row[] = [];
    let versions = {};
    for (const busy of loads) {
      const hogs = Array.from({ length: busy }, () =>
        spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
      );
      for (const worlds of sizes) {
        const row = { busy, worlds, python: [] as Speed[], typescript: [] as Speed[], own: [] as Speed[] };
        for (let round = 0; round < rounds; round++) {
          const { versions: used, ...speed } = await inPython(worlds, server.url);
          versions = used;
          row.python.push(speed);
          row.typescript.push(
            await runScript<Speed>(once, [
              server.url,
              "classic/cart-pole-v1",
              String(worlds),
              "binary",
              String(seconds),
            ]),
          );
          if (worlds === 1) {
            const { versions: _, ...own } = await inPython(worlds);
            row.own.push(own);
          }
        }
        rows.push(row);
        console.log(`${worlds} beside ${busy}: ${rateOf(row.python)}`);
      }
      for (const hog of hogs) hog.kill();
    }
    await server.stop();
    return { cores: availableParallelism(), versions, rows };
  },
  tell: ({ cores, versions, rows }) =>
    `\`test/parity/client-speed.py\` steps cart-poles with random actions through Gymnasium's interface, every step sent after the answer to the last; server and client in a process each. ${seconds} s after as long warming up, ${rounds} rounds in turns with the TypeScript client (observations, rewards and final observations; the Python client also receives features and terms) and with Gymnasium's own cart-pole in its own process. Median of the rounds, with the lowest and the highest. "Busy" is the number of other processes that never rest, on ${cores} cores.\n\n${table(
      [
        "busy",
        "worlds",
        "Python [steps/s]",
        "lowest to highest",
        "p50 [ms]",
        "p99 [ms]",
        "TypeScript [steps/s]",
        "Python / TypeScript",
        "Gymnasium's own",
      ],
      rows.map(({ busy, worlds, python: speeds, typescript, own }) => [
        busy,
        worlds,
        `**${rateOf(speeds)}**`,
        rangeOf(speeds),
        median(speeds.map(({ p50 }) => p50)).toFixed(2),
        median(speeds.map(({ p99 }) => p99)).toFixed(2),
        rateOf(typescript),
        `${(median(rates(speeds)) / median(rates(typescript))).toFixed(2)}`,
        own.length ? rateOf(own) : "",
      ]),
    )}\n\n${judgement(rows)} Python ${versions.python}, gymnasium ${versions.gymnasium}, numpy ${versions.numpy}, websockets ${versions.websockets}.`,
};

const rates = (speeds: readonly Speed[]) => speeds.map(({ stepsPerSecond }) => stepsPerSecond);
const rateOf = (speeds: readonly Speed[]) => whole(median(rates(speeds)));
const rangeOf = (speeds: readonly Speed[]) =>
  `${whole(Math.min(...rates(speeds)))} to ${whole(Math.max(...rates(speeds)))}`;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Compares with the demand. */
function judgement(rows: readonly Row[]): string {
  const demand = sizes.map((worlds) => `${whole(demanded[worlds])} of ${worlds}`).join(" and ");
  const short = rows.filter((row) => median(rates(row.python)) < demanded[row.worlds]);
  const found = short.length
    ? `Short of it: ${short.map(({ busy, worlds }) => `${worlds} beside ${busy} busy`).join(", ")}.`
    : "All of it is reached.";
  return `Demanded: ${demand}. ${found}`;
}
