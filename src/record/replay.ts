import { fail, type PackedArray, type VectorEnv } from "../core/index.ts";
import { type EpisodeRecord, seatsIn } from "./episode.ts";
import { requireEnvOf } from "./episode-env.ts";
import { pokesAt } from "./pokes.ts";
import { rounded } from "./rounded.ts";
import {
  digestOf,
  digestSize,
  leafRows,
  type ShownState,
  type SteppedWorlds,
  stateBeforeRestart,
  stateNow,
} from "./stepped-worlds.ts";

/** A vector of one world, of one or more seats, that can go back to where an episode began. */
export interface ReplayableWorld extends SteppedWorlds {
  load(world: number, bytes: Uint8Array): Promise<void>;
  poke?: VectorEnv["poke"];
  step(): Promise<void>;
}

/** Looks on while an episode is simulated again; steps count from 0. */
export interface ReplayVisitor {
  /** At the start, which was the same. */
  begun?(): void | Promise<void>;
  before?(step: number): void;
  /** After a step that was the same: texts, frames and observations can be gathered here. */
  after?(step: number): void | Promise<void>;
}

/**
 * Simulates a recorded episode again and compares every bit of what was measured, rounded where the record is.
 * @throws `episode/mismatch`, naming the first step and array that differ; `file/corrupt`; `vector/unsavable` for an
 *   episode of a world that could not be saved
 */
export async function replay(
  record: EpisodeRecord,
  vector: ReplayableWorld,
  visitor: ReplayVisitor = {},
): Promise<void> {
  requireEnvOf(record, vector.env);
  requireNames("feature", record.features, vector.features);
  requireNames("event", record.events, vector.events);
  requireSums(record);
  const { start } = record;
  if (!start)
    return fail("vector/unsavable", {
      given: "an episode of a world that cannot be saved",
      expected: "one that begins with a saved world: this one can be scored again, but not replayed",
    });
  const seats = seatsIn(record);
  const actions = leafRows(vector.env.action, vector.actions);
  const now = stateNow(vector);
  const beforeRestart = stateBeforeRestart(vector);
  await vector.load(0, start);
  for (let seat = 0; seat < seats; seat++) compare(record, now, 0, seat);
  await visitor.begun?.();
  for (let step = 0; step < record.steps; step++) {
    for (const [i, { array, size }] of actions.entries()) copyRows(record.actions[i], step, array, size * seats);
    await pokeAgain(record, step, vector);
    visitor.before?.(step);
    await vector.step();
    const isLast = step === record.steps - 1;
    for (let seat = 0; seat < seats; seat++) {
      const row = step * seats + seat;
      const [terminated, truncated] = [vector.terminated[seat] === 1, vector.truncated[seat] === 1];
      const same = <T>(array: string, value: T | undefined, recorded: T) =>
        requireSame(placeOf(step + 1, seat, seats), array, value, recorded);
      for (const name in record.events)
        same(`event ${JSON.stringify(name)}`, vector.events[name]?.[seat], record.events[name][row]);
      compare(record, terminated || truncated ? beforeRestart : now, step + 1, seat);
      const ends = record.seats
        ? { terminated: record.seats.terminated[row] === 1, truncated: record.seats.truncated[row] === 1 }
        : { terminated: isLast && record.terminated, truncated: isLast && record.truncated };
      same("terminated", terminated, ends.terminated);
      same("truncated", truncated, ends.truncated);
      if (record.seats) same("present", vector.acted[seat], record.seats.present[row]);
    }
    await visitor.after?.(step);
  }
}

/** No column of the env was left out of the record. One without any features says so by having none. */
function requireNames(what: string, recorded: object, measured: object): void {
  if (what === "feature" && Object.keys(recorded).length === 0) return;
  const missing = Object.keys(measured).find((name) => !Object.hasOwn(recorded, name));
  if (missing !== undefined) requireSame("", `${what} ${JSON.stringify(missing)}`, "measured", "left out");
}

/** Terms are rounded one by one, so their sum may differ from the reward by this, relative to the terms. */
const rounding = 1e-9;

/** What a record says of its rewards as a whole follows from them. */
function requireSums({ rewards, terms, return: recorded }: EpisodeRecord): void {
  requireSame(
    "",
    "the sum of all rewards",
    rewards.reduce((sum, reward) => sum + reward, 0),
    recorded,
  );
  const columns = Object.values(terms);
  if (columns.length === 0) return;
  for (const [row, reward] of rewards.entries()) {
    const [sum, size] = columns.reduce(([sum, size], term) => [sum + term[row], size + Math.abs(term[row])], [0, 1]);
    if (!(Math.abs(sum - reward) <= rounding * size)) requireSame(`in row ${row}`, "the sum of the terms", sum, reward);
  }
}

/** Adds the forces that a person added to a step. @throws `env/unsupported` where nothing can be pushed */
export async function pokeAgain(
  { pokes, env }: Pick<EpisodeRecord, "pokes" | "env">,
  step: number,
  { poke }: Pick<ReplayableWorld, "poke">,
): Promise<void> {
  for (const given of pokesAt(pokes, step)) {
    if (!poke)
      fail("env/unsupported", { given: `an episode of ${env.id} with pokes`, expected: "worlds of this process" });
    await poke(0, given);
  }
}

function compare(record: EpisodeRecord, state: ShownState, step: number, seat: number): void {
  const seats = seatsIn(record);
  const row = step * seats + seat;
  const place = placeOf(step, seat, seats);
  for (const name in record.features) {
    const value: number | undefined = state.features[name]?.[seat];
    const now = record.rounded === undefined || value === undefined ? value : rounded(value);
    requireSame(place, `feature ${JSON.stringify(name)}`, now, record.features[name][row]);
  }
  const recorded = record.digests.subarray(row * digestSize, (row + 1) * digestSize);
  const hex = (digest: Uint8Array) => Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  requireSame(place, "observation's digest", hex(digestOf(state.observations, seat)), hex(recorded));
}

const placeOf = (step: number, seat: number, seats: number) =>
  `after step ${step}${seats > 1 ? ` in seat ${seat}` : ""}`;

/** Compares by `Object.is`, so that NaN equals NaN and -0 differs from 0. @throws `episode/mismatch` */
export function requireSame<T>(place: string, array: string, now: T | undefined, recorded: T): void {
  if (!Object.is(now, recorded))
    fail("episode/mismatch", {
      given: `${array} = ${now ?? "nothing"}${place && ` ${place}`}`,
      expected: `${recorded} as recorded`,
      fix: "The env or its engine has changed since this was recorded, or the file was altered.",
    });
}

function copyRows(from: PackedArray, step: number, to: PackedArray, size: number): void {
  for (let i = 0; i < size; i++) to[i] = from[step * size + i];
}
