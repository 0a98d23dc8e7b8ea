import { afterEach, expect, test } from "vitest";
import { commands } from "../../scripts/cli.ts";
import { command } from "../scripts/command.ts";

const before = Object.getOwnPropertyDescriptor(process.stdout, "columns");

afterEach(() => {
  if (before) Object.defineProperty(process.stdout, "columns", before);
  else Reflect.deleteProperty(process.stdout, "columns");
});

// columns of the terminal, undefined for a file; the widest that help may then be
test.each([
  [60, 60],
  [40, 40],
  [1, 40],
  [200, 110],
  [undefined, 110],
])("on a terminal of %s columns help is at most %s wide", async (columns, widest) => {
  Object.defineProperty(process.stdout, "columns", { value: columns, configurable: true });
  const texts: string[] = [];
  for (const name of [[], ...Object.keys(commands).map((name) => [name])])
    texts.push((await command(...name, "--help")).stdout);
  const widths = texts.flatMap((text) => text.split("\n").map(({ length }) => length));
  expect(widths.length).toBeGreaterThan(100);
  expect(Math.max(...widths)).toBeLessThanOrEqual(widest);
});
