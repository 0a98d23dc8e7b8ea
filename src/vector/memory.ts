import {
  type Allocate,
  allocateIn,
  asWritten,
  type Batch,
  type BoundEnv,
  batchOf,
  bytesNeeded,
  type Capture,
  type Columns,
  rowsOf,
  type Slot,
  type SlotColumns,
  type Space,
} from "../core/index.ts";

/**
 * All that the worlds of a vector read and write, in one block that threads can share. What agents see and do has a row a
 * seat, in the order of worlds; what is of worlds says so.
 */
export interface VectorMemory {
  readonly actions: Batch<Space>;
  readonly observations: Batch<Space>;
  readonly masks: Uint8Array;
  readonly features: Columns;
  /** The same as a world writes them. */
  readonly measured: Slot["features"];
  /** The columns of `features` one after another. */
  readonly featureBlock: Float64Array;
  readonly finalObservations: Batch<Space>;
  /** While a step runs: the features before it, in rows that have not ended. */
  readonly finalFeatures: Columns;
  readonly finalFeatureBlock: Float64Array;
  readonly events: { readonly [name: string]: Int32Array };
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** 1 where the row's world or worker failed. */
  readonly broken: Uint8Array;
  /** 1 where the seat takes part in the next step, and in the last one. */
  readonly present: Uint8Array;
  readonly acted: Uint8Array;
  /** `[worlds, height, width, 3]`, empty where no frames are captured. */
  readonly frames: Uint8Array;
  /** `[worlds]`: 1 where a frame was painted in the last step; empty where no frames are captured. */
  readonly framed: Uint8Array;
  /** `[worlds]`: steps since the world was reset. */
  readonly elapsed: Int32Array;
  /** `[worlds]`: faults since the world last completed a step. */
  readonly failures: Uint8Array;
  /** `[worlds]`: which of a world's two records of its saved state is the latest, 1 or 2; 0 where nothing is saved. */
  readonly saved: Int32Array;
  /** `[worlds, 2]` where worlds are grouped, else empty: the seed of the last reset, and episodes begun since then. */
  readonly starts: Float64Array;
  /** `[rows]` where worlds are grouped, else empty: rows whose episodes began from one state share a number. */
  readonly groups: Int32Array;
}

/** What besides the env decides how large the memory is. */
export interface VectorShape {
  readonly worlds: number;
  readonly capture: Capture;
  /** Worlds of a group, where worlds are grouped. */
  readonly group?: number;
}

const sizeOfFrame = ({ frames }: Capture) => (frames ? frames.width * frames.height * 3 : 0);

function layOut(env: BoundEnv, { worlds, capture, group }: VectorShape, from: Allocate): VectorMemory {
  const names = Object.keys(env.features);
  const rows = worlds * env.seats;
  const columnsIn = (block: Float64Array): Columns =>
    Object.fromEntries(names.map((name, i) => [name, block.subarray(i * rows, (i + 1) * rows)]));
  const [featureBlock, finalFeatureBlock] = [names, names].map(({ length }) => from("float64", length * rows));
  const features = columnsIn(featureBlock);
  return {
    actions: batchOf(env.action, rows, from),
    observations: batchOf(env.observation, rows, from),
    masks: from("uint8", rows * env.maskSize),
    features,
    measured: asWritten(features) as Slot["features"],
    featureBlock,
    finalObservations: batchOf(env.observation, rows, from),
    finalFeatures: columnsIn(finalFeatureBlock),
    finalFeatureBlock,
    events: Object.fromEntries(Object.keys(env.events).map((name) => [name, from("int32", rows)])),
    terminated: from("uint8", rows),
    truncated: from("uint8", rows),
    broken: from("uint8", rows),
    present: from("uint8", rows),
    acted: from("uint8", rows),
    frames: from("uint8", worlds * sizeOfFrame(capture)),
    framed: from("uint8", capture.frames ? worlds : 0),
    elapsed: from("int32", worlds),
    failures: from("uint8", worlds),
    saved: from("int32", worlds),
    starts: from("float64", group ? 2 * worlds : 0),
    groups: from("int32", group ? rows : 0),
  };
}

export const bytesOfMemory = (env: BoundEnv, shape: VectorShape): number =>
  bytesNeeded((from) => layOut(env, shape, from));

/** The arrays over a block of `bytesOfMemory` bytes: equal arguments, equal places. */
export const memoryIn = (buffer: ArrayBufferLike, env: BoundEnv, shape: VectorShape): VectorMemory =>
  layOut(env, shape, allocateIn(buffer));

export const slotOf = (env: BoundEnv, memory: VectorMemory, row: number): Slot => ({
  row,
  action: rowsOf(env.action, memory.actions, row),
  observation: rowsOf(env.observation, memory.observations, row),
  features: memory.measured,
  events: memory.events,
  mask: memory.masks.subarray(row * env.maskSize, (row + 1) * env.maskSize),
});

/** Rows `from` to `to`, whose worlds have one seat each. */
export const slotColumnsOf = (env: BoundEnv, memory: VectorMemory, from: number, to: number): SlotColumns => ({
  count: to - from,
  action: rowsOf(env.action, memory.actions, from, to),
  observation: rowsOf(env.observation, memory.observations, from, to),
  features: asWritten(columnsFrom(memory.features, from, to)) as Slot["features"],
  events: columnsFrom(memory.events, from, to),
  mask: memory.masks.subarray(from * env.maskSize, to * env.maskSize),
  terminated: memory.terminated.subarray(from, to),
});

const columnsFrom = <C extends Float64Array | Int32Array>(
  columns: { readonly [name: string]: C },
  from: number,
  to: number,
) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(from, to) as C]));
