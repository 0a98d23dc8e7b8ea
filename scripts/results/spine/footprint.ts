import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

interface Amount {
  readonly what: string;
  readonly bytes: number;
}

const mebibyte = 2 ** 20;

/** Peak memory of whole processes, and the size of an installation on disk. */
export const footprint: Section<readonly Amount[]> = {
  name: "footprint",
  title: "Memory and installed size",
  async measure() {
    const peak = async (env: string, steps: number): Promise<Amount> => ({
      what: `peak memory: training ${env}, ${steps / 1000} k steps`,
      bytes: (await runScript<{ peak: number }>(new URL("footprint-once.ts", import.meta.url), [env, String(steps)]))
        .peak,
    });
    const folders = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { encoding: "utf8" })
      .trim()
      .split("\n")
      .slice(1);
    const others = folders.filter((folder) => existsSync(folder) && !folder.endsWith("/onnxruntime-node"));
    const runtime = sizeOnDisk("node_modules/onnxruntime-node"); // an optional peer dependency
    const all = others.reduce((sum, folder) => sum + sizeOnDisk(folder), runtime);
    const elsewhere =
      runtime - sizeOnDisk(`node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}`);
    return [
      await peak("classic/cart-pole-v1", 100_000),
      await peak("classic/acrobot-v1", 300_000),
      { what: `installed for use: ${others.length + 1} packages`, bytes: all },
      { what: "of it onnxruntime-node", bytes: runtime },
      { what: "of that, files for other systems and the package's own", bytes: elsewhere },
    ];
  },
  tell: (amounts) =>
    table(
      ["what", "MiB"],
      amounts.map(({ what, bytes }) => [what, (bytes / mebibyte).toFixed(0)]),
    ),
};

/** Bytes of all files in a folder, without nested packages. */
function sizeOnDisk(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? sum : sum + sizeOnDisk(path);
    return entry.isFile() ? sum + statSync(path).size : sum;
  }, 0);
}
