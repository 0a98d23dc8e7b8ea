import { join } from "node:path";
import { canonical, digest, fail, type RunSpec } from "../core/index.ts";
import { count, fields, json, type Kind, listOf, number, optional, recordOf, text } from "../record/form.ts";
import { readJson, writeJson } from "./json-file.ts";
import type { RunResult } from "./result.ts";

const format = 1;
const numbers = listOf(number);
const byName = optional(recordOf(numbers));
/** The seal vouches for what is inside. */
const spec: Kind<RunSpec> = { words: "a run", is: (value): value is RunSpec => json.is(value) };
const status: Kind<RunResult["status"]> = {
  words: "done, failed or halved",
  is: (value): value is RunResult["status"] => ["done", "failed", "halved"].includes(value as string),
};
const form = {
  format: count,
  /** Digest of the rest, so that an altered file is known. */
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
  terms: recordOf(number),
  steps: count,
  time: fields({ seconds: number, machine: text, finished: text }),
  versions: recordOf(text),
};

export const resultPath = (directory: string): string => join(directory, "result.json");

/** Writes what came of a run into its folder, whole. @throws `file/full`, `file/unusable` */
export const writeResult = async (directory: string, result: RunResult): Promise<void> =>
  writeJson(resultPath(directory), { format, seal: await sealOf(result), ...result });

/**
 * What came of a run; nothing where its folder holds no result yet.
 * @throws `file/corrupt` where it was cut or altered, `file/unusable`
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
