import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { fail } from "../core/index.ts";
import { failFile } from "./file-errors.ts";

/** A file of rows that only grows, owned until closed. */
export interface LogFile<Row> {
  /** Bytes so far: where to open it again to go on from here. */
  readonly position: number;
  /** A row that cannot be written whole is not written at all. */
  log(row: Row): Promise<void>;
  /** Puts everything so far onto the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface LogForm<Row> {
  bytesOf(row: Row): Uint8Array;
  /** What stands before the first row. */
  readonly head?: Uint8Array;
}

/**
 * Opens a log to go on at a position; what came after it is cut off. At 0 the file is made, or begun anew.
 * @throws `file/corrupt` for a file shorter than that, `file/full`, `file/unusable`
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
      end += bytes.length; // before anything is waited for, so that rows logged at once do not overlap
      try {
        for (let done = 0; done < bytes.length; )
          done += (await file.write(bytes, done, bytes.length - done, start + done)).bytesWritten;
      } catch (thrown) {
        end = start;
        await file.truncate(start).catch(() => undefined); // the first failure is the one to tell
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
