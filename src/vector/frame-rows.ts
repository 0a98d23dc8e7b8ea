import type { FrameInput } from "../core/index.ts";

/** Pictures of some of a rollout's rows, as many as were painted. The picture of a world is that of all its seats. */
export interface FrameRows {
  /** Discards the pictures of the last rollout. */
  clear(): void;
  /**
   * Adds the pictures that were painted in the last step, into the rollout's rows from `start` on.
   * @param present `[seats]`: 0 in rows that have no picture
   */
  add(frames: Uint8Array, framed: Uint8Array, present: Uint8Array, start: number): void;
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
    add(painted, framed, present, start) {
      const seats = present.length / framed.length; // of a world
      for (let row = 0; row < present.length; row++) {
        const world = Math.floor(row / seats);
        if (!framed[world] || !present[row]) continue;
        if (count === rows.length) {
          const [more, moreRows] = [new Uint8Array(2 * frames.length), new Int32Array(2 * rows.length)];
          more.set(frames);
          moreRows.set(rows);
          [frames, rows] = [more, moreRows];
        }
        frames.set(painted.subarray(world * size, (world + 1) * size), count * size);
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
