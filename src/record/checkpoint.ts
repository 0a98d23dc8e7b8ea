import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CodedError, fail, type Packable, pack, unpack } from "../core/index.ts";
import { removeFile } from "./atomic.ts";
import { failFile } from "./file-errors.ts";
import { count, packable, readForm, recordOf, text } from "./form.ts";
import type { Versions } from "./machine.ts";
import type { RecordedRun, RunFolder } from "./run-folder.ts";
import { readSealed, writeSealed } from "./sealed-file.ts";

const format = 1;
/** How many checkpoints a run keeps. */
export const keptCheckpoints = 3;
const digits = 12; // of the step in a file's name, so that names sort like steps

/** Everything needed to resume as if never stopped, after `steps` env steps. */
export interface Checkpoint {
  readonly step: number;
  readonly state: Packable;
}

/** A checkpoint that was found, with notices about damaged ones. */
export interface FoundCheckpoint extends Checkpoint {
  readonly path: string;
  readonly notices: readonly string[];
}

/**
 * Writes a checkpoint, keeps the newest 3, and removes those of later steps, which the run did not resume from. Returns
 * its path.
 * @throws `file/full`, `file/unusable`; earlier checkpoints are then unchanged
 */
export async function saveCheckpoint(run: RunFolder, { step, state }: Checkpoint): Promise<string> {
  const { identity } = run.description;
  const name = `${String(step).padStart(digits, "0")}.ckpt`;
  const path = join(run.paths.checkpoints, name);
  await writeSealed(path, "checkpoint", pack({ format, identity, versions: run.versions, step, state }));
  const names = await checkpointsIn(run.paths.checkpoints);
  const at = names.indexOf(name);
  for (const [i, other] of names.entries())
    if (i < at || i >= at + keptCheckpoints) await removeFile(join(run.paths.checkpoints, other));
  return path;
}

/**
 * The newest intact checkpoint, with a notice for every damaged one that was skipped.
 * @param requireWhole throws `file/corrupt` for a checkpoint that cannot be used although its file is intact
 * @throws `checkpoint/missing`, `checkpoint/foreign`, `file/unusable`
 */
export async function latestCheckpoint(
  run: RecordedRun,
  requireWhole?: (found: Checkpoint & { readonly path: string }) => Promise<void>,
): Promise<FoundCheckpoint> {
  const notices: string[] = [];
  for (const name of await checkpointsIn(run.paths.checkpoints)) {
    const path = join(run.paths.checkpoints, name);
    try {
      const value = unpack(await readSealed(path, "checkpoint"), path);
      const { step, state, versions } = readCheckpoint(value, path, run);
      await requireWhole?.({ step, state, path });
      return { step, state, path, notices: [...notices, ...differences(versions, run)] };
    } catch (thrown) {
      if (!(thrown instanceof CodedError && thrown.code === "file/corrupt")) throw thrown;
      notices.push(`Passed over a damaged checkpoint: ${thrown.given}.`);
    }
  }
  return fail("checkpoint/missing", {
    given: notices.length ? `${run.directory}. ${notices.join(" ")}` : `${run.directory}, which has none`,
    expected: "an intact checkpoint",
    fix: "`rewardgym train --resume --from-start` starts it over in this folder; another --out leaves the folder as it is.",
  });
}

/** Removes all checkpoints of a run that starts over. */
export async function removeCheckpoints({ paths }: RunFolder): Promise<void> {
  for (const name of await checkpointsIn(paths.checkpoints)) await removeFile(join(paths.checkpoints, name));
}

/** Names, newest first. */
async function checkpointsIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => /^\d+\.ckpt$/.test(name))
      .sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return [];
    return failFile(thrown, folder, "a folder of checkpoints");
  }
}

const form = { format: count, identity: text, versions: recordOf(text), step: count, state: packable };

function readCheckpoint(value: Packable, path: string, { description: { identity } }: RecordedRun) {
  const foreign = (what: string, expected: string) =>
    fail("checkpoint/foreign", { given: `${path} of ${what}`, expected });
  const given = readForm(value, { format: count }, path);
  if (given.format !== format) foreign(`format ${given.format}`, `format ${format}`);
  const checkpoint = readForm(value, form, path);
  if (checkpoint.identity !== identity) foreign(`run ${checkpoint.identity}`, `this run, ${identity}`);
  return checkpoint;
}

function differences(then: Versions, { versions: now }: RecordedRun): string[] {
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])].sort();
  return names
    .filter((name) => then[name] !== now[name])
    .map(
      (name) =>
        `Written with ${name} ${then[name] ?? "absent"}, going on with ${now[name] ?? "absent"}: results may differ.`,
    );
}
