import { type BoundEnv, bindEnv, fail, type Rng, type VectorEnv } from "../../src/core/index.ts";
import { type Clip, clipOf } from "../../src/labels/index.ts";
import type { EpisodeRecord } from "../../src/record/index.ts";
import { leafRows } from "../../src/record/stepped-worlds.ts";
import { openVector } from "../../src/vector/index.ts";
import { registries } from "../registries.ts";

/** Cuts clips out of recorded episodes, at random places. */
export interface Cutter {
  /** Two clips that lie apart: of two episodes, or of two places in one. */
  two(rng: Rng): Promise<readonly [Clip, Clip]>;
  close(): Promise<void>;
}

/**
 * @param length steps of a clip
 * @throws `labels/invalid` where the episodes hold fewer than two clips of that length
 */
export async function cutterOf(records: readonly EpisodeRecord[], length: number): Promise<Cutter> {
  const places = records.flatMap((record) =>
    Array.from({ length: Math.max(0, Math.floor(record.steps / length)) }, (_, i) => ({ record, start: i * length })),
  );
  if (places.length < 2)
    fail("labels/invalid", {
      given: `${records.length} episodes that hold ${places.length} clips of ${length} steps`,
      expected: "at least two clips",
      fix: "Record longer episodes, or choose a shorter --length.",
    });
  let vector: VectorEnv | undefined;
  const world = async ({ env }: EpisodeRecord) =>
    (vector ??= await openVector({ envs: registries.envs, env, worlds: 1 }));
  const cut = async ({ record, start }: (typeof places)[number]): Promise<Clip> => {
    const state = record.start && start > 0 ? await stateAt(record, start, await world(record)) : undefined;
    return clipOf(record, { start, length }, state);
  };
  return {
    async two(rng) {
      const first = rng.integer(places.length);
      const second = (first + 1 + rng.integer(places.length - 1)) % places.length;
      return [await cut(places[first]), await cut(places[second])];
    },
    close: async () => vector?.close(),
  };
}

/** The world of a recorded episode as it is before a step. */
async function stateAt({ start, actions }: EpisodeRecord, step: number, vector: VectorEnv): Promise<Uint8Array> {
  await vector.load(0, start!);
  await repeat(actions, 0, step, vector);
  return vector.save(0);
}

/** Takes recorded steps again, from step `from` up to but not including `to`. */
export async function repeat(
  actions: EpisodeRecord["actions"],
  from: number,
  to: number,
  vector: VectorEnv,
  after?: (step: number) => void | Promise<void>,
): Promise<void> {
  const leaves = leafRows(vector.env.action, vector.actions);
  for (let step = from; step < to; step++) {
    for (const [i, { array, size }] of leaves.entries())
      for (let at = 0; at < size; at++) array[at] = actions[i][step * size + at];
    await vector.step();
    await after?.(step);
  }
}

/** The env of a clip. @throws `registry/unknown` */
export const envOf = async ({ env }: Clip): Promise<BoundEnv> =>
  bindEnv(await registries.envs.find(env.id), env.params);
