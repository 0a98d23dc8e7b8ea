import { arraysOf, type Batch, flatten, leavesOf, type Space, sizeOf } from "../core/index.ts";

/** Flattened rows of a space, and what writes them. */
export interface FlatRows {
  readonly size: number;
  /** `[count, size]` */
  readonly rows: Float32Array;
  /** Flattens row `row` of a batch into row `at`. */
  one(batch: Batch<Space>, row: number, at: number): void;
  /** Flattens the first `count` rows of a batch into the rows from `at` on. */
  all(batch: Batch<Space>, count: number, at: number): void;
}

export function flatRows(space: Space, count: number): FlatRows {
  const leaves = leavesOf(space);
  const size = sizeOf(space);
  const rows = new Float32Array(count * size);
  const onlyBoxes = leaves.every((leaf) => leaf.space.type === "box");
  const flat = (batch: Batch<Space>, row: number, at: number) => void flatten(space, batch, row, rows, at * size);
  const copied = (batch: Batch<Space>, row: number, at: number) => {
    const arrays = arraysOf(batch);
    let to = at * size;
    for (let i = 0; i < arrays.length; i++) {
      const { length } = arrays[i];
      const each = leaves[i].size;
      if (length > 0) rows.set(arrays[i].subarray(row * each, (row + 1) * each), to);
      to += each;
    }
  };
  const one = onlyBoxes ? copied : flat;
  return {
    size,
    rows,
    one,
    all(batch, rowCount, at) {
      if (space.type === "box") rows.set(batch as ArrayLike<number>, at * size);
      else for (let row = 0; row < rowCount; row++) one(batch, row, at + row);
    },
  };
}
