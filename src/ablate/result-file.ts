import { join } from "node:path";
import { canonical, digest, fail, type RunSpec } from "../core/index.ts";
import { count, fields, json, type Kind, listOf, number, optional, recordOf, text } from "../record/form.ts";
import { readJson, writeJson } from "./json-file.ts";
import type { RunResult } from "./result.ts";

const format = 1;
const numbers = listOf(number);
const byName = optional(recordOf(numbers));
/** Only the outer form is checked: the digest guarantees the content. */
const spec: Kind<RunSpec> = { words: "a run", is: (value): value is RunSpec => json.is(value) };
const status: Kind<RunResult["status"]> = {
  words: "done, failed or halved",
  is: (value): value is RunResult["status"] => ["done", "failed", "halved"].includes(value as string),
};
const form = {
  format: count,
  /** Digest of the rest, to detect altered files. */
  seal: text,
  identity: text,
  env: text,
  variant: text,
  seed: count,
  spec,
  status,
  cause: optional(text),
  evaluations: recordOf(
    fields({ returns: numbers, scores: numbers, steps: numbers, yardsticks: byName, watched: byName }),
  ),
  curve: fields({ steps: numbers, returns: numbers, scores: numbers, watched: byName }),
  gold: optional(
    recordOf(fields({ retention: optional(number), divergence: optional(count), alarm: optional(count) })),
  ),
  terms: recordOf(number),
  steps: count,
  time: fields({ seconds: number, machine: text, finished: text }),
  versions: recordOf(text),
};

export const resultPath = (directory: string): string => join(directory, "result.json");

/** Writes a run's result into its folder, whole or not at all. @throws `file/full`, `file/unusable` */
export const writeResult = async (directory: string, result: RunResult): Promise<void> =>
  writeJson(resultPath(directory), { format, seal: await sealOf(result), ...result });

/**
 * A run's result; undefined if its folder holds none yet.
 * @throws `file/corrupt` if the file was cut or altered, `file/unusable`
 */
export async function readResult(directory: string): Promise<RunResult | undefined> {
  const path = resultPath(directory);
  const found = await readJson(path, form, "the result of a run");
  if (!found) return undefined;
  const { format: given, seal, ...result } = found;
  const wrong = (what: string, expected: string) => fail("file/corrupt", { given: `${path} ${what}`, expected });
  if (given !== format) wrong(`of format ${given}`, `format ${format}`);
  if (seal !== (await sealOf(result))) wrong("that was altered", "the result as it was written");
  return result;
}

const sealOf = (result: RunResult): Promise<string> => digest(canonical(result));
