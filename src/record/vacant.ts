import { fail } from "../core/index.ts";
import { isTemporary } from "./atomic.ts";
import { namesIn } from "./folder.ts";
import { isLock } from "./lock.ts";

/**
 * Checks that a folder holds no foreign files, so that nothing is written among them. Leftovers of a killed process do
 * not count.
 * @param own names of our files, which may be there
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
    expected: "a folder that is empty or does not exist yet",
    fix: "Choose another --out.",
  });
}
