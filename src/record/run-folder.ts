import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { checkRun, fail, identityOf, type RunSpec } from "../core/index.ts";
import { readWhole, removeFile, writeWhole } from "./atomic.ts";
import { folderBlobs } from "./blobs.ts";
import { makeFolder, namesIn, removeEmpty } from "./folder.ts";
import { count, readForm, recordOf, text } from "./form.ts";
import { lockFolder } from "./lock.ts";
import type { Versions } from "./machine.ts";
import { runForm } from "./run-form.ts";
import { requireVacant } from "./vacant.ts";

/** The paths inside a run's folder. */
const layout = {
  description: "run.json",
  metrics: "metrics.jsonl",
  events: "events.out.tfevents.rewardgym",
  checkpoints: "checkpoints",
  blobs: "blobs",
  episodes: "episodes",
  policy: "policy.onnx",
} as const;

export type RunPaths = { readonly [K in keyof typeof layout]: string };

export function runPaths(directory: string): RunPaths {
  const entries = Object.entries(layout).map(([name, place]) => [name, join(directory, place)]);
  return Object.fromEntries(entries) as RunPaths;
}

const format = 1;

/** The description of a run, written when it begins: the content of `run.json`. */
export interface RunDescription {
  readonly spec: RunSpec;
  readonly identity: string;
  readonly versions: Versions;
  readonly machine: string;
  /** ISO 8601. */
  readonly started: string;
}

/** A run folder opened for reading. */
export interface RecordedRun {
  readonly directory: string;
  readonly paths: RunPaths;
  readonly description: RunDescription;
  /** Versions of this process, which may differ from those at the beginning of the run. */
  readonly versions: Versions;
}

/** A run folder that only this process may write, until closed. */
export interface RunFolder extends RecordedRun {
  close(): Promise<void>;
}

const form = {
  format: count,
  spec: runForm,
  identity: text,
  versions: recordOf(text),
  machine: text,
  started: text,
};

/**
 * Makes a run's folder; an existing folder must be empty. The description is written last, so that a folder with
 * one has everything that the run begins from.
 * @param origins what the run begins from, kept among its blobs
 * @throws `run/exists`, `run/locked`, `run/invalid`, `file/full`, `file/unusable`
 */
export async function createRun(
  directory: string,
  about: Omit<RunDescription, "identity">,
  origins: readonly Uint8Array[] = [],
): Promise<RunFolder> {
  checkRun(about.spec);
  const description = { ...about, identity: await identityOf(about.spec) };
  const paths = runPaths(directory);
  const made = await makeFolder(directory);
  try {
    await requireNoRun(directory); // before locking, so that a refused folder stays unchanged
    return await holding(directory, async () => {
      await requireNoRun(directory);
      await keepOrigins(paths.blobs, origins);
      await writeWhole(paths.description, `${JSON.stringify({ format, ...description }, null, 2)}\n`);
      return { directory, paths, description, versions: about.versions };
    });
  } catch (thrown) {
    await removeEmpty(made);
    throw thrown;
  }
}

/**
 * Opens a run to continue writing it, and removes unfinished files of a killed process.
 * @throws `run/locked`, `file/corrupt`, `file/unusable`
 */
export async function openRun(directory: string, versions: Versions): Promise<RunFolder> {
  await readRun(directory, versions); // before locking, so that a folder without a run stays unchanged
  return holding(directory, async () => {
    const run = await readRun(directory, versions);
    for (const folder of [directory, run.paths.checkpoints, run.paths.blobs, run.paths.episodes])
      await removeUnfinished(folder);
    return run;
  });
}

/**
 * Reads a run's description; the run may still be in progress.
 * @throws `file/corrupt`, `file/unusable`, `run/invalid`
 */
export async function readRun(directory: string, versions: Versions): Promise<RecordedRun> {
  const paths = runPaths(directory);
  const bytes = await readWhole(paths.description, `the folder of a run, with its ${layout.description}`);
  const wrong = (given: string, expected: string, fix?: string) =>
    fail("file/corrupt", { given: `${paths.description} ${given}`, expected, fix });
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    wrong("that is not JSON", "a run's description");
  }
  const given = readForm(parsed, form, paths.description);
  if (given.format !== format) wrong(`of format ${given.format}`, `format ${format}`);
  const spec = given.spec as RunSpec;
  if ((await identityOf(spec)) !== given.identity)
    wrong("whose spec was changed", `the one with the identity ${given.identity}`, "A changed spec is another run.");
  checkRun(spec);
  const { identity, versions: versionsThen, machine, started } = given;
  return { directory, paths, versions, description: { spec, identity, versions: versionsThen, machine, started } };
}

/** All of them or none. */
async function keepOrigins(folder: string, origins: readonly Uint8Array[]): Promise<void> {
  const blobs = folderBlobs(folder);
  try {
    for (const bytes of origins) await blobs.put(bytes);
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined); // the first failure is the one to report
    throw thrown;
  }
}

async function requireNoRun(directory: string): Promise<void> {
  if ((await namesIn(directory)).includes(layout.description))
    fail("run/exists", {
      given: `${directory}, which holds a run`,
      expected: "a folder without one",
      fix: "Continue it with `rewardgym train --resume`, or choose another --out.",
    });
  await requireVacant(directory);
}

/** Runs a function with the folder locked, and keeps the lock if it succeeds. */
async function holding(directory: string, open: () => Promise<RecordedRun>): Promise<RunFolder> {
  const { release } = await lockFolder(directory);
  try {
    return { ...(await open()), close: release };
  } catch (thrown) {
    await release();
    throw thrown;
  }
}

async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []); // a run without episodes has no such folder
  for (const name of names) if (name.endsWith(".tmp")) await removeFile(join(folder, name));
}
