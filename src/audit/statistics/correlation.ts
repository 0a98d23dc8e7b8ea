/** Pearson's correlation of two columns of equal length; undefined where one of them is constant. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [squaresA, squaresB, products] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] - meanA, b[i] - meanB];
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  if (isRounding(squaresA, a) || isRounding(squaresB, b)) return undefined;
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresA) / Math.sqrt(squaresB)));
}

/** Spearman's correlation: Pearson's of the ranks, where equal values share the mean of theirs. */
export const spearman = (a: ArrayLike<number>, b: ArrayLike<number>): number | undefined =>
  pearson(ranksOf(a), ranksOf(b));

/** Ranks from 1 on; equal values share the mean of theirs. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = ascending(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    const to = endOfTie(values, order, from);
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** Indices of values in ascending order; equal ones in their own. */
export const ascending = (values: ArrayLike<number>): Int32Array =>
  Int32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);

/** Where in an order the values end that are equal to the one at `from`. */
export function endOfTie(values: ArrayLike<number>, order: Int32Array, from: number): number {
  let to = from + 1;
  while (to < order.length && values[order[to]] === values[order[from]]) to++;
  return to;
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Variance of a whole population. */
export function varianceOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return squares / values.length;
}

const rounding = 1e-13; // what is left of a constant after some thousand additions

/** Whether squared deviations are no more than what rounding leaves of a constant. */
function isRounding(squares: number, values: ArrayLike<number>): boolean {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return squares <= values.length * (rounding * largest) ** 2;
}
