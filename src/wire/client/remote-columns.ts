import {
  arraysOf,
  type Batch,
  type BoundEnv,
  batchOf,
  type Capture,
  type Columns,
  leavesOf,
  type PackedArray,
  type Space,
} from "../../core/index.ts";
import type { StepColumns } from "../messages.ts";

/** The arrays of a vector whose worlds live on a server; answers are written into them. */
export function remoteColumns(
  env: BoundEnv,
  { worlds, group, capture }: { worlds: number; group: number | undefined; capture: Capture },
  termNames: readonly string[],
) {
  const { text, goals, frames } = capture;
  const rows = worlds * env.seats;
  const doubles = (names: readonly string[]): Columns =>
    Object.fromEntries(names.map((name) => [name, new Float64Array(rows)]));
  const { width = 0, height = 0 } = frames ?? {};
  const columns = {
    actions: batchOf(env.action, rows),
    observations: batchOf(env.observation, rows),
    masks: new Uint8Array(rows * env.maskSize),
    features: doubles(Object.keys(env.features)),
    finalObservations: batchOf(env.observation, rows),
    finalFeatures: doubles(Object.keys(env.features)),
    events: Object.fromEntries(Object.keys(env.events).map((name) => [name, new Int32Array(rows)])),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    broken: new Uint8Array(rows),
    present: new Uint8Array(rows).fill(1),
    acted: new Uint8Array(rows).fill(1),
    groups: new Int32Array(group === undefined ? 0 : rows),
    endedRows: new Int32Array(rows),
    rewards: new Float64Array(rows),
    terms: doubles(termNames),
    scores: new Float64Array(rows),
    texts: text ? Array.from({ length: worlds }, () => "") : [],
    goals: goals ? Array.from({ length: worlds }, () => env.goal) : [],
    frames: new Uint8Array(worlds * width * height * 3),
    framed: new Uint8Array(frames ? worlds : 0),
  };

  /** Columns that were not asked for keep their values. */
  function take(told: StepColumns): void {
    if (told.observations) {
      const from = arraysOf(told.observations as Batch<Space>);
      expectWithin(env.observation, from);
      fillBatch(columns.observations, from);
    }
    if (told.masks) fill(columns.masks, told.masks);
    fillColumns(columns.features, told.features);
    fillColumns(columns.events, told.events);
    fillColumns(columns.terms, told.terms);
    if (told.rewards) fill(columns.rewards, told.rewards);
    fill(columns.terminated, told.terminated);
    fill(columns.truncated, told.truncated);
    columns.acted.set(columns.present);
    columns.present.fill(1);
    if (told.present) fill(columns.present, told.present);
    if (told.groups) fill(columns.groups, told.groups);
    columns.broken.fill(0);
    if (told.broken) fill(columns.broken, told.broken);
    if (told.frames) fill(columns.frames, told.frames);
    columns.framed.fill(1);
    if (told.framed) fill(columns.framed, told.framed);
    fillTexts(columns.texts, told.texts);
    fillTexts(columns.goals, told.goals);
  }

  function takeEnded({ rows: given, scores, features, observations }: NonNullable<StepColumns["ended"]>): void {
    if (given.length > rows) throw new RangeError(`${given.length} rows of ${rows}`);
    for (const [place, row] of given.entries()) {
      if (!(Number.isInteger(row) && row >= 0 && row < rows)) throw new RangeError(`row ${row} of ${rows}`);
      columns.endedRows[place] = row;
      columns.scores[row] = scores[place] < 0 ? Number.NaN : scores[place];
      for (const [name, column] of Object.entries(features ?? {})) columns.finalFeatures[name][row] = column[place];
    }
    if (!observations) return;
    const from = arraysOf(observations as Batch<Space>);
    expectWithin(env.observation, from);
    for (const [i, array] of arraysOf(columns.finalObservations).entries()) {
      const size = array.length / rows;
      for (const [place, row] of given.entries())
        fill(array.subarray(row * size, (row + 1) * size), from[i].subarray(place * size, (place + 1) * size));
    }
  }

  return { columns, take, takeEnded };
}

/** Copies an array after checking that it has the same type and length. */
function fill(array: PackedArray, told: PackedArray): void {
  if (told.constructor !== array.constructor || told.length !== array.length)
    throw new TypeError(
      `${told.length} numbers (${told.constructor.name}) for ${array.length} (${array.constructor.name})`,
    );
  array.set(told as never);
}

function fillBatch(batch: Batch<Space>, from: readonly PackedArray[]): void {
  const arrays = arraysOf(batch);
  if (arrays.length !== from.length) throw new TypeError(`${from.length} arrays for ${arrays.length}`);
  for (const [i, array] of arrays.entries()) fill(array, from[i]);
}

/** Lengths of lists and codes are used as indices, so none may be out of range. */
function expectWithin(space: Space, told: readonly PackedArray[]): void {
  for (const [i, { path, space: leaf }] of leavesOf(space).entries()) {
    const most = leaf.type === "length" ? leaf.most : leaf.type === "codes" ? leaf.count - 1 : undefined;
    const wrong = most === undefined ? undefined : told[i]?.find((value) => value < 0 || value > most);
    if (wrong !== undefined) throw new RangeError(`${path || "the observation"} is ${wrong}, not 0 to ${most}`);
  }
}

function fillTexts(texts: string[], told: readonly string[] | undefined): void {
  if (told && told.length !== texts.length) throw new RangeError(`${told.length} texts for ${texts.length}`);
  for (const [row, text] of (told ?? []).entries()) texts[row] = text;
}

function fillColumns(
  columns: { readonly [name: string]: PackedArray },
  told: { readonly [name: string]: PackedArray } | undefined,
): void {
  for (const [name, column] of Object.entries(told ?? {})) fill(columns[name], column);
}
