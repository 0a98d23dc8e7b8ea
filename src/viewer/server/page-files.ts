import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Answer } from "./server.ts";

/** The built page, read once. */
export interface PageFiles {
  /** The file at a URL's path; `/` is the page itself. */
  file(path: string): Answer | undefined;
}

const types: { readonly [ending: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".mjs": "text/javascript; charset=utf-8",
};

/** Only what lies in the folder now is served, so that no path leads out of it. */
export function pageFiles(folder: string): PageFiles {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const place = join(entry.parentPath, entry.name);
        const path = place.slice(folder.length).replaceAll("\\", "/");
        return [path, { body: readFileSync(place), type: types[extname(path)] ?? "application/octet-stream" }];
      }),
  );
  return { file: (path) => files.get(path === "/" ? "/index.html" : path) };
}
