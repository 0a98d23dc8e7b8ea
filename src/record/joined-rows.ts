import {
  type BoundEnv,
  columnsRead,
  leafName,
  leavesOf,
  type PackedArray,
  type RewardInputs,
  type RewardRows,
  rewardRows,
  sizeOf,
  truncateAbsent,
} from "../core/index.ts";
import { type EpisodeRecord, seatsIn } from "./episode.ts";
import { flattenInto, recordedRows, requireScorable } from "./rescore.ts";

type Records = readonly EpisodeRecord[];

/**
 * Rows of recorded episodes one after the other, as if each seat had lived them in turn: their last rows say that they
 * ended, so a reward with memory starts over in each. Only what is read is copied, once, since short episodes are many.
 * @throws what `recordedRows` throws
 */
export function joinedRows(
  records: Records,
  env: Pick<BoundEnv, "id" | "action" | "observation" | "seats">,
  inputs: RewardInputs,
): RewardRows {
  const [first] = records;
  if (records.length === 1) return recordedRows(first, env, inputs);
  for (const record of records) requireScorable(record, env, inputs);
  const { seats } = env;
  const steps = records.reduce((sum, record) => sum + record.steps, 0);
  const rows = steps * seats;
  const { before, events = [], leaves = [] } = inputs;
  const features = columnsRead(inputs, first.features);
  const named = <T>(names: readonly string[], of: (name: string) => T): { readonly [name: string]: T } =>
    Object.fromEntries(names.map((name) => [name, of(name)]));
  const measured = (from: number) =>
    named(features, (name) => joined(records, new Float64Array(rows), ({ features }) => features[name], from));
  const observed = (from: number) => {
    const out = new Float32Array(rows * sizeOf(env.observation));
    eachOf(records, (record, at) => {
      flattenInto(env.observation, record.observations!, from, rowsOf(record), out, at);
    });
    return out;
  };
  const paths = leavesOf(env.observation).map(({ path }) => leafName(path));
  const leafOf = (name: string) => {
    const at = paths.indexOf(name);
    return concatenated(records.map(({ observations }) => observations![at]));
  };
  return rewardRows({
    steps,
    seats,
    present: joined(records, new Uint8Array(rows).fill(1), ({ seats }) => seats?.present),
    features: measured(seats),
    before: {
      features: before ? measured(0) : {},
      observations: before && inputs.observations ? observed(0) : undefined,
      leafRows: leaves.length ? leafRowsOf(records, rows, 0) : undefined,
    },
    events: named(events, (name) => joined(records, new Int32Array(rows), ({ events }) => events[name])),
    observations: inputs.observations ? observed(seats) : undefined,
    observationSize: sizeOf(env.observation),
    leaves: named(leaves, leafOf),
    leafRows: leaves.length ? leafRowsOf(records, rows, seats) : undefined,
    actions: inputs.actions ? actionsOf(records, rows, env) : undefined,
    actionSize: sizeOf(env.action),
    goals: inputs.goals ? records.flatMap((record) => new Array(rowsOf(record)).fill(record.goal)) : [],
    ...endsOf(records, rows),
  });
}

const rowsOf = (record: EpisodeRecord): number => record.steps * seatsIn(record);

/** Calls with each record and the row at which it begins. */
function eachOf(records: Records, call: (record: EpisodeRecord, at: number) => void): void {
  let at = 0;
  for (const record of records) {
    call(record, at);
    at += rowsOf(record);
  }
}

/** Writes the rows of every record's array from its row `from` on; where it has none, what is there stays. */
function joined<T extends PackedArray>(
  records: Records,
  out: T,
  arrayOf: (record: EpisodeRecord) => T | undefined,
  from = 0,
): T {
  eachOf(records, (record, at) => {
    const array = arrayOf(record);
    const rows = rowsOf(record);
    if (array) for (let row = 0; row < rows; row++) out[at + row] = array[from + row];
  });
  return out;
}

function concatenated<T extends PackedArray>(arrays: readonly T[]): T {
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const whole = new (arrays[0].constructor as new (length: number) => T)(length);
  let at = 0;
  for (const array of arrays) {
    whole.set(array as never, at);
    at += array.length;
  }
  return whole;
}

/** Numbers of leaf rows, counted on from episode to episode: each has one more observation a seat than rows. */
function leafRowsOf(records: Records, rows: number, first: number): Int32Array {
  const numbers = new Int32Array(rows);
  let skipped = first;
  eachOf(records, (record, at) => {
    for (let row = 0; row < rowsOf(record); row++) numbers[at + row] = at + row + skipped;
    skipped += seatsIn(record);
  });
  return numbers;
}

function actionsOf(records: Records, rows: number, { action }: Pick<BoundEnv, "action">): Float32Array {
  const out = new Float32Array(rows * sizeOf(action));
  eachOf(records, (record, at) => {
    flattenInto(action, record.actions, 0, rowsOf(record), out, at);
  });
  return out;
}

function endsOf(records: Records, rows: number): Pick<RewardRows, "terminated" | "truncated"> {
  const [terminated, truncated] = [new Uint8Array(rows), new Uint8Array(rows)];
  eachOf(records, (record, at) => {
    const { seats, steps } = record;
    if (seats) {
      terminated.set(seats.terminated, at);
      truncateAbsent(seats.truncated, seats.present, truncated, at);
      return;
    }
    terminated[at + steps - 1] = record.terminated ? 1 : 0;
    truncated[at + steps - 1] = record.truncated ? 1 : 0;
  });
  return { terminated, truncated };
}
