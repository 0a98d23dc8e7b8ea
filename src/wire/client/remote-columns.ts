import {
  arraysOf,
  type Batch,
  type BoundEnv,
  batchOf,
  type Capture,
  type Columns as FeatureColumns,
  leavesOf,
  type PackedArray,
  type Space,
} from "../../core/index.ts";
import type { Columns } from "../messages.ts";

/** The arrays of a vector whose worlds live on a server; answers are written into them. */
export function remoteColumns(
  env: BoundEnv,
  worlds: number,
  termNames: readonly string[],
  { text, goals, frames }: Capture,
) {
  const doubles = (names: readonly string[]): FeatureColumns =>
    Object.fromEntries(names.map((name) => [name, new Float64Array(worlds)]));
  const { width = 0, height = 0 } = frames ?? {};
  const columns = {
    actions: batchOf(env.action, worlds),
    observations: batchOf(env.observation, worlds),
    masks: new Uint8Array(worlds * env.maskSize),
    features: doubles(Object.keys(env.features)),
    finalObservations: batchOf(env.observation, worlds),
    finalFeatures: doubles(Object.keys(env.features)),
    events: Object.fromEntries(Object.keys(env.events).map((name) => [name, new Int32Array(worlds)])),
    terminated: new Uint8Array(worlds),
    truncated: new Uint8Array(worlds),
    broken: new Uint8Array(worlds),
    endedRows: new Int32Array(worlds),
    rewards: new Float64Array(worlds),
    terms: doubles(termNames),
    scores: new Float64Array(worlds),
    texts: text ? Array.from({ length: worlds }, () => "") : [],
    goals: goals ? Array.from({ length: worlds }, () => env.goal) : [],
    frames: new Uint8Array(worlds * width * height * 3),
    framed: new Uint8Array(frames ? worlds : 0),
  };

  /** Columns that were not asked for keep their values. */
  function take(told: Columns): void {
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
    columns.broken.fill(0);
    if (told.broken) fill(columns.broken, told.broken);
    if (told.frames) fill(columns.frames, told.frames);
    columns.framed.fill(1);
    if (told.framed) fill(columns.framed, told.framed);
    fillTexts(columns.texts, told.texts);
    fillTexts(columns.goals, told.goals);
  }

  function takeEnded({ rows, scores, features, observations }: NonNullable<Columns["ended"]>): void {
    if (rows.length > worlds) throw new RangeError(`${rows.length} rows of ${worlds}`);
    for (const [place, row] of rows.entries()) {
      if (!(Number.isInteger(row) && row >= 0 && row < worlds)) throw new RangeError(`row ${row} of ${worlds}`);
      columns.endedRows[place] = row;
      columns.scores[row] = scores[place] < 0 ? Number.NaN : scores[place];
      for (const [name, column] of Object.entries(features ?? {})) columns.finalFeatures[name][row] = column[place];
    }
    if (!observations) return;
    const from = arraysOf(observations as Batch<Space>);
    expectWithin(env.observation, from);
    for (const [i, array] of arraysOf(columns.finalObservations).entries()) {
      const size = array.length / worlds;
      for (const [place, row] of rows.entries())
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
