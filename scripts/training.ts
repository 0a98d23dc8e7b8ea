import type { Policy, RunSpec } from "../src/core/index.ts";
import { type OriginPaths, type Progress, type TrainOptions, type TrainResult, train } from "../src/run/index.ts";
import { Interrupted, whenInterrupted } from "./interrupt.ts";
import { duration, whole } from "./numbers.ts";
import { fromHere } from "./places.ts";
import { progressLine } from "./progress-line.ts";
import { registries } from "./registries.ts";
import type { Place } from "./remote.ts";

export interface TrainingRequest extends OriginPaths {
  readonly spec: RunSpec;
  readonly directory: string;
  readonly threads?: number;
  /** Where the worlds live. */
  readonly place?: Place;
  readonly resume?: boolean;
  readonly fromStart?: boolean;
  readonly mlflow?: TrainOptions["mlflow"];
  readonly earlyStop?: TrainOptions["earlyStop"];
  readonly quiet: boolean;
  readonly signal: AbortSignal;
  stopWhen?(progress: Progress, policy: Policy): Promise<boolean>;
}

const stopping =
  "Stopping after this update, with a checkpoint. Ctrl-C again stops at once and loses the steps since the last one.";

/**
 * Trains a run in a folder and shows its progress.
 * @throws `Interrupted`, which says how to continue, if the signal stopped it
 */
export async function trainFolder({ quiet, place, ...request }: TrainingRequest): Promise<TrainResult> {
  const { spec, directory, signal } = request;
  const begun = performance.now();
  const line = progressLine(quiet);
  const heading = `${spec.agent.id} on ${spec.env.id}, ${spec.worlds} worlds, seed ${spec.seed}, in ${fromHere(directory)}`;
  const unwatch = whenInterrupted(signal, () => line.note(stopping));
  try {
    const result = await train({
      ...request,
      registries: place?.registries ?? registries,
      open: place?.open,
      onBegin() {
        if (!quiet) line.note(heading);
      },
      onProgress: line.show,
      onNotice: (notice) => line.note(notice),
    });
    line.end();
    const { stopped, steps, episodes, device, resumable } = result;
    if (stopped === "signal" && steps < spec.steps)
      throw new Interrupted(
        `stopped after ${whole(steps)} steps, with a checkpoint. ${
          resumable
            ? `Go on: npx rewardgym train --resume --out ${fromHere(directory)}`
            : `Its worlds cannot be saved, so it cannot go on; npx rewardgym eval ${fromHere(directory)} evaluates it.`
        }`,
      );
    signal.throwIfAborted();
    if (!quiet)
      line.note(
        `${whole(steps)} steps and ${whole(episodes)} episodes in ${duration((performance.now() - begun) / 1000)} on ${device}`,
      );
    return result;
  } catch (thrown) {
    line.end();
    throw thrown;
  } finally {
    unwatch();
  }
}
