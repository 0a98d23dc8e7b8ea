import { visible } from "./visible.ts";

/** Rows of cells as lines of aligned text; no cell is cut. */
export function columns(given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
