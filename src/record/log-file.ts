import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { fail } from "../core/index.ts";
import { failFile } from "./file-errors.ts";

/** An append-only file of rows. The caller closes it. */
export interface LogFile<Row> {
  /** Bytes so far; open the file at this position to continue from here. */
  readonly position: number;
  /** Appends a row, completely or not at all. */
  log(row: Row): Promise<void>;
  /** Syncs everything so far to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface LogForm<Row> {
  bytesOf(row: Row): Uint8Array;
  /** Header before the first row. */
  readonly head?: Uint8Array;
}

/**
 * Opens a log to continue at a position; anything after it is cut off. At 0 the file is created or emptied.
 * @throws `file/corrupt` for a shorter file, `file/full`, `file/unusable`
 */
export async function openLog<Row>(path: string, position: number, form: LogForm<Row>): Promise<LogFile<Row>> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      return failFile(thrown, path, "a log that can be written");
    }
  };
  const file = await guarded(() => open(path, constants.O_RDWR | constants.O_CREAT));
  let end = position;
  const append = (bytes: Uint8Array) =>
    guarded(async () => {
      const start = end;
      end += bytes.length; // before the first await, so that rows logged at the same time do not overlap
      try {
        for (let done = 0; done < bytes.length; )
          done += (await file.write(bytes, done, bytes.length - done, start + done)).bytesWritten;
      } catch (thrown) {
        end = start;
        await file.truncate(start).catch(() => undefined); // the first failure is the one to report
        throw thrown;
      }
    });
  try {
    await guarded(async () => {
      const { size } = await file.stat();
      if (size < position)
        fail("file/corrupt", { given: `${path} of ${size} bytes`, expected: `at least ${position}, as it was left` });
      await file.truncate(position);
    });
    if (position === 0 && form.head) await append(form.head);
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
  return {
    get position() {
      return end;
    },
    log: (row) => append(form.bytesOf(row)),
    sync: () => guarded(() => file.sync()),
    close: () => guarded(() => file.close()),
  };
}
