import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engines } from "../../../src/physics/index.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { everyId } from "./tasks.ts";

const steps = ofBudget(10_000, 200);

/** What one process saw. */
interface Played {
  readonly whole: string;
  /** From the step on after which the world was saved. */
  readonly rest: string;
  readonly at: number;
  readonly touching: boolean;
}

interface Row extends Played {
  readonly env: string;
  readonly engine: string;
  /** Whether another process saw the same. */
  readonly again: boolean;
  /** Whether a third, begun with the saved world, saw the same rest. */
  readonly loaded: boolean;
}

/** The same steps in several processes. */
export const replays: Section<readonly Row[]> = {
  name: "replays",
  title: "Bit-identical replays",
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), "replays-"));
    const rows: Row[] = [];
    for (const id of everyId)
      for (const engine of engines) {
        const play = (file: string, ...from: string[]) =>
          runScript<Played>(new URL("replays-once.ts", import.meta.url), [id, engine, String(steps), file, ...from]);
        const saved = join(folder, "saved");
        const first = await play(saved);
        const second = await play(join(folder, "not-needed"));
        const third = await play(saved, String(first.at));
        rows.push({
          env: id,
          engine,
          ...first,
          again: first.whole === second.whole,
          loaded: first.rest === third.rest,
        });
      }
    await rm(folder, { recursive: true });
    return rows;
  },
  tell: (rows) =>
    `${steps.toLocaleString("en")} steps of random actions, episodes restarting as they end. The SHA-256 of every observation, feature, and end of an episode, bit for bit: in two processes; and in a third that begins with the world which the first saved in the second half, as soon as something touched where the env measures touch.\n\n${table(
      ["env", "engine", "hash", "another process", "saved after step", "in contact", "loaded elsewhere"],
      rows.map(({ env, engine, whole, again, at, touching, loaded }) => [
        env,
        engine,
        `\`${whole.slice(0, 12)}\``,
        again ? "the same" : "**differs**",
        at,
        touching ? "yes" : "no",
        loaded ? "the same" : "**differs**",
      ]),
    )}`,
};
