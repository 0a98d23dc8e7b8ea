/** The rotation matrix of a quaternion, row-major. */
export function matrix(into: Float64Array, w: number, x: number, y: number, z: number): void {
  into[0] = 1 - 2 * (y * y + z * z);
  into[1] = 2 * (x * y - w * z);
  into[2] = 2 * (x * z + w * y);
  into[3] = 2 * (x * y + w * z);
  into[4] = 1 - 2 * (x * x + z * z);
  into[5] = 2 * (y * z - w * x);
  into[6] = 2 * (x * z - w * y);
  into[7] = 2 * (y * z + w * x);
  into[8] = 1 - 2 * (x * x + y * y);
}
