import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { pathsIn } from "../../src/viewer/server/index.ts";

const require = createRequire(import.meta.url);

/** Engines in WebAssembly that a package does not bring twice: each lies in the folder of its own package. */
const engines = [
  { name: /^mujoco-/, file: () => join(dirname(require.resolve("@mujoco/mujoco")), "mujoco.wasm") },
  {
    name: /^ort-wasm-simd-threaded-/,
    file: () => join(dirname(require.resolve("onnxruntime-web/wasm")), "ort-wasm-simd-threaded.wasm"),
  },
];

/** The files of a built page by their paths in it, those that lie elsewhere included. */
export function pagePaths(folder: string): Map<string, string> {
  const paths = pathsIn(folder);
  for (const [path, place] of [...paths]) {
    if (extname(path) !== ".js") continue;
    for (const [name] of readFileSync(place, "utf8").matchAll(/[\w-]+-[\w-]{8}\.wasm/g)) {
      const own = `/assets/${name}`;
      const found = paths.has(own) ? undefined : placeOf(name);
      if (found) paths.set(own, found);
    }
  }
  return paths;
}

function placeOf(name: string): string | undefined {
  try {
    const file = engines.find((engine) => engine.name.test(name))?.file();
    return file && existsSync(file) ? file : undefined;
  } catch {
    return undefined; // an optional package that is not installed: the page says so when it needs it
  }
}
