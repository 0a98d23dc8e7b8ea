import { fail } from "../core/index.ts";
import { isTemporary } from "./atomic.ts";
import { namesIn } from "./folder.ts";
import { isLock } from "./lock.ts";

/**
 * Checks that a folder holds no files of other people, so that nothing is written among them. What a process that was
 * killed leaves behind does not count.
 * @param own names that may be there
 * @throws `run/exists`, `file/unusable`
 */
export async function requireVacant(directory: string, own: readonly string[] = []): Promise<void> {
  const others = (await namesIn(directory)).filter(
    (name) => !own.includes(name) && !isLock(name) && !isTemporary(name),
  );
  if (others.length === 0) return;
  const more = others.length > 1 ? ` and ${others.length - 1} more` : "";
  fail("run/exists", {
    given: `${directory}, which holds ${JSON.stringify(others.sort()[0])}${more}`,
    expected: "an empty folder, or one that is not there yet",
    fix: "Choose another --out.",
  });
}
