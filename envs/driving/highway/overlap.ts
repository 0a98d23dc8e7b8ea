/** A turned rectangle. */
export interface Box {
  /** x and y of its corners, one after another around it. */
  readonly corners: Float64Array;
  readonly middle: Float64Array;
}

export const makeBox = (): Box => ({ corners: new Float64Array(8), middle: new Float64Array(2) });

export function putBox(
  { corners, middle }: Box,
  x: number,
  y: number,
  cos: number,
  sin: number,
  length: number,
  width: number,
): void {
  const ahead = length / 2;
  const right = width / 2;
  for (let corner = 0; corner < 4; corner++) {
    const far = corner < 2 ? -ahead : ahead;
    const off = corner === 0 || corner === 3 ? -right : right;
    corners[2 * corner] = x + cos * far - sin * off;
    corners[2 * corner + 1] = y + sin * far + cos * off;
  }
  middle[0] = (corners[0] + corners[2] + corners[4] + corners[6]) / 4;
  middle[1] = (corners[1] + corners[3] + corners[5] + corners[7]) / 4;
}

export interface Overlap {
  /** Whether two boxes overlap. */
  now: boolean;
  /** Whether they will after the first has moved as was asked. */
  soon: boolean;
  /** The shortest way to move the first out of the second then [m]. */
  x: number;
  y: number;
}

/** Separating axes: the boxes overlap unless their shadows on some edge's normal do not. The first moves by `(dx, dy)`. */
export function overlap(one: Box, other: Box, dx: number, dy: number, out: Overlap): void {
  let now = true;
  let soon = true;
  let least = Number.POSITIVE_INFINITY;
  const apartX = one.middle[0] - other.middle[0];
  const apartY = one.middle[1] - other.middle[1];
  for (let edge = 0; edge < 8 && (now || soon); edge++) {
    const { corners } = edge < 4 ? one : other;
    const from = 2 * (edge & 3);
    const to = 2 * ((edge + 1) & 3);
    const normalX = corners[from + 1] - corners[to + 1];
    const normalY = corners[to] - corners[from];
    const size = Math.sqrt(normalX * normalX + normalY * normalY);
    const x = normalX / size;
    const y = normalY / size;
    shadow(one, x, y);
    let low = shade[0];
    let high = shade[1];
    shadow(other, x, y);
    if (gap(low, high) > 0) now = false;
    const moved = x * dx + y * dy;
    if (moved < 0) low += moved;
    else high += moved;
    const distance = gap(low, high);
    if (distance > 0) soon = false;
    if (Math.abs(distance) < least) {
      least = Math.abs(distance);
      const away = apartX * x + apartY * y > 0 ? 1 : -1;
      out.x = away * x;
      out.y = away * y;
    }
  }
  out.now = now;
  out.soon = soon;
  if (soon) {
    out.x *= least;
    out.y *= least;
  }
}

const shade = new Float64Array(2); // the last shadow: from, to

function shadow({ corners }: Box, x: number, y: number): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let corner = 0; corner < 8; corner += 2) {
    const at = corners[corner] * x + corners[corner + 1] * y;
    if (at < low) low = at;
    if (at > high) high = at;
  }
  shade[0] = low;
  shade[1] = high;
}

/** How far the last shadow is from a stretch; negative where they overlap. */
const gap = (low: number, high: number): number => (low < shade[0] ? shade[0] - high : low - shade[1]);
