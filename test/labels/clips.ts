import { type Clip, clipOf, type LabelStore, openLabels } from "../../src/labels/index.ts";
import type { EpisodeRecord } from "../../src/record/index.ts";
import { recordEpisodes } from "../record/recorded-episodes.ts";

const { episodes } = await recordEpisodes({ steps: 60, observations: true });

/** Short clips of recorded episodes, all different. */
export const clips: readonly Clip[] = episodes
  .flatMap((record) => (record.steps >= 3 ? [0, 1].map((start) => clipOf(record, { start, length: 2 })) : []))
  .slice(0, 8);

export const longEnough = episodes.find(({ steps }) => steps >= 4) as EpisodeRecord;

const minute = 60_000; // [ms]

/** A store whose clock advances by a minute with every question. */
export function openAt(directory: string): Promise<LabelStore> {
  let asked = 0;
  return openLabels(directory, () => new Date(Date.UTC(2026, 0, 1) + asked++ * minute).toISOString());
}

/** Asks for a pair of clips by their numbers, and returns its id. */
export async function askFor(store: LabelStore, a: number, b: number, more: object = {}): Promise<string> {
  return (await store.ask({ a: clips[a], b: clips[b], asker: "test", ...more })).pair.pair;
}
