import type { Dataset, File, Group, h5wasm } from "h5wasm";
import { fail } from "../../core/index.ts";

export type { Dataset, File, Group } from "h5wasm";
export type Hdf5 = typeof h5wasm;

export const installHdf5 = "npm install h5wasm@0.10.3";

/**
 * The HDF5 library. It is loaded when first used, because it is an optional peer dependency: only data sets of Minari
 * need it.
 * @throws `package/missing`
 */
export async function openHdf5(): Promise<Hdf5> {
  const { h5wasm } = await import("h5wasm/node").catch((cause) =>
    fail("package/missing", {
      given: "no h5wasm",
      expected: "the HDF5 library, which data sets of Minari are written with",
      fix: `${installHdf5}, in your own project.`,
      cause,
    }),
  );
  (await h5wasm.ready).activate_throwing_error_handler(); // otherwise it prints to stderr and goes on
  return h5wasm;
}

/**
 * Runs something that reads an HDF5 file, and closes it.
 * @throws `file/corrupt` for whatever HDF5 cannot read, and what `read` throws
 */
export async function reading<T>({ File }: Hdf5, path: string, read: (file: File) => T | Promise<T>): Promise<T> {
  const file = decoded(path, () => new File(path, "r"));
  try {
    return await read(file);
  } finally {
    file.close();
  }
}

/**
 * Runs something that writes a new HDF5 file, and closes it.
 * @throws `file/full`, `file/unusable` where HDF5 cannot write, and what `write` throws
 */
export async function writing(
  { File }: Hdf5,
  path: string,
  write: (file: File) => void | Promise<void>,
): Promise<void> {
  try {
    const file = new File(path, "w", { track_order: true });
    try {
      await write(file);
    } finally {
      file.close();
    }
  } catch (cause) {
    if (!(cause instanceof Error && cause.message.startsWith("HDF5-DIAG"))) throw cause;
    const [why] = /No space left on device|Dis[ck] quota exceeded|File too large/.exec(cause.message) ?? [];
    const expected = "a file that can be written";
    if (why !== undefined)
      fail("file/full", { given: `${path} (${why})`, expected, fix: "Free some space there.", cause });
    fail("file/unusable", { given: `${path}, which HDF5 cannot write`, expected, cause });
  }
}

/** What HDF5 gives. @throws `file/corrupt` where it finds that it cannot */
export function decoded<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    return fail("file/corrupt", { given: `${what}, which HDF5 cannot read`, expected: "a whole HDF5 file", cause });
  }
}

export const isGroup = (entry: unknown): entry is Group =>
  typeof entry === "object" && entry !== null && "keys" in entry;
export const isDataset = (entry: unknown): entry is Dataset =>
  typeof entry === "object" && entry !== null && "shape" in entry;
