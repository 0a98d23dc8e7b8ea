import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { type BlobClaims, fail, type Packable } from "../core/index.ts";
import {
  bytes,
  count,
  doubles,
  type Formed,
  fields,
  listOf,
  number,
  optional,
  packable,
  readForm,
  recordOf,
} from "../record/form.ts";
import { latestCheckpoint, type RecordedRun, versionsHere } from "../record/index.ts";
import { experienceForm } from "./experience.ts";
import { goldForm, type SavedGold } from "./gold.ts";
import { pendingForm } from "./log-rows.ts";
import type { LogsState } from "./logs.ts";
import { recentForm, type SavedRecent } from "./recent.ts";

/** A run's progress; the budget is that of its description, or more if it was resumed with more. */
const countersForm = { steps: count, updates: count, episodes: count, budget: count };
const logsForm = { metrics: count, events: count, pending: pendingForm };
/** What validations have found so far, and the whole learner as it was at the best one. */
const validationForm = optional(
  fields({ latest: number, best: number, bestSteps: count, since: count, learner: bytes }),
);
export type SavedValidation = Formed<{ readonly saved: typeof validationForm }>["saved"];
const liveForm = {
  worlds: optional(listOf(bytes)), // nothing where they cannot be saved
  reward: bytes,
  rewardSeats: bytes,
  learner: bytes,
  collector: bytes,
  returns: doubles,
  recent: packable,
  gold: packable,
  ahead: optional(fields(experienceForm)),
  validation: validationForm,
};

export type Counters = Formed<typeof countersForm>;
export type SavedLive = Omit<Formed<typeof liveForm>, "recent" | "gold"> & {
  readonly recent: SavedRecent;
  readonly gold: SavedGold;
};

/** The content of a run's checkpoint. */
export interface SavedRun {
  readonly counters: Counters;
  readonly logs: LogsState;
  readonly live: SavedLive;
  readonly blobs: BlobClaims;
}

function savedOf(state: Packable, path: string): SavedRun {
  const saved = readForm(state, { counters: packable, logs: packable, live: packable, blobs: recordOf(count) }, path);
  const live = readForm(saved.live, liveForm, path);
  return {
    counters: readForm(saved.counters, countersForm, path),
    logs: readForm(saved.logs, logsForm, path),
    live: { ...live, recent: readForm(live.recent, recentForm, path), gold: readForm(live.gold, goldForm, path) },
    blobs: saved.blobs,
  };
}

/** Versions of everything that a run's numbers depend on. */
export const versions = () => versionsHere(["onnxruntime-node", "seedrandom"]);

/** A checkpoint's content, with notices about damaged ones. */
type FoundRun = SavedRun & { readonly notices: readonly string[] };

/** The newest checkpoint of a run. @throws `checkpoint/missing`, `checkpoint/foreign` */
export async function latestState(run: RecordedRun): Promise<FoundRun> {
  const { state, path, notices } = await latestCheckpoint(run);
  return { ...savedOf(state, path), notices };
}

/**
 * The newest checkpoint that a run can be resumed from: one whose logs are still there. Undefined if none has been
 * written yet; the first one makes their folder.
 * @throws `checkpoint/missing` if all are damaged or were removed
 */
export async function resumableState(run: RecordedRun): Promise<FoundRun | undefined> {
  const { checkpoints, metrics, events, policy } = run.paths;
  if (!existsSync(checkpoints) && !existsSync(policy)) return undefined;
  const { state, path, notices } = await latestCheckpoint(run, async ({ state, path }) => {
    const { logs } = savedOf(state, path);
    for (const [log, position] of [[metrics, logs.metrics] as const, [events, logs.events] as const]) {
      const { size } = await stat(log).catch(() => ({ size: 0 }));
      if (size < position)
        fail("file/corrupt", {
          given: `${path}, whose ${log} has ${size} bytes instead of ${position} or more`,
          expected: "a log as long as it was then",
        });
    }
  });
  return { ...savedOf(state, path), notices };
}

/** The newest checkpoint; undefined if there is none yet. @throws `checkpoint/missing` if all are damaged */
export async function newestState(run: RecordedRun): Promise<FoundRun | undefined> {
  const names = await readdir(run.paths.checkpoints).catch(() => []); // the first checkpoint creates the folder
  return names.length ? latestState(run) : undefined;
}
