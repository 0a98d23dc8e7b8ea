/** Numbers of a body: place, cosine and sine of its heading, velocity, halves of length and width; absent with length 0. */
export const bodySize = 8;
export const body = { x: 0, y: 1, cos: 2, sin: 3, vx: 4, vy: 5, halfLength: 6, halfWidth: 7 } as const;

/** Whether two bodies of `[bodies, bodySize]` touch when each has moved on for a while [s]: separating axes of rectangles. */
export function touch(bodies: Float64Array, a: number, others: Float64Array, b: number, seconds: number): boolean {
  const c1 = bodies[a + 2];
  const s1 = bodies[a + 3];
  const l1 = bodies[a + 6];
  const w1 = bodies[a + 7];
  const c2 = others[b + 2];
  const s2 = others[b + 3];
  const l2 = others[b + 6];
  const w2 = others[b + 7];
  const dx = others[b] - bodies[a] + seconds * (others[b + 4] - bodies[a + 4]);
  const dy = others[b + 1] - bodies[a + 1] + seconds * (others[b + 5] - bodies[a + 5]);
  const c = Math.abs(c1 * c2 + s1 * s2);
  const s = Math.abs(c1 * s2 - s1 * c2);
  return (
    Math.abs(dx * c1 + dy * s1) <= l1 + l2 * c + w2 * s &&
    Math.abs(dy * c1 - dx * s1) <= w1 + l2 * s + w2 * c &&
    Math.abs(dx * c2 + dy * s2) <= l2 + l1 * c + w1 * s &&
    Math.abs(dy * c2 - dx * s2) <= w2 + l1 * s + w1 * c
  );
}

/** Places a body that moves ahead, or backwards with a negative speed [m/s]. */
export function placeBody(
  bodies: Float64Array,
  at: number,
  x: number,
  y: number,
  cos: number,
  sin: number,
  speed: number,
): void {
  bodies[at] = x;
  bodies[at + 1] = y;
  bodies[at + 2] = cos;
  bodies[at + 3] = sin;
  bodies[at + 4] = speed * cos;
  bodies[at + 5] = speed * sin;
}
