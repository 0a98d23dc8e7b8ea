/**
 * How far each row is from its nearest neighbours, as `log(1 + distance)`: what is paid before there are labels, so that
 * there is something to compare (PEBBLE; Lee et al. 2021, arXiv 2106.05091).
 * @param rows `[n, size]`
 * @param among rows that are looked at for neighbours, spread evenly
 * @param nearest which of the neighbours counts
 */
export function spreadOut(rows: Float32Array, size: number, among = 256, nearest = 5): Float64Array {
  const count = rows.length / size;
  const others = Math.min(among, count);
  const stride = count / others;
  const least = new Float64Array(nearest); // squared distances, smallest first
  const paid = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    least.fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < others; i++) {
      const other = Math.floor(i * stride);
      if (other === row) continue;
      let distance = 0;
      for (let j = 0; j < size; j++) distance += (rows[row * size + j] - rows[other * size + j]) ** 2;
      insert(least, distance);
    }
    const far = least[Math.min(nearest, others - 1) - 1] ?? 0;
    paid[row] = Math.log1p(Math.sqrt(Number.isFinite(far) ? far : 0));
  }
  return paid;
}

/** Puts a number in its place among the smallest. */
function insert(least: Float64Array, value: number): void {
  let at = least.length - 1;
  if (!(value < least[at])) return;
  for (; at > 0 && least[at - 1] > value; at--) least[at] = least[at - 1];
  least[at] = value;
}
