import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Who may import whom: folders of this repository, packages, and whether Node's own modules. */
const table: { readonly [folder: string]: Rights } = {
  "src/platform": {
    folders: [],
    packages: ["@noble/hashes", "onnxruntime-common", "onnxruntime-web"],
    node: true,
    page: "part",
  },
  "src/core": { folders: [], packages: ["seedrandom"], page: "all" },
  "src/rpc": { folders: ["src/core"], packages: ["#platform"], page: "all" },
  "src/autodiff": {
    folders: ["src/core", "src/rpc"],
    packages: ["#onnxruntime", "#platform", "onnxruntime-common", "protobufjs"],
    node: true,
    page: "part",
  },
  "src/record": {
    folders: ["src/core"],
    packages: ["#platform", "crc-32", "fflate", "protobufjs"],
    node: true,
    page: "part",
  },
  "src/labels": { folders: ["src/core", "src/record"], node: true },
  "src/physics": { folders: ["src/core"], packages: ["@mujoco/mujoco", "@dimforge/rapier3d-compat"], page: "all" },
  "src/render": { folders: ["src/core"], page: "all" },
  "src/vector": { folders: ["src/core", "src/record", "src/rpc"], packages: ["#platform"], node: true, page: "part" },
  "src/reward": { folders: ["src/core", "src/record"], page: "all" },
  "src/check": { folders: ["src/core", "src/record"], node: true },
  "src/run": { folders: ["src/core", "src/vector", "src/reward", "src/record"], node: true, page: "part" },
  "src/wire/server": {
    folders: ["src/core", "src/record", "src/rpc", "src/wire"],
    packages: ["fast-png", "pino", "prom-client", "ws"],
    node: true,
  },
  "src/wire": { folders: ["src/core", "src/record"], packages: ["valibot"], page: "part" },
  "src/viewer/server": {
    folders: ["src/core", "src/labels", "src/record", "src/render", "src/vector", "src/viewer"],
    node: true,
  },
  "src/viewer/live": {
    folders: ["src/core", "src/record", "src/reward", "src/run", "src/vector", "src/wire"],
    page: "all",
  },
  "src/viewer/page/live": {
    folders: ["src/core", "src/record", "src/render", "src/viewer"],
    packages: ["uplot"],
    page: "all",
  },
  "src/viewer": { folders: ["src/core"], packages: ["modern-gif", "three", "uplot"], page: "all" },
  "src/report": { folders: ["src/core", "src/record"], packages: ["@observablehq/plot", "linkedom"], node: true },
  "src/ablate": {
    folders: ["src/core", "src/run", "src/record", "src/report", "src/reward", "src/rpc"],
    packages: ["@observablehq/plot", "valibot", "yaml"],
    node: true,
  },
  "src/audit": {
    folders: ["src/core", "src/vector", "src/run", "src/record", "src/report", "src/reward", "src/rpc"],
    packages: ["@observablehq/plot"],
    node: true,
  },
  "src/demos": { folders: ["src/core", "src/record"], packages: ["h5wasm", "hyparquet-writer"], node: true },
  "src/index.ts": {
    folders: [
      "src/core",
      "src/vector",
      "src/reward",
      "src/record",
      "src/run",
      "src/check",
      "src/labels",
      "src/autodiff",
    ],
  },
  "src/page.ts": {
    folders: ["src/core", "src/vector", "src/reward", "src/record", "src/run"],
    page: "all",
  },
  envs: { folders: ["src/core", "src/physics", "src/render"], page: "all" },
  rewards: { folders: ["src/core", "src/autodiff"], page: "all" },
  agents: { folders: ["src/core", "src/autodiff"], page: "all" },
  "scripts/results": {
    folders: ["src", "envs", "rewards", "agents", "scripts"],
    packages: ["@observablehq/plot", "fast-png", "linkedom", "modern-gif", "pino", "playwright-core", "ws"],
    node: true,
  },
  "scripts/protocol": { folders: ["src"], packages: ["@valibot/to-json-schema", "valibot"] },
  "scripts/live-page": { folders: ["src", "envs", "rewards", "agents"], page: "all" },
  scripts: {
    folders: ["src", "envs", "rewards", "agents"],
    packages: ["fast-png", "fast-xml-parser", "modern-gif", "pino", "vite", "ws", "yargs"],
    node: true,
  },
};

interface Rights {
  readonly folders: readonly string[];
  readonly packages?: readonly string[];
  /** Whether files may import Node's own modules. */
  readonly node?: boolean;
  /** How much of it runs in a browser: all, or the files that a page reaches. */
  readonly page?: "all" | "part";
}

interface Import {
  readonly from: string;
  /** A path in the repository, or a package's or Node module's name. */
  readonly to: string;
  readonly isType: boolean;
}

const statement = /^\s*(?:import|export)\s+(type\s)?(?:[^;"]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

function importsIn(file: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, type, named, dynamic]) => {
    const target = named ?? dynamic;
    const to = target.startsWith(".") ? posix.normalize(posix.join(posix.dirname(file), target)) : target;
    return { from: file, to, isType: type !== undefined };
  });
}

const files = ["src", "envs", "rewards", "agents", "scripts"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[tj]s$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/")),
);
const imports = files.flatMap((file) => importsIn(file, readFileSync(join(root, file), "utf8")));
const isIn = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);
const folderOf = (file: string) => Object.keys(table).find((folder) => isIn(file, folder));
const packageOf = (name: string) =>
  name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");

