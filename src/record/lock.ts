import { open, readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fail } from "../core/index.ts";
import { removeFile } from "./atomic.ts";
import { failFile } from "./file-errors.ts";

/** Holds a folder for this process until released. */
export interface Lock {
  release(): Promise<void>;
}

/** What a locked folder holds, in words for messages. */
export interface Locked {
  readonly expected: string;
  /** What to do while a living process on this host holds it. */
  readonly fix: string;
}

const run: Locked = {
  expected: "a run that no other process is writing",
  fix: "Stop that process, or choose another --out.",
};

/**
 * Claims a folder. Every writer creates an empty file whose name identifies it, then looks for those of others. So of two
 * writers that come at the same moment at most one succeeds, and anybody can remove the locks of dead processes.
 * @throws `run/locked` if another living process holds it
 */
export async function lockFolder(directory: string, locked = run): Promise<Lock> {
  const own = `lock.${process.pid}.${(await startOf(process.pid)) ?? 0}.${hostname()}`;
  const path = join(directory, own);
  try {
    await (await open(path, "wx")).close();
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") failLocked(directory, own, locked);
    failFile(thrown, path, "a folder that can be written");
  }
  const release = () => removeFile(path);
  try {
    for (const name of await readdir(directory)) {
      if (!isLock(name) || name === own) continue;
      if (await isHeld(name)) failLocked(directory, name, locked);
      await removeFile(join(directory, name));
    }
  } catch (thrown) {
    await release();
    failFile(thrown, directory, "a folder that can be read");
  }
  return { release };
}

/** Whether a name is that of a lock. */
export const isLock = (name: string): boolean => lockName.test(name);

/** Process, its start, host. */
const lockName = /^lock\.(\d+)\.(\d+)\.(.+)$/;

function partsOf(name: string): { pid: number; start: number; host: string } {
  const [, pid, start, host] = lockName.exec(name)!;
  return { pid: Number(pid), start: Number(start), host };
}

function failLocked(directory: string, name: string, { expected, fix }: Locked): never {
  const { pid, host } = partsOf(name);
  const isHere = host === hostname();
  fail("run/locked", {
    given: `${directory}, held by process ${pid}${isHere ? "" : ` on ${host}`}`,
    expected,
    fix: isHere ? fix : `Delete ${join(directory, name)} if it is gone.`,
  });
}

/** Whether the process of a lock is still running; assumed to be if it is on another host. */
async function isHeld(name: string): Promise<boolean> {
  const { pid, start, host } = partsOf(name);
  if (host !== hostname()) return true;
  if (!exists(pid)) return false;
  const startNow = await startOf(pid);
  return startNow === undefined || start === 0 || startNow === start;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return !(thrown instanceof Error && "code" in thrown && thrown.code === "ESRCH");
  }
}

/**
 * The start time of a process [clock ticks since boot], which distinguishes it from a later process with the same id; 0
 * for a zombie. Only known on Linux: fields 3 and 22 of /proc/<pid>/stat (proc_pid_stat(5)).
 */
async function startOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? 0 : Number(fields[22 - 3]);
}
