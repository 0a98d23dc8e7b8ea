import { CodedError, fail } from "../core/index.ts";

/** What the system calls a disk, quota or file size limit that is used up (errno.h). */
const full: readonly unknown[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/**
 * Turns a failure of the file system into a coded error; anything else is thrown on as it is.
 * @throws `file/full`, `file/unusable`
 */
export function failFile(thrown: unknown, path: string, expected: string): never {
  const isOfSystem = thrown instanceof Error && !(thrown instanceof CodedError) && "syscall" in thrown;
  if (!isOfSystem) throw thrown;
  const given = `${path} (${thrown.message})`;
  if ("code" in thrown && full.includes(thrown.code))
    fail("file/full", { given, expected, fix: "Make room there, then go on.", cause: thrown });
  fail("file/unusable", { given, expected, cause: thrown });
}
