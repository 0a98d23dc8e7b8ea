import { poseSize } from "../core/index.ts";
import { intoFrame } from "./relative-pose.ts";

const nearest = 8; // rows before a row that may be its parent, besides the world and the first
const mostPairs = 64; // of neighbouring steps that are looked at
const unit = 2 ** -11; // about what poses are rounded to

/**
 * Which row each row moves least against, from poses `[steps, rows, 7]`. Bodies are listed from the trunk outwards, so only
 * rows before a row are asked.
 */
export function parentsOf(poses: Float64Array, rows: number): Int32Array {
  const size = rows * poseSize;
  const steps = poses.length / size;
  const stride = Math.max(1, Math.ceil((steps - 1) / mostPairs));
  const parents = new Int32Array(rows);
  const [before, after] = [new Float64Array(poseSize), new Float64Array(poseSize)];
  /** About how many bits the row's changes take, relative to a parent. */
  const costOf = (row: number, parent: number): number => {
    let bits = 0;
    for (let step = 1; step < steps; step += stride) {
      for (const [at, out] of [[step - 1, before] as const, [step, after] as const]) {
        const now = poses.subarray(at * size, (at + 1) * size);
        intoFrame(now, row * poseSize, now, parent * poseSize, out);
      }
      for (let i = 0; i < poseSize; i++) bits += Math.log2(1 + Math.abs(after[i] - before[i]) / unit);
    }
    return bits;
  };
  for (let row = 2; row < rows; row++) {
    let least = costOf(row, 0);
    for (let parent = 1; parent < row; parent++) {
      if (parent > 1 && parent < row - nearest) continue;
      const cost = costOf(row, parent);
      if (!(cost < least)) continue;
      least = cost;
      parents[row] = parent;
    }
  }
  return parents;
}
