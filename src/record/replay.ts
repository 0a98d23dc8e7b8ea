import { fail, type PackedArray } from "../core/index.ts";
import type { EpisodeRecord } from "./episode.ts";
import { requireEnvOf } from "./episode-env.ts";
import {
  digestOf,
  digestSize,
  leafRows,
  type SteppedWorlds,
  stateBeforeRestart,
  stateNow,
  type WorldState,
} from "./stepped-worlds.ts";

/** A vector of one world that can load the start of an episode. */
export interface ReplayableWorld extends SteppedWorlds {
  load(world: number, bytes: Uint8Array): Promise<void>;
  step(): Promise<void>;
}

/** Looks on while an episode is simulated again; steps count from 0. */
export interface ReplayVisitor {
  before?(step: number): void;
  /** After a step that was the same: texts, frames and observations can be gathered here. */
  after?(step: number): void | Promise<void>;
}

/**
 * Simulates a recorded episode again and compares every bit of what was measured.
 * @throws `episode/mismatch`, naming the first step and array that differ; `file/corrupt`
 */
export async function replay(
  record: EpisodeRecord,
  vector: ReplayableWorld,
  visitor: ReplayVisitor = {},
): Promise<void> {
  requireEnvOf(record, vector.env);
  const actions = leafRows(vector.env.action, vector.actions);
  const now = stateNow(vector);
  const beforeRestart = stateBeforeRestart(vector);
  await vector.load(0, record.start);
  compare(record, now, 0);
  for (let step = 0; step < record.steps; step++) {
    for (const [i, { array, size }] of actions.entries()) copyRow(record.actions[i], step, array, size);
    visitor.before?.(step);
    await vector.step();
    const [terminated, truncated] = [vector.terminated[0] === 1, vector.truncated[0] === 1];
    for (const name in record.events)
      requireSame(step + 1, `event ${JSON.stringify(name)}`, vector.events[name]?.[0], record.events[name][step]);
    compare(record, terminated || truncated ? beforeRestart : now, step + 1);
    const isLast = step === record.steps - 1;
    requireSame(step + 1, "terminated", terminated, isLast && record.terminated);
    requireSame(step + 1, "truncated", truncated, isLast && record.truncated);
    await visitor.after?.(step);
  }
}

function compare(record: EpisodeRecord, state: WorldState, row: number): void {
  for (const name in record.features)
    requireSame(row, `feature ${JSON.stringify(name)}`, state.features[name]?.[0], record.features[name][row]);
  const recorded = record.digests.subarray(row * digestSize, (row + 1) * digestSize);
  const hex = (digest: Uint8Array) => Buffer.from(digest).toString("hex");
  requireSame(row, "observation's digest", hex(digestOf(state.observations, 0)), hex(recorded));
}

/** Compares by `Object.is`, so that NaN equals NaN and -0 differs from 0. */
function requireSame<T>(row: number, array: string, now: T | undefined, recorded: T): void {
  if (!Object.is(now, recorded))
    fail("episode/mismatch", {
      given: `${array} = ${now ?? "nothing"} after step ${row}`,
      expected: `${recorded} as recorded`,
      fix: "The env or its engine has changed since this was recorded.",
    });
}

function copyRow(from: PackedArray, row: number, to: PackedArray, size: number): void {
  for (let i = 0; i < size; i++) to[i] = from[row * size + i];
}
