import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";

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
  const versions: { [name: string]: string } = { rewardgym: versionAt(".."), node: process.versions.node };
  for (const name of packages) if (isInstalled(name)) versions[name] = versionAt(name);
  return versions;
}

function isInstalled(name: string): boolean {
  try {
    return findPackageJSON(name, import.meta.url) !== undefined;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ERR_MODULE_NOT_FOUND") return false;
    throw thrown;
  }
}

const versionAt = (specifier: string): string =>
  JSON.parse(readFileSync(findPackageJSON(specifier, import.meta.url)!, "utf8")).version;
