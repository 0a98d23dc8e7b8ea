import { join } from "node:path";
import { bindEnv, fail } from "../../src/core/index.ts";
import { selecting, type Wanted } from "../../src/demos/index.ts";
import { type EpisodeRecord, writeEpisode, writeFolder } from "../../src/record/index.ts";
import { evaluatePolicy } from "../evaluation.ts";
import type { Place } from "../remote.ts";
import type { OpenedAgent } from "./opened-agent.ts";

/** What is asked of a recording. */
export interface RecordingRequest extends Wanted {
  /** How many episodes to try. */
  readonly episodes: number;
  readonly seed: number;
  readonly threads: number;
  /** Whether actions are drawn instead of the likeliest taken. */
  readonly sampled: boolean;
  readonly out: string;
  readonly place: Place;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface Recording {
  readonly tried: number;
  readonly kept: readonly EpisodeRecord[];
}

const atOnce = 64; // worlds, each of which lives an episode; the records of so many are held before the best are chosen

/**
 * Records episodes of an agent with their observations, and keeps those that are good enough: all of them are written or
 * none. The first ones are those that `eval` plays with the same seed; every further batch has the next seed.
 * @throws `demonstration/none`, `env/unsupported` for worlds of several seats, `run/exists`, and what evaluating throws
 */
export async function recordDemos(
  { spec, policy, learned, name }: OpenedAgent,
  { episodes, seed, threads, sampled, out, place, signal, ...wanted }: RecordingRequest,
): Promise<Recording> {
  const { id, seats } = bindEnv(await place.registries.envs.find(spec.env.id), spec.env.params);
  if (seats > 1)
    fail("env/unsupported", {
      given: `${id}, whose worlds have ${seats} seats`,
      expected: "an env with one seat: what several do together shows nobody what to do alone",
    });
  return writeFolder(out, async (folder) => {
    const selection = selecting<Tried>(wanted);
    for (let batch = 0; batch * atOnce < episodes; batch++) {
      const worlds = Math.min(atOnce, episodes - batch * atOnce);
      const { records } = await evaluatePolicy(spec, policy, {
        ...{ episodes: worlds, worlds, record: worlds, recordObservations: true },
        ...{ seed: seed + batch, threads, sampled, learned, place, signal },
      });
      for (const record of records.toSorted((one, other) => one.world - other.world))
        selection.add({ return: record.return, score: record.score, record, seed: seed + batch });
    }
    const kept = selection.kept();
    for (const { record, seed } of kept)
      await writeEpisode(join(folder, `${name}-${seed}-${record.world}.episode`), record);
    return { tried: selection.tried, kept: kept.map(({ record }) => record) };
  });
}

interface Tried {
  readonly return: number;
  readonly score: number;
  readonly record: EpisodeRecord;
  /** As it was asked for. */
  readonly seed: number;
}
