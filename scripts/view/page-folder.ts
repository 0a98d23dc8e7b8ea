import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, messageOf } from "../../src/core/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)); // of a package: its dist
const isClone = import.meta.url.endsWith(".ts");
const aloneConfig = join(root, "src/viewer/alone.config.js");

/** Pages: the folder of each one's `index.html`, and of what it is built from. */
const pages = {
  page: { source: "src/viewer/page", from: ["src/core"] },
  live: { source: "scripts/live-page", from: ["src", "envs", "rewards", "agents"] },
} as const;

/**
 * The folder of a built page: `page` shows episodes, `live` lives worlds. A package brings it; a clone builds it when it
 * is first asked for, and again after its sources have changed.
 * @param building is called before that
 * @throws `package/missing` where it takes Vite and there is none
 */
export async function pageFolder(
  building: () => void = () => undefined,
  page: keyof typeof pages = "page",
): Promise<string> {
  if (!isClone) return join(root, page);
  const { source, from } = pages[page];
  const name = `${page}-${digestOf([source, ...from])}`;
  const caches = [join(root, "node_modules/.cache/rewardgym"), join(tmpdir(), "rewardgym-cache")];
  const known = caches.map((cache) => join(cache, name)).find((folder) => existsSync(join(folder, "index.html")));
  if (known) return known;
  building();
  const cache = caches.find(isMade)!;
  const [folder, unfinished] = [join(cache, name), join(cache, `${name}.${process.pid}.tmp`)];
  await buildPage(join(root, source), unfinished, page === "page");
  for (const old of readdirSync(cache))
    if (old.startsWith(`${page}-`) && !old.endsWith(".tmp")) rmSync(join(cache, old), { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch {
    rmSync(unfinished, { recursive: true, force: true }); // another process was faster
  }
  return folder;
}

async function buildPage(source: string, outDir: string, isAlone: boolean): Promise<void> {
  const { build } = await import("vite").catch((cause) =>
    fail("package/missing", { given: messageOf(cause), expected: "vite, which builds the page", fix: "npm ci", cause }),
  );
  await build({
    root: source,
    base: "./",
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 10_000 },
  });
  if (isAlone) await build({ root: source, configFile: aloneConfig, logLevel: "error", build: { outDir } });
}

/** Changes whenever the page would be another one. */
function digestOf(folders: readonly string[]): string {
  const hash = createHash("sha256");
  for (const folder of folders.map((name) => join(root, name)))
    for (const file of (readdirSync(folder, { recursive: true }) as string[]).sort())
      if (/\.(ts|js|css|html|svg)$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)));
  for (const file of [aloneConfig, join(root, "package.json")]) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    return true;
  } catch {
    return false; // someone else's clone
  }
}
