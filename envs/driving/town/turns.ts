/** Writes the turn (w, x, y, z) of what heads somewhere on a slope. @param east rise of the ground along x [1] @param north along y */
export function turnOnSlope(
  cos: number,
  sin: number,
  east: number,
  north: number,
  out: Float64Array,
  at: number,
): void {
  const halfCos = Math.sqrt(Math.max(0, (1 + cos) / 2));
  const halfSin = Math.sqrt(Math.max(0, (1 - cos) / 2)) * (sin < 0 ? -1 : 1);
  // First the heading, then the shortest turn from upright to the slope's normal (-east, -north, 1).
  const steep = Math.sqrt(1 + east * east + north * north);
  const scale = 1 / Math.sqrt((1 + steep) ** 2 + east * east + north * north);
  const w = (1 + steep) * scale;
  const x = north * scale;
  const y = -east * scale;
  out[at] = w * halfCos;
  out[at + 1] = x * halfCos + y * halfSin;
  out[at + 2] = y * halfCos - x * halfSin;
  out[at + 3] = w * halfSin;
}

/** Writes the directions of the x and z axes of a turn: ahead (3) and up (3). */
export function axesOf(turns: Float64Array, at: number, out: Float64Array): void {
  const w = turns[at];
  const x = turns[at + 1];
  const y = turns[at + 2];
  const z = turns[at + 3];
  out[0] = 1 - 2 * (y * y + z * z);
  out[1] = 2 * (x * y + w * z);
  out[2] = 2 * (x * z - w * y);
  out[3] = 2 * (x * z + w * y);
  out[4] = 2 * (y * z - w * x);
  out[5] = 1 - 2 * (x * x + y * y);
}
