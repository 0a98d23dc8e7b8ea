import {
  type Allocate,
  allocateIn,
  type Batch,
  type BoundEnv,
  batchOf,
  bytesNeeded,
  type Capture,
  type Columns,
  rowsOf,
  type Slot,
  type Space,
} from "../core/index.ts";

/** The memory that the worlds of a vector read and write, one row per world, in one block that threads can share. */
export interface VectorMemory {
  readonly actions: Batch<Space>;
  readonly observations: Batch<Space>;
  readonly masks: Uint8Array;
  readonly features: Columns;
  /** The columns of `features` one after another. */
  readonly featureBlock: Float64Array;
  readonly finalObservations: Batch<Space>;
  /** While a step runs: the features before it, in rows that have not ended. */
  readonly finalFeatures: Columns;
  readonly finalFeatureBlock: Float64Array;
  readonly events: { readonly [name: string]: Int32Array };
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** 1 where the row was truncated because its world or worker failed. */
  readonly broken: Uint8Array;
  /** `[worlds, height, width, 3]`, empty where no frames are captured. */
  readonly frames: Uint8Array;
  /** `[worlds]`: 1 where a frame was painted in the last step; empty where no frames are captured. */
  readonly framed: Uint8Array;
  /** Steps since the episode began. */
  readonly elapsed: Int32Array;
  /** Faults of a world since it last completed a step. */
  readonly failures: Uint8Array;
  /** Which of a world's two records of its saved state is the latest, 1 or 2; 0 where nothing is saved. */
  readonly saved: Int32Array;
}

const sizeOfFrame = ({ frames }: Capture) => (frames ? frames.width * frames.height * 3 : 0);

function layOut(env: BoundEnv, worlds: number, capture: Capture, from: Allocate): VectorMemory {
  const names = Object.keys(env.features);
  const columnsIn = (block: Float64Array): Columns =>
    Object.fromEntries(names.map((name, i) => [name, block.subarray(i * worlds, (i + 1) * worlds)]));
  const [features, finalFeatures] = [names, names].map(({ length }) => from("float64", length * worlds));
  return {
    actions: batchOf(env.action, worlds, from),
    observations: batchOf(env.observation, worlds, from),
    masks: from("uint8", worlds * env.maskSize),
    features: columnsIn(features),
    featureBlock: features,
    finalObservations: batchOf(env.observation, worlds, from),
    finalFeatures: columnsIn(finalFeatures),
    finalFeatureBlock: finalFeatures,
    events: Object.fromEntries(Object.keys(env.events).map((name) => [name, from("int32", worlds)])),
    terminated: from("uint8", worlds),
    truncated: from("uint8", worlds),
    broken: from("uint8", worlds),
    frames: from("uint8", worlds * sizeOfFrame(capture)),
    framed: from("uint8", capture.frames ? worlds : 0),
    elapsed: from("int32", worlds),
    failures: from("uint8", worlds),
    saved: from("int32", worlds),
  };
}

export const bytesOfMemory = (env: BoundEnv, worlds: number, capture: Capture): number =>
  bytesNeeded((from) => layOut(env, worlds, capture, from));

/** The arrays over a block of `bytesOfMemory` bytes: equal arguments, equal places. */
export const memoryIn = (buffer: ArrayBufferLike, env: BoundEnv, worlds: number, capture: Capture): VectorMemory =>
  layOut(env, worlds, capture, allocateIn(buffer));

export const slotOf = (env: BoundEnv, memory: VectorMemory, row: number): Slot => ({
  row,
  action: rowsOf(env.action, memory.actions, row),
  observation: rowsOf(env.observation, memory.observations, row),
  features: memory.features,
  events: memory.events,
  mask: memory.masks.subarray(row * env.maskSize, (row + 1) * env.maskSize),
});
