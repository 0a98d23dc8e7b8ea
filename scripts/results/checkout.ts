import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail } from "../../src/core/index.ts";

/** The folder of this checkout, without a slash at its end. */
export const here = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/**
 * A checkout of an earlier commit, with the packages of this one, made once. Scripts of this tree that it lacks can be laid
 * into it.
 * @throws `file/unusable` where the repository's history is not at hand
 */
export function checkoutOf(commit: string, scripts: readonly string[] = []): string {
  const tree = join(tmpdir(), `rewardgym-${commit}`);
  if (!existsSync(tree)) {
    const { status, stderr } = spawnSync("git", ["worktree", "add", "--detach", tree, commit], { cwd: here });
    if (status !== 0)
      fail("file/unusable", {
        given: `no commit ${commit}: ${String(stderr).trim()}`,
        expected: "a clone with its whole history",
        fix: "`git fetch --unshallow` brings it.",
      });
    symlinkSync(join(here, "node_modules"), join(tree, "node_modules"));
  }
  for (const script of scripts) {
    mkdirSync(dirname(join(tree, script)), { recursive: true });
    copyFileSync(join(here, script), join(tree, script));
  }
  return tree;
}
