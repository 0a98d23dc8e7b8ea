import { readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { canonical } from "../../src/core/index.ts";
import { versionsHere, writeWhole } from "../../src/record/index.ts";
import { folder as results, share } from "./budget.ts";

const folder = join(results, "unfinished");

/**
 * Measures subjects one by one. Finished ones are kept in `docs/results/unfinished` until all are done, so that a killed
 * command can resume if versions and subjects are the same, even on another machine. A measurement may thus take days.
 * If the machine matters, a piece must record it.
 * @param lanes how many are measured at the same time
 */
export async function piecewise<S, T>(
  section: string,
  packages: readonly string[],
  subjects: readonly S[],
  measure: (subject: S) => Promise<T>,
  { lanes = 1 }: { readonly lanes?: number } = {},
): Promise<T[]> {
  const path = join(folder, `${section}.json`);
  const under = (subject: S) => canonical({ subject, share, ...versionsHere(packages) } as never);
  const kept = readPieces(path) as { [key: string]: T };
  await mkdir(folder, { recursive: true });
  const waiting = subjects.filter((subject) => !Object.hasOwn(kept, under(subject)));
  const measureNext = async (): Promise<void> => {
    for (let subject = waiting.shift(); subject !== undefined; subject = waiting.shift()) {
      kept[under(subject)] = await measure(subject);
      await writeWhole(path, JSON.stringify(kept));
    }
  };
  await Promise.all(Array.from({ length: lanes }, measureNext));
  await rm(path, { force: true });
  return subjects.map((subject) => kept[under(subject)]);
}

function readPieces(path: string): { [key: string]: unknown } {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
