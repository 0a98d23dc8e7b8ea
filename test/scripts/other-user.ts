import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { root, run, shell } from "./clone.ts";
import { temporaryFolder } from "./command.ts";

const nobody = 65534;
const become = [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"];

/** The environment of a user whose home belongs to root and cannot be written to. */
function homeless(): NodeJS.ProcessEnv {
  const home = temporaryFolder();
  chmodSync(home, 0o755);
  return shell({ HOME: home, npm_config_update_notifier: "false" });
}

/** Why nothing can be run as another user, or nothing. */
export function noOtherUser(): string | undefined {
  if (process.getuid?.() !== 0) return "only root can run a command as another user";
  const tried = "npx --version && cat package.json node_modules/typescript/package.json";
  const { error, status, stderr } = spawnSync("setpriv", [...become, "bash", "-c", tried], {
    ...{ cwd: root, env: homeless(), encoding: "utf8" },
  });
  if (error) return `setpriv does not start: ${error.message}`;
  if (status !== 0) return `another user can run no npx or read no project here: ${stderr.trim()}`;
  return undefined;
}

/** Hands a folder to the other user; the function that is returned runs Bash as that user there. */
export function handOver(folder: string) {
  execFileSync("chown", ["-Rh", `${nobody}:${nobody}`, folder]);
  const env = homeless();
  return (script: string) => run(folder, "setpriv", [...become, "bash", "-euo", "pipefail", "-c", script], env);
}
