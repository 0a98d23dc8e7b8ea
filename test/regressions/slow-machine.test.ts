import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** Forms that make a test fail on a slow or busy machine, or hide why it did not run. */
const faults = {
  "sleeps: wait for what the other side prints or sends": /from "node:timers\/promises".*setTimeout|\bsleep\(/,
  "asserts a duration": /expect\([^\n]*(performance|Date)\.now\(\)/,
  "has a time limit of its own: vitest.config.ts has one for all": /\{ timeout: \w+ \}, (async )?\(|^\}, \w+\);/m,
  "is skipped without a reason: use the context's skip(reason)":
    /\b(skipIf|runIf|test\.skip|it\.skip|describe\.skip)\b/,
};

const root = fileURLToPath(new URL("..", import.meta.url));
const self = fileURLToPath(import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => join(root, path))
  .filter((path) => path.endsWith(".ts") && path !== self && !/node_modules|\.venv|\/bench\//.test(path));

describe.each(Object.entries(faults))("no test %s", (_, fault) => {
  test("in any file", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((path) => fault.test(readFileSync(path, "utf8")))).toEqual([]);
  });
});

test.each([
  ['import { setTimeout as sleep } from "node:timers/promises";\nawait sleep(20);', "sleeps"],
  ["expect(performance.now() - begun).toBeLessThan(1000);", "asserts"],
  ['test("x", { timeout: 60_000 }, async () => {', "has"],
  ["test('x', () => {\n}, 120_000);", "has"],
  ['test.skipIf(!isInstalled)("x", () => {});', "is"],
])("%j is such a fault", (text, name) => {
  const [, fault] = Object.entries(faults).find(([key]) => key.startsWith(`${name} `) || key.startsWith(`${name}:`))!;
  expect(fault.test(text)).toBe(true);
});
