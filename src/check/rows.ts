import { type Columns, generator, type RewardInputs, type RewardRows, type Rng } from "../core/index.ts";

/** How many rows to make, and from which chance. */
export interface RowsOptions {
  readonly steps: number;
  readonly worlds: number;
  readonly seed: number;
}

const observationSize = 6;
const actionSize = 3;
const words = ["door", "open", "the", "robot", "near", "far", "red", "falls", "stands", "goal"];

/** Columns of what was declared, filled value by value. */
export const columnsOf = <T extends Float64Array | Int32Array>(names: readonly string[], make: () => T) =>
  Object.fromEntries(names.map((name) => [name, make()])) as { readonly [name: string]: T };

/** Rows of random numbers for everything that a reward declares, for where no env is at hand. */
export function randomRows(inputs: RewardInputs, { steps, worlds, seed }: RowsOptions): RewardRows {
  const rng = generator(seed, "rows");
  const rows = steps * worlds;
  const fill = <T extends { [i: number]: number; readonly length: number }>(values: T, draw: () => number): T => {
    for (let i = 0; i < values.length; i++) values[i] = draw();
    return values;
  };
  const measured = (): Columns => columnsOf(inputs.features ?? [], () => fill(new Float64Array(rows), rng.normal));
  const { width, height } = inputs.frames ?? { width: 0, height: 0 };
  const terminated = fill(new Uint8Array(rows), () => chance(rng, 0.1));
  return {
    rows,
    features: measured(),
    before: { features: inputs.before ? measured() : {} },
    events: columnsOf(inputs.events ?? [], () => fill(new Int32Array(rows), () => rng.integer(3))),
    observations: fill(new Float32Array(inputs.observations ? rows * observationSize : 0), rng.normal),
    observationSize,
    actions: fill(new Float32Array(inputs.actions ? rows * actionSize : 0), () => rng.uniform(-1, 1)),
    actionSize,
    text: inputs.text ? Array.from({ length: rows }, () => sentence(rng)) : [],
    frames: fill(new Uint8Array(rows * width * height * 3), () => rng.integer(256)),
    steps,
    seats: worlds,
    present: new Uint8Array(rows).fill(1),
    groups: Int32Array.from({ length: rows }, (_, row) => row % worlds),
    terminated,
    truncated: terminated.map((ended) => (ended ? 0 : chance(rng, 0.05))),
  };
}

const chance = (rng: Rng, probability: number) => (rng.uniform() < probability ? 1 : 0);
const sentence = (rng: Rng) => Array.from({ length: rng.integer(6) }, () => words[rng.integer(words.length)]).join(" ");

/** Some of the rows in another order, as one world's: for what does not read history. */
export function pickRows(rows: RewardRows, picked: readonly number[]): RewardRows {
  const pick = <T extends Float64Array | Float32Array | Int32Array | Uint8Array>(values: T): T => {
    const size = values.length / rows.rows;
    const result = values.slice(0, picked.length * size) as T;
    picked.forEach((row, i) => {
      result.set(values.subarray(row * size, (row + 1) * size), i * size);
    });
    return result;
  };
  const columns = <T extends Float64Array | Int32Array>(of: { readonly [name: string]: T }) =>
    Object.fromEntries(Object.entries(of).map(([name, values]) => [name, pick(values)]));
  return {
    rows: picked.length,
    features: columns(rows.features),
    before: { features: columns(rows.before.features) },
    events: columns(rows.events),
    observations: pick(rows.observations),
    observationSize: rows.observationSize,
    actions: pick(rows.actions),
    actionSize: rows.actionSize,
    text: rows.text.length ? picked.map((row) => rows.text[row]) : [],
    frames: pick(rows.frames),
    steps: picked.length,
    seats: 1,
    present: pick(rows.present),
    groups: pick(rows.groups),
    terminated: pick(rows.terminated),
    truncated: pick(rows.truncated),
  };
}

/** All arrays of rows, named: to see whether somebody writes into them. */
export function arraysIn(rows: RewardRows): { readonly [name: string]: ArrayLike<number> } {
  const { features, before, events, observations, actions, frames, present, groups, terminated, truncated } = rows;
  const named = (prefix: string, columns: { readonly [name: string]: ArrayLike<number> }) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [prefix + name, values]));
  return {
    ...named("features.", features),
    ...named("before.features.", before.features),
    ...named("events.", events),
    observations,
    actions,
    frames,
    present,
    groups,
    terminated,
    truncated,
  };
}
