/** Mean and variance of a stream of rows, merged batch by batch (Chan, Golub and LeVeque 1983). */
export interface RunningMoments {
  readonly count: number;
  /** `[size]` */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Takes in rows `[rows, size]`. */
  update(values: ArrayLike<number>, rows: number): void;
  save(): Float64Array;
  load(state: Float64Array): void;
}

export function runningMoments(size: number): RunningMoments {
  const mean = new Float64Array(size);
  const variance = new Float64Array(size).fill(1);
  const batchMean = new Float64Array(size);
  const batchSquares = new Float64Array(size);
  let count = 0;
  return {
    get count() {
      return count;
    },
    mean,
    variance,
    update(values, rows) {
      if (rows === 0) return;
      batchMean.fill(0);
      batchSquares.fill(0);
      for (let row = 0, at = 0; row < rows; row++) for (let i = 0; i < size; i++) batchMean[i] += values[at++];
      for (let i = 0; i < size; i++) batchMean[i] /= rows;
      for (let row = 0, at = 0; row < rows; row++)
        for (let i = 0; i < size; i++) batchSquares[i] += (values[at++] - batchMean[i]) ** 2;
      const total = count + rows;
      for (let i = 0; i < size; i++) {
        const delta = batchMean[i] - mean[i];
        const squares =
          (count === 0 ? 0 : variance[i] * count) + batchSquares[i] + (delta * delta * count * rows) / total;
        mean[i] += (delta * rows) / total;
        variance[i] = squares / total;
      }
      count = total;
    },
    save: () => Float64Array.of(count, ...mean, ...variance),
    load(state) {
      count = state[0];
      mean.set(state.subarray(1, 1 + size));
      variance.set(state.subarray(1 + size));
    },
  };
}
