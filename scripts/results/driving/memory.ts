import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

const steps = ofBudget(2_000_000, 20_000);
const worlds = 16;
const most = 0.05; // growth
const drives = [
  { env: "driving/route-v1", params: { towns: 2000 } },
  { env: "driving/crowd-v1", params: { towns: 2000, seats: 4 } },
] as const;

interface Measured {
  readonly resets: number;
  /** After each tenth of the steps [bytes]. */
  readonly moments: readonly { readonly held: number; readonly resident: number }[];
}

const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

/** Whether worlds that see new towns all the time hold more and more. */
export const memory: Section<readonly Measured[]> = {
  name: "memory",
  title: "Memory over many towns",
  async measure() {
    const found: Measured[] = [];
    for (const { env, params } of drives) {
      const args = [env, JSON.stringify(params), String(worlds), String(steps)];
      found.push(await runScript<Measured>(new URL("memory-once.ts", import.meta.url), args));
    }
    return found;
  },
  tell: (found) =>
    `${worlds} worlds drive at random, ${steps.toLocaleString("en")} steps of worlds, and each reset draws one of 2,000 towns, of which the last few hundred are kept. Held: objects and arrays after a collection; resident: all of the process. Growth is that of the second half of the steps; at most ${100 * most} % is wanted.\n\n${table(
      ["env", "resets", "held [MiB], middle and end", "growth", "resident [MiB], middle and end", "growth"],
      drives.map(({ env }, i) => {
        const { resets, moments } = found[i];
        const [middle, last] = [moments[Math.floor((moments.length - 1) / 2)], moments.at(-1)!];
        const growth = (what: "held" | "resident") => {
          const share = last[what] / middle[what] - 1;
          return `${share <= most ? "**" : ""}${(100 * share).toFixed(1)} %${share <= most ? "**" : ""}`;
        };
        return [
          `\`${env}\``,
          resets.toLocaleString("en"),
          `${mebibytes(middle.held)}, ${mebibytes(last.held)}`,
          growth("held"),
          `${mebibytes(middle.resident)}, ${mebibytes(last.resident)}`,
          growth("resident"),
        ];
      }),
    )}`,
};
