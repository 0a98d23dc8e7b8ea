import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ablation, collect } from "../../src/ablate/index.ts";

/** An ablation but for what the clock gave. */
const withoutTime = ({ runs, ...rest }: Ablation) => ({ ...rest, runs: runs.map(({ time: _, ...result }) => result) });
export const contentOf = async (directory: string) => withoutTime((await collect(directory)).ablation);

/** When each run was finished, by identity: another time would be another run. */
export const finishedIn = (directory: string) =>
  Object.fromEntries(
    readdirSync(join(directory, "runs")).flatMap((identity) => {
      const path = join(directory, "runs", identity, "result.json");
      return existsSync(path) ? [[identity, JSON.parse(readFileSync(path, "utf8")).time.finished]] : [];
    }),
  );
