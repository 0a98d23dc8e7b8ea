import { fail } from "../src/core/index.ts";

/** Networks that learn see rows at most so many deviations from the mean. */
export const clip = 10;

/** Mean and deviation of rows `[n, size]`, merged batch by batch (Chan, Golub and LeVeque 1983). */
export interface Scale {
  readonly mean: Float64Array;
  /** 1 before anything was seen; never quite 0. */
  deviation(element: number): number;
  update(values: ArrayLike<number>, rows: number): void;
  /** Rows in deviations from the mean, at most `clip` of them. */
  normalise(rows: Float32Array, clip: number): Float32Array;
  save(): Float64Array;
  /** @throws `file/corrupt` */
  load(saved: Float64Array): void;
}

export function scaleOf(size: number): Scale {
  const mean = new Float64Array(size);
  const squares = new Float64Array(size); // summed deviations from the mean
  let count = 0;
  const deviationOf = (i: number) => (count === 0 ? 1 : Math.sqrt(squares[i] / count + 1e-8));
  return {
    mean,
    deviation: deviationOf,
    update(values, rows) {
      for (let i = 0; i < size; i++) {
        let [own, spread] = [0, 0];
        for (let row = 0; row < rows; row++) own += values[row * size + i];
        own /= rows;
        for (let row = 0; row < rows; row++) spread += (values[row * size + i] - own) ** 2;
        const apart = own - mean[i];
        mean[i] += (apart * rows) / (count + rows);
        squares[i] += spread + (apart * apart * count * rows) / (count + rows);
      }
      count += rows;
    },
    normalise(rows, clip) {
      const normal = new Float32Array(rows.length);
      for (let i = 0; i < size; i++) {
        const deviation = deviationOf(i);
        for (let at = i; at < rows.length; at += size)
          normal[at] = Math.max(-clip, Math.min(clip, (rows[at] - mean[i]) / deviation));
      }
      return normal;
    },
    save: () => Float64Array.of(count, ...mean, ...squares),
    load(saved) {
      if (!(saved instanceof Float64Array && saved.length === 1 + 2 * size))
        fail("file/corrupt", { given: "a running scale of another size", expected: `one of ${size} columns` });
      count = saved[0];
      mean.set(saved.subarray(1, 1 + size));
      squares.set(saved.subarray(1 + size));
    },
  };
}
