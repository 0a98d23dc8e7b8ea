import { join } from "node:path";
import { is } from "valibot";
import { canonical, fail } from "../core/index.ts";
import { count, fields, json, type Kind, listOf, recordOf, text } from "../record/form.ts";
import { readJson, writeJson } from "./json-file.ts";
import type { Plan, PlannedRun } from "./plan.ts";
import type { Question } from "./question.ts";
import { questionSchema } from "./question-schema.ts";
import type { Ablation } from "./result.ts";

/** The place of a run in a question. */
export interface RunPlace extends Pick<PlannedRun, "identity" | "env" | "variant"> {
  readonly seed: number;
}

/** The content of an ablation's `question.json`. Together with the folders of its runs it is the whole ablation. */
export interface Manifest extends Omit<Ablation, "runs"> {
  /** By env, variant, seed. */
  readonly runs: readonly RunPlace[];
}

const format = 1;
const question: Kind<Question> = { words: "a question", is: (value): value is Question => is(questionSchema, value) };
const form = {
  format: count,
  name: text,
  command: text,
  question,
  variants: listOf(fields({ name: text, changes: recordOf(json) })),
  envs: listOf(text),
  seeds: listOf(count),
  runs: listOf(fields({ identity: text, env: text, variant: text, seed: count })),
};

const manifestPath = (directory: string): string => join(directory, "question.json");

/** The folder of a run. */
export const runFolder = (directory: string, identity: string): string => join(directory, "runs", identity);

export const manifestOf = (plan: Plan, { name, command }: Pick<Ablation, "name" | "command">): Manifest => ({
  name,
  command,
  question: plan.question,
  variants: plan.variants,
  envs: plan.envs,
  seeds: plan.seeds,
  runs: plan.runs.map(({ identity, env, variant, spec: { seed } }) => ({ identity, env, variant, seed })),
});

export const writeManifest = (directory: string, manifest: Manifest): Promise<void> =>
  writeJson(manifestPath(directory), { format, ...manifest });

/** Undefined if the folder holds no ablation yet. @throws `file/corrupt`, `file/unusable` */
export async function readManifest(directory: string): Promise<Manifest | undefined> {
  const path = manifestPath(directory);
  const found = await readJson(path, form, "an ablation's question");
  if (!found) return undefined;
  const { format: given, ...manifest } = found;
  if (given !== format) fail("file/corrupt", { given: `${path} of format ${given}`, expected: `format ${format}` });
  return manifest;
}

/** Whether two manifests ask for the same runs in the same places. */
export const isSameWork = (a: Manifest, b: Manifest): boolean => canonical(a.runs) === canonical(b.runs);
