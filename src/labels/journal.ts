import { stat } from "node:fs/promises";
import { fail } from "../core/index.ts";
import { readWhole, writeWhole } from "../record/index.ts";
import { openLog } from "../record/log-file.ts";
import { format, type Row, type Rows } from "./rows.ts";

/** The file of a store: a row a line. */
export interface Journal {
  /** Whether the file ends in the middle of a row, as far as it was read. */
  readonly isCutOff: boolean;
  readonly notices: readonly string[];
  /** Takes the whole lines that were added since. @throws `file/corrupt`, `file/unusable` */
  read(): Promise<void>;
  /** Reads, and mends a last line that was cut off. The caller holds the lock. */
  repair(): Promise<void>;
  /** Appends a row and syncs it to the disk. The caller holds the lock and has repaired. */
  append(row: Row): Promise<void>;
}

const newline = 10;
const lineOf = (row: object) => new TextEncoder().encode(`${JSON.stringify(row)}\n`);

/** @param state takes every line of the file once */
export function openJournal(path: string, state: Rows): Journal {
  const notices: string[] = [];
  let position = 0; // bytes of the lines that were taken
  let rest: Uint8Array = new Uint8Array(0); // of the last line, where it has no end

  const take = (line: Uint8Array) => state.take(new TextDecoder("utf-8", { fatal: true }).decode(line));

  async function read(): Promise<void> {
    if (position === 0 && !(await stat(path).catch(() => undefined))) return; // nothing was written yet
    const bytes = await readWhole(path, "the file of a store of labels");
    if (bytes.length < position)
      fail("file/corrupt", { given: `${path} of ${bytes.length} bytes`, expected: `at least ${position}` });
    for (let end = bytes.indexOf(newline, position); end >= 0; end = bytes.indexOf(newline, position)) {
      take(bytes.subarray(position, end));
      position = end + 1;
    }
    rest = bytes.subarray(position);
  }

  const appendLine = async (line: Uint8Array) => {
    const file = await openLog<Uint8Array>(path, position, { bytesOf: (bytes) => bytes });
    try {
      await file.log(line);
      await file.sync();
      position = file.position;
    } finally {
      await file.close();
    }
  };

  return {
    get isCutOff() {
      return rest.length > 0;
    },
    notices,
    read,
    async repair() {
      await read();
      if (rest.length === 0) return;
      const [line, row] = [rest, state.rows + 1];
      const isWhole = takes(() => take(line));
      await appendLine(isWhole ? Uint8Array.of(...line, newline) : new Uint8Array(0));
      rest = new Uint8Array(0);
      notices.push(
        isWhole
          ? `${path}: line ${row} had no end and was otherwise whole; it counts.`
          : `${path}: line ${row} was cut off after ${line.length} bytes and is dropped; it was never confirmed.`,
      );
    },
    async append(row) {
      if (position === 0) {
        const head = lineOf({ row: 0, kind: "store", format });
        await writeWhole(path, head);
        await read();
      }
      const line = lineOf({ row: state.rows, ...row });
      await appendLine(line);
      take(line.subarray(0, -1));
    },
  };
}

/** Whether a line can be taken; one that cannot leaves everything as it was. */
function takes(take: () => void): boolean {
  try {
    take();
    return true;
  } catch {
    return false;
  }
}
