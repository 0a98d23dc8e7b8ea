import type { PackedArray, RewardRows } from "../core/index.ts";

/** What the arrays of rows are. */
type RowsArray = PackedArray;

/** The rows with every array replaced by another one. */
function mapArrays(rows: RewardRows, change: <T extends RowsArray>(values: T) => T): RewardRows {
  const columns = <T extends RowsArray>(of: { readonly [name: string]: T }) =>
    Object.fromEntries(Object.entries(of).map(([name, values]) => [name, change(values)]));
  const { features, observations, leafRows } = rows.before;
  return {
    ...rows,
    features: columns(rows.features),
    before: { features: columns(features), observations: change(observations), leafRows: change(leafRows) },
    events: columns(rows.events),
    observations: change(rows.observations),
    leaves: columns(rows.leaves),
    leafRows: change(rows.leafRows),
    actions: change(rows.actions),
    text: rows.text.slice(),
    goals: rows.goals.slice(),
    frames: change(rows.frames),
    frameRows: change(rows.frameRows),
    present: change(rows.present),
    groups: change(rows.groups),
    terminated: change(rows.terminated),
    truncated: change(rows.truncated),
  };
}

/**
 * Some of the rows in another order. Without `seats` they become one seat's: for what does not read history. Leaves stay
 * as they are, since rows are found in them by number; frames must be one a row.
 */
export function pickRows(rows: RewardRows, picked: readonly number[], seats = 1): RewardRows {
  const pick = <T extends RowsArray>(values: T): T => {
    const size = values.length / rows.rows;
    const result = values.slice(0, picked.length * size) as T;
    picked.forEach((row, i) => {
      result.set(values.subarray(row * size, (row + 1) * size) as never, i * size);
    });
    return result;
  };
  return {
    ...mapArrays(rows, pick),
    rows: picked.length,
    leaves: rows.leaves,
    frameRows: Int32Array.from({ length: rows.frameRows.length && picked.length }, (_, row) => row),
    text: rows.text.length ? picked.map((row) => rows.text[row]) : [],
    goals: rows.goals.length ? picked.map((row) => rows.goals[row]) : [],
    steps: picked.length / seats,
    seats,
  };
}

/** The same rows in arrays of their own. */
export const copyRows = (rows: RewardRows): RewardRows =>
  mapArrays(rows, <T extends RowsArray>(values: T) => values.slice() as T);

/** Writes the values of other rows, as many, over these, as a collector does with every rollout. */
export function overwriteRows(rows: RewardRows, values: RewardRows): void {
  const source = arraysIn(values);
  for (const [name, array] of Object.entries(arraysIn(rows))) array.set(source[name] as never);
  (rows.text as string[]).splice(0, rows.text.length, ...values.text);
  (rows.goals as string[]).splice(0, rows.goals.length, ...values.goals);
}

/** Elements before and after an array that is embedded in a larger one. */
const margin = 8;
const watch = 0x5a; // fits every type of element

/** A copy of an array within a larger one, and whether what is around it is still as it was. */
export function embed<T extends RowsArray>(values: T): { readonly values: T; readonly isWhole: () => boolean } {
  const Kind = values.constructor as new (length: number) => T;
  const whole = new Kind(values.length + 2 * margin).fill(watch) as T;
  const inner = whole.subarray(margin, margin + values.length) as T;
  inner.set(values as never);
  const isWatched = (value: number) => value === watch;
  return {
    values: inner,
    isWhole: () =>
      whole.subarray(0, margin).every(isWatched) && whole.subarray(margin + values.length).every(isWatched),
  };
}

/** The same rows, every array a part of a larger one. */
export function embedRows(rows: RewardRows): { readonly rows: RewardRows; readonly isWhole: () => boolean } {
  const checks: (() => boolean)[] = [];
  const embedded = mapArrays(rows, (values) => {
    const { values: inner, isWhole } = embed(values);
    checks.push(isWhole);
    return inner;
  });
  return { rows: embedded, isWhole: () => checks.every((isWhole) => isWhole()) };
}

/** All arrays of rows, by name, to detect writes into them. */
export function arraysIn(rows: RewardRows): { readonly [name: string]: RowsArray } {
  const { features, before, events, observations, actions, frames, present, groups, terminated, truncated } = rows;
  const named = (prefix: string, columns: { readonly [name: string]: RowsArray }) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [prefix + name, values]));
  return {
    ...named("features.", features),
    ...named("before.features.", before.features),
    "before.observations": before.observations,
    ...named("events.", events),
    ...named("leaves.", rows.leaves),
    observations,
    actions,
    frames,
    present,
    groups,
    terminated,
    truncated,
  };
}
