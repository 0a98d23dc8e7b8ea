// npm runs this after `npm ci` or `npm install` in a clone. It links the command, so that `npx rewardgym` finds it, and
// compiles the package, so that programs can import it. Plain JavaScript, because the Node at hand may not run TypeScript.
// It is the script `postprepare`, because npm warns whoever installs a tarball whose package has one named `prepare`.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

if (existsSync("node_modules/.bin")) {
  rmSync("node_modules/.bin/rewardgym", { force: true });
  symlinkSync("../../bin/rewardgym.js", "node_modules/.bin/rewardgym");
}

// `npm ci --omit=dev` leaves the compiler out
if (existsSync("node_modules/typescript")) {
  const { status } = spawnSync("npm run --silent build", { stdio: "inherit", shell: true });
  process.exitCode = status ?? 1;
}
