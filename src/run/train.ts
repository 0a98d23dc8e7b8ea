import { CodedError, type Policy } from "../core/index.ts";
import { saveCheckpoint, writeWhole } from "../record/index.ts";
import { beginRun, type OpenRun, type RunOptions, resumeRun } from "./begin.ts";
import { passed } from "./cadence.ts";
import { saveLive } from "./live.ts";
import { metricsOf } from "./metrics.ts";
import { type Progress, speedometer } from "./progress.ts";
import type { RecentMeans } from "./recent.ts";
import { stopwatch } from "./seconds.ts";

export interface TrainOptions extends RunOptions {
  /** Whether to resume from the folder's newest checkpoint. */
  readonly resume?: boolean;
  /** Stops after the present update, or before the first one, with a checkpoint. */
  readonly signal?: AbortSignal;
  /** Called once everything is open, before the first rollout. */
  onBegin?(): void;
  /** Called after every update. */
  onProgress?(progress: Progress): void;
  /** Called after every update; true ends the run before its budget is spent. */
  stopWhen?(progress: Progress, policy: Policy): boolean | Promise<boolean>;
}

export interface TrainResult {
  readonly stopped: "budget" | "condition" | "patience" | "signal";
  readonly steps: number;
  readonly updates: number;
  readonly episodes: number;
  readonly recent: RecentMeans | undefined;
  /** The learner's device, in words. */
  readonly device: string;
  /** Whether it can go on from its checkpoint: not where its worlds cannot be saved. */
  readonly resumable: boolean;
}

/**
 * Trains a run: collects a rollout, scores it, learns from it, logs, until the budget is spent. With `overlap` the next
 * rollout is lived while the learner works, by the decisions of before; what was learnt is adopted when both are done, so
 * that a run does not depend on which is faster. Whatever is wrong with the description throws before anything is
 * written; a resumed run equals one that never stopped.
 * @throws `run/exists`, `run/locked`, `checkpoint/foreign`, `vector/unsavable` where worlds cannot be resumed, `agent/diverged` with the last good checkpoint intact, and
 *   what its env, reward and agent throw
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const { onBegin, onProgress, onNotice, stopWhen, signal } = options;
  const open = await (options.resume ? resumeRun : beginRun)(options);
  const { live, counters, logs, cadence } = open;
  const { learner, experience, recent, gold, validation } = live;
  const { overlap } = open.run.description.spec;
  const speed = speedometer();
  let saved = { steps: open.savedAt, time: performance.now() };
  const checkpoint = async () => {
    await save(open);
    saved = { steps: counters.steps, time: performance.now() };
  };
  let stopped: TrainResult["stopped"] = "budget";
  try {
    onBegin?.();
    if (open.isExtended) await checkpoint();
    if (counters.steps >= counters.budget)
      onNotice?.(`All ${counters.budget} steps were done before; more \`steps\` go further.`);
    const progress = () => Math.min(1, counters.steps / counters.budget);
    while (counters.steps < counters.budget) {
      if (signal?.aborted) {
        stopped = "signal"; // before the first update: opening may take long
        break;
      }
      const watch = stopwatch();
      const { rollout, worldSteps, ended, episodes, terms, inner, learned } = await experience.next(watch, {
        progress: progress(),
        version: counters.updates,
      });
      const learning = learner.learn(rollout, progress());
      learning.catch(() => undefined); // reported where it is awaited

      counters.steps += worldSteps;
      counters.updates++;
      counters.episodes += ended;
      recent.add(episodes);
      for (const alarm of gold.add(episodes, counters.steps)) onNotice?.(alarm);
      if (overlap && counters.steps < counters.budget)
        await experience.liveAhead(watch, { progress: progress(), version: counters.updates - 1 });
      const update = await watch.time("learning", () => learning); // with overlap no more than what is left of it
      update.adopt();

      const means = recent.means();
      await validation?.after(counters.steps, worldSteps);
      const metrics = metricsOf(
        { ...counters, recent: means, gold: { ...gold.metrics(), ...validation?.metrics() } },
        { reward: { ...terms, ...learned }, inner },
        update.metrics,
      );
      const seconds = watch.read();
      speed.add(worldSteps, seconds);
      const now: Progress = {
        ...counters,
        recent: means,
        speed: speed.read(Math.max(0, counters.budget - counters.steps)),
      };
      const { stepsPerSecond } = now.speed;
      await logs.add({ steps: counters.steps, metrics, seconds: { ...seconds }, stepsPerSecond }, worldSteps);
      onProgress?.(now);

      if (await stopWhen?.(now, learner)) stopped = "condition";
      else if (validation?.isOver()) stopped = "patience";
      else if (signal?.aborted) stopped = "signal";
      if (stopped !== "budget") break;
      const isTime = performance.now() - saved.time >= cadence.checkpointSeconds * 1000;
      if (isTime || passed(cadence.checkpointSteps, counters.steps, worldSteps)) await checkpoint();
    }
    const restores = validation && stopped !== "signal" && counters.steps > (open.savedAt ?? 0);
    if (restores) await validation.restore();
    if (stopped === "patience")
      onNotice?.(`Stopped early: it keeps what it had learned by step ${validation?.metrics()["validation/steps"]}.`);
    if (restores || saved.steps !== counters.steps) await checkpoint();
    await logs.finish(stopped === "signal" ? "KILLED" : "FINISHED");
    const { steps, updates, episodes } = counters;
    return {
      stopped,
      steps,
      updates,
      episodes,
      recent: recent.means(),
      device: learner.device,
      resumable: live.vector.savable,
    };
  } catch (thrown) {
    throw thrown instanceof CodedError && thrown.code === "agent/diverged" ? withLastGood(thrown, saved.steps) : thrown;
  } finally {
    await open.close();
  }
}

/** Writes the complete state of the run between two updates. */
async function save({ run, live, counters, logs, blobs }: OpenRun): Promise<void> {
  await logs.sync();
  const saved = await saveLive(live);
  await saveCheckpoint(run, {
    step: counters.steps,
    state: { counters: { ...counters }, logs: { ...logs.save() }, live: saved, blobs: blobs.claims() },
  });
  await blobs.sweep();
  const policy = live.learner.exportOnnx?.();
  if (policy) await writeWhole(run.paths.policy, policy);
}

function withLastGood({ given, expected, cause }: CodedError, steps: number | undefined): CodedError {
  return new CodedError("agent/diverged", {
    given,
    expected,
    cause,
    fix:
      steps === undefined
        ? "No checkpoint had been written yet. A lower learning rate may help."
        : `The checkpoint of step ${steps} is whole. A lower learning rate may help.`,
  });
}
