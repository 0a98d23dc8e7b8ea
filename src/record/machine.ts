import { existsSync, readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";

/** Versions by package; `node` and `rewardgym` are always among them. */
export type Versions = { readonly [name: string]: string };

/** The machine in a line: `AMD EPYC, 2 cores, 23.5 GiB, Linux 6.1 x64, Node 24.21.0`. */
export function machineLine(): string {
  const processor = cpus()[0]?.model.trim().replace(/\s+/g, " ") || "unknown processor";
  const cores = availableParallelism();
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  return `${processor}, ${cores} ${cores === 1 ? "core" : "cores"}, ${memory} GiB, ${type()} ${release()} ${arch()}, Node ${process.versions.node}`;
}

/** Versions of this package, of Node, and of the given packages if they are installed. */
export function versionsHere(packages: readonly string[] = []): Versions {
  const versions: { [name: string]: string } = {
    rewardgym: versionIn(findAbove("package.json")!),
    node: process.versions.node,
  };
  for (const name of packages) {
    const path = findAbove(join("node_modules", name, "package.json"));
    if (path) versions[name] = versionIn(path);
  }
  return versions;
}

/** A file in this file's folder or the nearest one above it that has it. */
function findAbove(path: string): string | undefined {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

const versionIn = (path: string): string => JSON.parse(readFileSync(path, "utf8")).version;