/** Why an import is not allowed, or nothing. */
function objection({ from, to }: Import): string | undefined {
  const folder = folderOf(from);
  if (!folder) return `${from} is in no folder of the table`;
  const { folders, packages = [], node = false } = table[folder];
  if (to.startsWith("node:")) return node ? undefined : `${from} imports ${to}`;
  if (isIn(to, "test/fixtures")) return isIn(from, "scripts/results") ? undefined : `${from} imports ${to}`;
  const target = files.includes(to) ? to : undefined;
  if (!target) return packages.includes(packageOf(to)) ? undefined : `${from} imports ${to}`;
  return [folder, ...folders].some((allowed) => isIn(target, allowed)) ? undefined : `${from} imports ${to}`;
}

/** The first ring of files that import each other's values, or nothing. */
function findCycle(edges: readonly Import[]): string[] | undefined {
  const targets = Map.groupBy(
    edges.filter(({ isType }) => !isType),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of targets.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

test("import lines of every form are found", () => {
  const text = `import a from "./a.ts";
import type { B } from "../b.ts";
import {
  c,
  d,
} from "node:c";
import "./e.ts";
export * from "./f.ts";
export type { G } from "./g.ts";
const h = await import("h");
const text = 'no import';`;
  expect(importsIn("x/y.ts", text).map(({ to, isType }) => (isType ? `type ${to}` : to))).toEqual([
    "x/a.ts",
    "type b.ts",
    "node:c",
    "x/e.ts",
    "x/f.ts",
    "type x/g.ts",
    "h",
  ]);
});

test("a folder imports what the table allows", () => {
  expect(imports.length).toBeGreaterThan(files.length);
  expect(imports.map(objection).filter((found) => found !== undefined)).toEqual([]);
});

test("what the table forbids is objected to", () => {
  const objected = (from: string, to: string) => objection({ from, to, isType: false }) !== undefined;
  expect(objected("src/core/space.ts", "node:fs")).toBe(true);
  expect(objected("envs/classic/cart-pole.ts", "rewards/index.ts")).toBe(true);
  expect(objected("rewards/index.ts", "node:crypto")).toBe(true);
  expect(objected("agents/random.ts", "onnxruntime-node")).toBe(true);
  expect(objected("src/run/train.ts", "src/vector/index.ts")).toBe(false);
});

test("no file imports itself in a ring", () => {
  expect(findCycle(imports)).toBeUndefined();
  const ring = (from: string, to: string): Import => ({ from, to, isType: false });
  expect(findCycle([ring("a", "b"), ring("b", "c"), ring("c", "b")])).toEqual(["b", "c", "b"]);
});

/** What a page may load. */
const pageEntries = [
  "src/platform/browser.js",
  "src/platform/onnxruntime-browser.js",
  "src/page.ts",
  "src/wire/client/index.ts",
  "envs/index.ts",
  "rewards/index.ts",
  "agents/index.ts",
  "src/viewer/page/main.ts",
  "scripts/live-page/main.ts",
];

/** The files that an entry loads, itself included. */
function filesFrom(entries: readonly string[]): Set<string> {
  const reached = new Set(entries);
  for (const file of reached)
    for (const { to, isType } of imports.filter(({ from }) => from === file))
      if (!isType && files.includes(to)) reached.add(to);
  return reached;
}

const pageFiles = filesFrom(pageEntries);
const rightsOf = (file: string): Rights => table[folderOf(file)!];

test("what a page loads imports nothing of Node, and lies in folders that say so", () => {
  const loaded = imports.filter(({ from, isType }) => pageFiles.has(from) && !isType);
  expect(loaded.filter(({ to }) => to.startsWith("node:") || to === "onnxruntime-node")).toEqual([]);
  expect([...pageFiles].filter((file) => rightsOf(file).page === undefined)).toEqual([]);
  expect(files.filter((file) => rightsOf(file).page === "all" && rightsOf(file).node)).toEqual([]);
  const used = new Set([...pageFiles].map(folderOf));
  expect(Object.keys(table).filter((folder) => table[folder].page && !used.has(folder))).toEqual([]);
});

test("the table in ARCHITECTURE.md says the same of pages", () => {
  const told = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const rows = told.split("\n").flatMap((line) => {
    const [, folders, , , node, page] = line.split("|").map((cell) => cell.trim().replace(/:.*/, ""));
    return page === undefined ? [] : [...folders.matchAll(/`([^`]+)`/g)].map(([, folder]) => ({ folder, node, page }));
  });
  const words = { all: "yes", part: "in part" } as const;
  for (const { folder, node, page } of rows.filter(({ folder }) => table[folder]))
    expect([folder, node, page]).toEqual([
      folder,
      table[folder].node ? "yes" : "no",
      table[folder].page ? words[table[folder].page] : "no",
    ]);
  expect(Object.keys(table).filter((folder) => !rows.some((row) => row.folder === folder))).toEqual([
    "src/index.ts",
    "scripts/results",
    "scripts/protocol",
  ]);
});

test("worlds compute alike everywhere: no function of `Math` that may differ in the last place", () => {
  const inexact = /Math\.(sin|cos|atan2?|exp|expm1|log|log1p|log2|log10|asin|acos|sinh|cosh|pow|cbrt)\b/;
  const allowed = ["src/core/trigonometry.ts", "src/core/exponential.ts"]; // where the result is exact
  const worlds = ["src/core", "src/physics", "envs"];
  const found = files.filter((file) => worlds.some((folder) => isIn(file, folder)) && !allowed.includes(file));
  expect(found.filter((file) => inexact.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test("core loads without any package but its own", () => {
  const outside = imports.filter(({ from, to }) => isIn(from, "src/core") && !files.includes(to));
  expect(new Set(outside.map(({ to }) => to))).toEqual(new Set(["seedrandom"]));
});
