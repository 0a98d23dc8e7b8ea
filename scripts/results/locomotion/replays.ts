import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, engines } from "../../../src/physics/index.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { everyId, packages } from "./tasks.ts";

const steps = ofBudget(10_000, 200);

/** The hashes of one process. */
interface Played {
  readonly whole: string;
  /** From the step on after which the world was saved. */
  readonly rest: string;
  readonly at: number;
  readonly touching: boolean;
}

interface Subject {
  readonly env: string;
  readonly engine: Engine;
}

interface Row extends Subject, Played {
  /** Whether another process got the same. */
  readonly again: boolean;
  /** Whether a third process, starting from the saved world, got the same rest. */
  readonly loaded: boolean;
}

const subjects = everyId.flatMap((env) => engines.map((engine): Subject => ({ env, engine })));

async function playedThrice({ env, engine }: Subject): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), "replays-"));
  const play = (file: string, ...from: string[]) =>
    runScript<Played>(new URL("replays-once.ts", import.meta.url), [env, engine, String(steps), file, ...from]);
  const saved = join(folder, "saved");
  const first = await play(saved);
  const second = await play(join(folder, "not-needed"));
  const third = await play(saved, String(first.at));
  await rm(folder, { recursive: true });
  const row = { env, engine, ...first, again: first.whole === second.whole, loaded: first.rest === third.rest };
  console.log(`${env} on ${engine}: ${row.again && row.loaded ? "the same" : "differs"}`);
  return row;
}

/** The same steps in several processes. */
export const replays: Section<readonly Row[]> = {
  name: "replays",
  title: "Bit-identical replays",
  measure: () => piecewise("locomotion-replays", packages, subjects, playedThrice),
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
