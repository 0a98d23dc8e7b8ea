import { type ArrayOf, arrayKinds, type Dtype, type PackedArray } from "../core/index.ts";

/** An array of rows that can grow. */
export interface Growing<D extends Dtype = Dtype> {
  readonly rows: number;
  /** Copies a row of another array of such rows. */
  push(from: ArrayLike<number>, row?: number): void;
  /** A copy of all rows. */
  whole(): ArrayOf[D];
}

const firstRows = 64;

/** An array that doubles its room as rows of `size` elements are added. */
export function growing<D extends Dtype>(dtype: D, size = 1): Growing<D> {
  let array: PackedArray = new arrayKinds[dtype](firstRows * size);
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    push(from, row = 0) {
      const start = rows * size;
      if (start + size > array.length) {
        const larger: PackedArray = new arrayKinds[dtype](2 * array.length);
        larger.set(array);
        array = larger;
      }
      for (let i = 0; i < size; i++) array[start + i] = from[row * size + i];
      rows++;
    },
    whole: () => array.slice(0, rows * size) as ArrayOf[D],
  };
}
