import type { FrameInput } from "../core/index.ts";

/** The pictures that were painted during a rollout. */
export interface FrameRows {
  /** Discards the pictures of the last rollout. */
  clear(): void;
  /** Adds the pictures that were painted in the last step, into the rollout's rows from `start` on. */
  add(frames: Uint8Array, framed: Uint8Array, start: number): void;
  /** `[framed, height, width, 3]` */
  readonly frames: Uint8Array;
  /** `[framed]` */
  readonly rows: Int32Array;
}

/** @param capacity rows to have room for at first */
export function frameRows({ width, height }: FrameInput, capacity: number): FrameRows {
  const size = width * height * 3;
  let frames = new Uint8Array(capacity * size);
  let rows = new Int32Array(capacity);
  let count = 0;
  return {
    clear() {
      count = 0;
    },
    add(painted, framed, start) {
      for (let row = 0; row < framed.length; row++) {
        if (!framed[row]) continue;
        if (count === rows.length) {
          const [more, moreRows] = [new Uint8Array(2 * frames.length), new Int32Array(2 * rows.length)];
          more.set(frames);
          moreRows.set(rows);
          [frames, rows] = [more, moreRows];
        }
        frames.set(painted.subarray(row * size, (row + 1) * size), count * size);
        rows[count++] = start + row;
      }
    },
    get frames() {
      return frames.subarray(0, count * size);
    },
    get rows() {
      return rows.subarray(0, count);
    },
  };
}
