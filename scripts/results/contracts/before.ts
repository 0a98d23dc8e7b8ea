import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fail } from "../../../src/core/index.ts";

/** The last commit before the contracts changed: what is measured here is compared with it. */
export const before = "7d9e25a";

const root = new URL("../../../", import.meta.url).pathname;

/**
 * A checkout of the commit before, with the packages of this one, made once. Scripts of this tree that it lacks can be
 * laid into it.
 * @throws `file/unusable` where the repository's history is not at hand
 */
export function treeBefore(scripts: readonly string[] = []): string {
  const tree = join(tmpdir(), `rewardgym-${before}`);
  if (!existsSync(tree)) {
    const { status, stderr } = spawnSync("git", ["worktree", "add", "--detach", tree, before], { cwd: root });
    if (status !== 0)
      fail("file/unusable", {
        given: `no commit ${before}: ${String(stderr).trim()}`,
        expected: "a clone with its whole history",
        fix: "`git fetch --unshallow` brings it.",
      });
    symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  }
  for (const script of scripts) {
    mkdirSync(dirname(join(tree, script)), { recursive: true });
    copyFileSync(join(root, script), join(tree, script));
  }
  return tree;
}

export const here = root;
