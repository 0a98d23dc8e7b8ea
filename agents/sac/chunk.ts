import {
  type Allocate,
  allocateIn,
  bytesNeeded,
  type Columns,
  type Leaf,
  type Measured,
  type MeasuredNames,
  type PackedArray,
} from "../../src/core/index.ts";

/** What a memory keeps of a row, besides its observations before and after. */
export const end = { none: 0, terminated: 1, truncated: 2, absent: 3 } as const;

export const noFeatures: MeasuredNames = { after: [], before: [] };

/** The layout of a memory's rows. */
export interface RowForm {
  readonly leaves: readonly Leaf[];
  readonly actionSize: number;
  /** Features that are remembered [none]. */
  readonly features?: MeasuredNames;
}

/** Rows in the order in which they were lived, in one buffer, so that all of it is written and read at once. */
export interface Chunk {
  readonly bytes: Uint8Array;
  /** `[rows, size]` a leaf */
  readonly before: readonly PackedArray[];
  readonly after: readonly PackedArray[];
  /** `[rows, actionSize]`, in (-1, 1) */
  readonly actions: Float32Array;
  /** `[rows]` */
  readonly rewards: Float32Array;
  readonly features: Measured;
  /** `[rows]`: one of `end` */
  readonly ends: Uint8Array;
}

/** @param bytes those of an earlier chunk; new ones unless given */
export function chunkOf(form: RowForm, rows: number, bytes = new Uint8Array(bytesOf(form, rows))): Chunk {
  return { bytes, ...columns(form, rows, allocateIn(bytes.buffer)) };
}

export const bytesOf = (form: RowForm, rows: number): number => bytesNeeded((from) => void columns(form, rows, from));

function columns(
  { leaves, actionSize, features = noFeatures }: RowForm,
  rows: number,
  from: Allocate,
): Omit<Chunk, "bytes"> {
  const measured = (names: readonly string[]): Columns =>
    Object.fromEntries(names.map((name) => [name, from("float64", rows)]));
  const observed = () => leaves.map(({ dtype, size }) => from(dtype, rows * size) as PackedArray);
  return {
    before: observed(),
    after: observed(),
    actions: from("float32", rows * actionSize),
    rewards: from("float32", rows),
    features: { after: measured(features.after), before: measured(features.before) },
    ends: from("uint8", rows),
  };
}
