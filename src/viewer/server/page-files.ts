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

/**
 * Only what lies in the folder now is served, so that no path leads out of it.
 * @param place a folder, or files by their paths in URLs
 */
export function pageFiles(place: string | ReadonlyMap<string, string>): PageFiles {
  const paths = typeof place === "string" ? pathsIn(place) : place;
  const files = new Map(
    [...paths].map(([path, file]) => [
      path,
      { body: readFileSync(file), type: types[extname(path)] ?? "application/octet-stream" },
    ]),
  );
  return { file: (path) => files.get(path === "/" ? "/index.html" : path) };
}

/** The files of a folder by their paths in it, each of which begins with a slash. */
export function pathsIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const place = join(entry.parentPath, entry.name);
      return [place.slice(folder.length).replaceAll("\\", "/"), place];
    }),
  );
}
