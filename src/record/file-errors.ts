import { CodedError, fail } from "../core/index.ts";

/** The system's error names for an exhausted disk, quota or file size limit (errno.h). */
const full: readonly unknown[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/**
 * Turns a failure of the file system into a coded error; anything else is rethrown unchanged.
 * @throws `file/full`, `file/unusable`
 */
export function failFile(thrown: unknown, path: string, expected: string): never {
  const isOfSystem = thrown instanceof Error && !(thrown instanceof CodedError) && "syscall" in thrown;
  if (!isOfSystem) throw thrown;
  const given = `${path} (${thrown.message})`;
  if ("code" in thrown && full.includes(thrown.code))
    fail("file/full", { given, expected, fix: "Free some space there, then resume.", cause: thrown });
  fail("file/unusable", { given, expected, cause: thrown });
}
