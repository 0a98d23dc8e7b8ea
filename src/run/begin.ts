import type { RunSpec } from "../core/index.ts";
import {
  createRun,
  folderBlobs,
  machineLine,
  openRun,
  type RunBlobs,
  type RunFolder,
  removeCheckpoints,
  runPaths,
} from "../record/index.ts";
import type { openVector } from "../vector/index.ts";
import { type Cadence, type CadenceOptions, cadenceOf } from "./cadence.ts";
import { type FaultNotices, faultNotices } from "./fault-notices.ts";
import { requireSameDemonstrations, requireSameRun } from "./go-on.ts";
import { type LiveRun, loadLive, type OpenLiveOptions, openLive, savedWorlds } from "./live.ts";
import { type MlflowServer, openLogs, openTracker, type RunLogs, trackedBefore } from "./logs.ts";
import { opening } from "./opening.ts";
import { digestsOf, namedOrigins, storedOrigins } from "./origins.ts";
import { type OriginSources, readOrigins, withOrigins } from "./read-origins.ts";
import type { Registries } from "./registries.ts";
import { nameFiles } from "./reward-files.ts";
import { type Counters, resumableState, versions } from "./saved.ts";
import { settle } from "./settle.ts";
import type { EarlyStop } from "./validation.ts";

/** A run that is ready to train: its parts live, its folder locked, its logs open. */
export interface OpenRun {
  readonly run: RunFolder;
  readonly live: LiveRun;
  readonly logs: RunLogs;
  readonly blobs: RunBlobs;
  readonly cadence: Cadence;
  /** Grow as the run trains. */
  readonly counters: { -readonly [C in keyof Counters]: Counters[C] };
  /** Steps of the checkpoint that it goes on from. */
  readonly savedAt: number | undefined;
  /** Whether it goes for more steps than the checkpoint knows. */
  readonly isExtended: boolean;
  close(): Promise<void>;
}

export interface RunOptions extends CadenceOptions, OriginSources {
  readonly spec: RunSpec;
  readonly registries: Registries;
  /** The run's folder. */
  readonly directory: string;
  /** Whether a run that is resumed starts over at step 0, whatever its folder holds. */
  readonly fromStart?: boolean;
  /** Worker threads that step the worlds; 0 is this thread. The result does not depend on it. */
  readonly threads?: number;
  /** What opens the worlds, where they live elsewhere. The result does not depend on it. */
  readonly open?: typeof openVector;
  /** Whether it is validated while it trains, stops early, and ends with what was best. */
  readonly earlyStop?: EarlyStop;
  /** An MLflow server that gets the metrics too. The result does not depend on it. */
  readonly mlflow?: MlflowServer;
  /** What a person should know, in a sentence. */
  onNotice?(notice: string): void;
}

/** Begins a run in a new folder. */
export async function beginRun(options: RunOptions): Promise<OpenRun> {
  const { named, origins: read } = await readOrigins(options, options.registries);
  const { spec: asked, files } = await nameFiles(options.spec, options.registries);
  const origins = new Map([...read, ...files]);
  const spec = await settle(withOrigins(asked, named), options.registries);
  const cadence = cadenceOf(options, spec.worlds);
  return opening(async (keep) => {
    const blobs = folderBlobs(runPaths(options.directory).blobs, digestsOf(spec));
    const live = keep(await openLiveRun(spec, options, { blobs, origins }, keep(faultNotices(options.onNotice))));
    if (!live.vector.savable)
      options.onNotice?.("These worlds cannot be saved: the run cannot be resumed once it has been stopped.");
    await live.vector.reset(spec.seed);
    await live.collector.rehearse();
    const tracker = await openTracker({ ...options, spec });
    if (tracker) keep(tracker);
    const run = keep(
      await createRun(
        options.directory,
        { spec, versions: versions(), machine: machineLine(), started: new Date().toISOString() },
        Array.from(origins.values(), ({ bytes }) => bytes),
      ),
    );
    const logs = keep(await openLogs(run, { metrics: 0, events: 0 }, cadence.logSteps, tracker));
    const counters = { steps: 0, updates: 0, episodes: 0, budget: spec.steps };
    return { run, live, logs, blobs, cadence, counters, savedAt: undefined, isExtended: false };
  });
}

/**
 * Goes on with the run in a folder from its newest checkpoint, or from the start where there is none yet. What it began
 * from is in the folder, so that it need not be given again; if it is, it must be the same.
 */
export async function resumeRun(options: RunOptions): Promise<OpenRun> {
  const { directory, registries, onNotice } = options;
  const { named, origins: found } = await readOrigins(options, registries);
  const { spec: renamed } = await nameFiles(options.spec, registries);
  const asked = await settle(withOrigins(renamed, named), registries);
  const cadence = cadenceOf(options, asked.worlds);
  return opening(async (keep) => {
    const run = keep(await openRun(directory, versions()));
    const saved = options.fromStart ? undefined : await resumableState(run);
    for (const notice of saved?.notices ?? []) onNotice?.(notice);
    if (saved) savedWorlds(saved.live); // refused before anything is opened
    const { spec } = run.description;
    const before = saved?.counters.budget ?? spec.steps;
    requireSameDemonstrations(asked, spec, found);
    const given = { ...namedOrigins(spec), ...asked };
    requireSameRun(given, spec, before);
    const budget = given.steps;
    if (budget > before)
      onNotice?.(`Goes for ${budget} steps instead of ${before}; schedules follow the new budget from here on.`);

    const blobs = folderBlobs(runPaths(directory).blobs, digestsOf(spec));
    if (saved) blobs.load(saved.blobs);
    const origins = await storedOrigins(spec, blobs);
    const live = keep(await openLiveRun(spec, options, { blobs, origins }, keep(faultNotices(onNotice))));
    if (saved) await loadLive(live, saved.live);
    else {
      onNotice?.(
        options.fromStart
          ? "Starts over at step 0; what the run had written is overwritten."
          : "No checkpoint had been written yet: begins again at step 0.",
      );
      await live.vector.reset(spec.seed);
    }
    const tracker = await openTracker({ ...options, spec }, await trackedBefore(directory));
    if (tracker) keep(tracker);
    if (options.fromStart) await removeCheckpoints(run);
    const logs = keep(await openLogs(run, saved?.logs ?? { metrics: 0, events: 0 }, cadence.logSteps, tracker));
    const counters = { steps: 0, updates: 0, episodes: 0, ...saved?.counters, budget };
    return { run, live, logs, blobs, cadence, counters, savedAt: saved?.counters.steps, isExtended: budget > before };
  });
}

const openLiveRun = (
  spec: RunSpec,
  { registries, threads, open, earlyStop, onNotice }: RunOptions,
  kept: Pick<OpenLiveOptions, "blobs" | "origins">,
  { onFault }: FaultNotices,
): Promise<LiveRun> => openLive(spec, registries, { threads, open, earlyStop, onFault, onNotice, ...kept });
