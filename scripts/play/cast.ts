import { writeWhole } from "../../src/record/index.ts";
import type { Size } from "./page.ts";

/** A recording of a terminal as asciicast v2, which asciinema and others play: docs.asciinema.org/manual/asciicast/v2. */
export interface Cast {
  /** @param seconds since the recording began, never falling */
  output(seconds: number, data: string): void;
  resized(seconds: number, size: Size): void;
  /** @throws `file/full`, `file/unusable` */
  write(path: string): Promise<void>;
}

/** @param timestamp when it was recorded [s since 1970]; left out where equal recordings are to be equal files */
export function newCast({ columns, rows }: Size, title: string, timestamp?: number): Cast {
  const header = { version: 2, width: columns, height: rows, ...(timestamp !== undefined && { timestamp }), title };
  const lines = [JSON.stringify(header)];
  const add = (seconds: number, code: string, data: string) => {
    lines.push(JSON.stringify([Math.round(seconds * 1e6) / 1e6, code, data]));
  };
  return {
    output(seconds, data) {
      if (data) add(seconds, "o", data);
    },
    resized: (seconds, size) => add(seconds, "r", `${size.columns}x${size.rows}`),
    write: (path) => writeWhole(path, `${lines.join("\n")}\n`),
  };
}

/** Seconds between steps where no clock runs: those of the world, if it has any. */
export const paceOf = ({ stepSeconds }: { readonly stepSeconds: number }): number => stepSeconds || 0.2;

/** The size of a recording that no terminal shows. */
export const sizeFor = (least: Size): Size => ({
  columns: Math.max(80, least.columns),
  rows: Math.max(24, least.rows),
});
