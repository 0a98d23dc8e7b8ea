import {
  type BoundEnv,
  batchIn,
  columnsRead,
  fail,
  flatten,
  leafName,
  leavesOf,
  type PackedArray,
  type RewardInputs,
  type RewardRows,
  requireFeatures,
  requireNames,
  rewardRows,
  type Space,
  sizeOf,
  truncateAbsent,
} from "../core/index.ts";
import { type EpisodeRecord, seatsIn } from "./episode.ts";
import { requireEnvOf } from "./episode-env.ts";
import { mapValues } from "./map-values.ts";
import { requireExact } from "./rounded.ts";

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
  requireScorable(record, env, inputs);
  const { steps, features, events, actions, observations = [] } = record;
  const seats = seatsIn(record);
  const rows = steps * seats;
  const after = mapValues(features, (column) => column.subarray(seats));
  const before = mapValues(features, (column) => column.subarray(0, rows));
  const lastOnly = (ended: boolean) => {
    const flags = new Uint8Array(steps);
    flags[steps - 1] = ended ? 1 : 0;
    return flags;
  };
  const flatObservations = (first: number) =>
    inputs.observations ? flattened(env.observation, observations, first, rows) : undefined;
  const present = record.seats?.present;
  const truncated = present ? new Uint8Array(rows) : lastOnly(record.truncated);
  if (present) truncateAbsent(record.seats.truncated, present, truncated);
  return rewardRows({
    steps,
    seats,
    ...(present && { present }),
    features: after,
    before: {
      features: before,
      observations: inputs.before ? flatObservations(0) : undefined,
      leafRows: countedFrom(0, rows),
    },
    events,
    observations: flatObservations(seats),
    observationSize: sizeOf(env.observation),
    leaves: Object.fromEntries(leavesOf(env.observation).map(({ path }, i) => [leafName(path), observations[i]])),
    leafRows: countedFrom(seats, rows),
    actions: inputs.actions ? flattened(env.action, actions, 0, rows) : undefined,
    actionSize: sizeOf(env.action),
    goals: inputs.goals ? Array.from({ length: rows }, () => record.goal!) : [],
    terminated: record.seats?.terminated ?? lastOnly(record.terminated),
    truncated,
  });
}

/** @throws `reward/input` for what was not recorded, `episode/mismatch` for another env's episode */
export function requireScorable(
  record: EpisodeRecord,
  env: Pick<BoundEnv, "id" | "action" | "observation" | "seats">,
  inputs: RewardInputs,
): void {
  requireEnvOf(record, env);
  const asker = "a reward for a recorded episode";
  requireFeatures(record.env.id, inputs, record.features, asker);
  requireExact(record, columnsRead(inputs, record.features), asker);
  requireNames(record.env.id, "event", inputs.events ?? [], Object.keys(record.events), asker);
  const missing = {
    text: inputs.text,
    goals: inputs.goals && record.goal === undefined,
    frames: inputs.frames,
    observations: (inputs.observations || inputs.leaves?.length) && !record.observations,
    groups: inputs.groups,
  };
  for (const [input, isMissing] of Object.entries(missing))
    if (isMissing)
      fail("reward/input", {
        given: `${asker} asking for ${input}`,
        expected: "inputs that the episode holds",
        fix: `Replay the episode and gather ${input} there.`,
      });
}

function countedFrom(first: number, count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = first + i;
  return numbers;
}

/** `[rows, size]` from row `first` on. */
function flattened(space: Space, leaves: readonly PackedArray[], first: number, rows: number): Float32Array {
  const out = new Float32Array(rows * sizeOf(space));
  flattenInto(space, leaves, first, rows, out, 0);
  return out;
}

/** Writes `[rows, size]` from row `first` of the leaves on into `out`, from its row `at` on. */
export function flattenInto(
  space: Space,
  leaves: readonly PackedArray[],
  first: number,
  rows: number,
  out: Float32Array<ArrayBuffer>,
  at: number,
): void {
  const batch = batchIn(space, leaves);
  const size = sizeOf(space);
  for (let row = 0; row < rows; row++) flatten(space, batch, first + row, out, (at + row) * size);
}
