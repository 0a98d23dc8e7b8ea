import { fail, type Packable } from "../../src/core/index.ts";
import type { Rows } from "./segments.ts";

/** What a batch has of every row. */
export interface LivedRows extends Rows {
  /** `[rows, size]` */
  readonly columns: Float32Array;
  /** What each row is worth to the teacher. */
  readonly values: ArrayLike<number>;
}

/**
 * The last steps of all seats, so that segments may be longer than a rollout. Seats stay in their places: a row is
 * `step * seats + seat`.
 */
export interface RecentSteps extends Rows {
  readonly values: Float64Array;
  readonly isFull: boolean;
  /** The columns of the steps that are kept. */
  lived(): Float32Array;
  /** Takes in a rollout; the oldest steps are forgotten. */
  append(rows: LivedRows): void;
  save(): { readonly [name: string]: Packable };
  /** @throws `file/corrupt` */
  load(saved: { readonly [name: string]: Packable }): void;
}

/** @param most steps of every seat that are kept */
export function recentSteps(most: number, seats: number, size: number): RecentSteps {
  const room = most * seats;
  const columns = new Float32Array(room * size);
  const values = new Float64Array(room);
  const flags = { terminated: new Uint8Array(room), truncated: new Uint8Array(room), present: new Uint8Array(room) };
  let steps = 0;

  const put = (rows: LivedRows, fromStep: number, count: number) => {
    const [from, to] = [fromStep * seats, steps * seats];
    const end = from + count * seats;
    columns.set(rows.columns.subarray(from * size, end * size), to * size);
    for (let row = from; row < end; row++) values[to + row - from] = rows.values[row];
    for (const name of flagNames) flags[name].set(rows[name].subarray(from, end), to);
    steps += count;
  };
  const forget = (count: number) => {
    columns.copyWithin(0, count * seats * size);
    values.copyWithin(0, count * seats);
    for (const name of flagNames) flags[name].copyWithin(0, count * seats);
    steps -= count;
  };

  return {
    get steps() {
      return steps;
    },
    get isFull() {
      return steps === most;
    },
    ...{ seats, values, ...flags },
    lived: () => columns.subarray(0, steps * seats * size),
    append(rows) {
      const count = Math.min(rows.steps, most);
      const over = steps + count - most;
      if (over > 0) forget(over);
      put(rows, rows.steps - count, count);
    },
    save: () => ({
      recentSeats: seats,
      recentColumns: columns.slice(0, steps * seats * size),
      recentValues: values.slice(0, steps * seats),
      ...Object.fromEntries(flagNames.map((name) => [name, flags[name].slice(0, steps * seats)])),
    }),
    load(saved) {
      steps = 0;
      if (saved.recentSeats !== seats) return; // who only scores has other seats, and learns nothing
      const found = { columns: saved.recentColumns, values: saved.recentValues } as unknown as LivedRows;
      const rows = found.values?.length ?? -1;
      const kept = flagNames.map((name) => saved[name] as Uint8Array);
      const isWhole =
        found.columns instanceof Float32Array &&
        found.values instanceof Float64Array &&
        kept.every((each) => each instanceof Uint8Array && each.length === rows);
      if (!isWhole || rows > room || rows % seats !== 0 || found.columns.length !== rows * size)
        fail("file/corrupt", { given: "recent steps of another size", expected: `at most ${most} of ${seats} seats` });
      columns.set(found.columns);
      values.set(found.values);
      flagNames.forEach((name, i) => void flags[name].set(kept[i]));
      steps = rows / seats;
    },
  };
}

const flagNames = ["terminated", "truncated", "present"] as const;
