import {
  type Batch,
  type BoundEnv,
  fail,
  flatten,
  type PackedArray,
  type RewardInputs,
  type RewardRows,
  requireNames,
  type Space,
  sizeOf,
  truncateAbsent,
} from "../core/index.ts";
import { type EpisodeRecord, seatsIn } from "./episode.ts";
import { requireEnvOf } from "./episode-env.ts";
import { mapValues } from "./map-values.ts";

/**
 * A recorded episode as a reward sees it, one world and a row for every step of a seat: for rewards that did not exist
 * when it was recorded. Columns are the record's own memory.
 * @throws `reward/input` for what was not recorded, `episode/mismatch` for another env's episode
 */
export function recordedRows(
  record: EpisodeRecord,
  env: Pick<BoundEnv, "id" | "action" | "observation" | "seats">,
  inputs: RewardInputs,
): RewardRows {
  requireEnvOf(record, env);
  requireRecorded(record, inputs);
  const { steps, features, events, actions, observations = [] } = record;
  const seats = seatsIn(record);
  const rows = steps * seats;
  const after = mapValues(features, (column) => column.subarray(seats));
  const before = mapValues(features, (column) => column.subarray(0, rows));
  const present = record.seats?.present ?? new Uint8Array(rows).fill(1);
  const lastOnly = (ended: boolean) => {
    const flags = new Uint8Array(steps);
    flags[steps - 1] = ended ? 1 : 0;
    return flags;
  };
  const truncated = record.seats ? new Uint8Array(rows) : lastOnly(record.truncated);
  if (record.seats) truncateAbsent(record.seats.truncated, present, truncated);
  return {
    rows,
    features: after,
    before: { features: before },
    events,
    observations: inputs.observations ? flattened(env.observation, observations, seats, rows) : new Float32Array(0),
    observationSize: sizeOf(env.observation),
    actions: inputs.actions ? flattened(env.action, actions, 0, rows) : new Float32Array(0),
    actionSize: sizeOf(env.action),
    text: [],
    frames: new Uint8Array(0),
    steps,
    seats,
    present,
    groups: new Int32Array(0),
    terminated: record.seats?.terminated ?? lastOnly(record.terminated),
    truncated,
  };
}

function requireRecorded(record: EpisodeRecord, inputs: RewardInputs): void {
  const asker = "a reward for a recorded episode";
  requireNames(record.env.id, "feature", inputs.features ?? [], Object.keys(record.features), asker);
  requireNames(record.env.id, "event", inputs.events ?? [], Object.keys(record.events), asker);
  const missing = {
    text: inputs.text,
    frames: inputs.frames,
    observations: inputs.observations && !record.observations,
    groups: inputs.groups,
  };
  for (const [input, isMissing] of Object.entries(missing))
    if (isMissing)
      fail("reward/input", {
        given: `${asker} asking for ${input}`,
        expected: "what the episode holds",
        fix: `Replay the episode and gather ${input} there.`,
      });
}

/** `[rows, size]` from row `first` on. */
function flattened(space: Space, leaves: readonly PackedArray[], first: number, rows: number): Float32Array {
  const batch = batchFrom(space, leaves.values());
  const size = sizeOf(space);
  const out = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) flatten(space, batch, first + row, out, row * size);
  return out;
}

/** Puts the arrays of a batch, in the order of `leavesOf`, back into their places. */
function batchFrom(space: Space, leaves: Iterator<PackedArray>): Batch<Space> {
  if (space.type !== "parts") return leaves.next().value as PackedArray;
  return Object.fromEntries(Object.entries(space.fields).map(([name, field]) => [name, batchFrom(field, leaves)]));
}
