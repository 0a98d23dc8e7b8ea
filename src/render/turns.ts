import type { Turn, Vector } from "../core/index.ts";

/** A vector, turned. */
export function turned([x, y, z]: Vector, [w, a, b, c]: Turn): Vector {
  const [p, q, r] = [2 * (b * z - c * y), 2 * (c * x - a * z), 2 * (a * y - b * x)];
  return [x + w * p + b * r - c * q, y + w * q + c * p - a * r, z + w * r + a * q - b * p];
}

/** The second turn followed by the first. */
export const afterTurn = ([w, a, b, c]: Turn, [v, x, y, z]: Turn): Turn => [
  w * v - a * x - b * y - c * z,
  w * x + a * v + b * z - c * y,
  w * y - a * z + b * v + c * x,
  w * z + a * y - b * x + c * v,
];

/** The shortest turn from z to a direction of any length. */
export function turnOfZ([x, y, z]: Vector): Turn {
  const length = Math.sqrt(x * x + y * y + z * z);
  const w = length + z;
  if (!(w > 1e-9 * length)) return [0, 1, 0, 0]; // straight down
  const size = Math.sqrt(w * w + x * x + y * y);
  return [w / size, -y / size, x / size, 0];
}
