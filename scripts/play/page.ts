/** What a terminal shows: lines with colours, the same without, and where the cursor is. */
export interface Page {
  /** With SGR sequences; each ends in plain colours. */
  readonly lines: readonly string[];
  /** What a person reads of it where there are no colours. */
  readonly plain: readonly string[];
  /** From 0; none where it is hidden. */
  readonly cursor?: { readonly row: number; readonly column: number };
}

/** Of a terminal [characters]. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A page without colours. */
export const plainPage = (lines: readonly string[]): Page => ({ lines, plain: lines });

/** The page with a word to the player below it, over its last line where there is no room. */
export function withNotice(page: Page, notice: string | undefined, { columns, rows }: Size): Page {
  if (notice === undefined) return page;
  const above = page.lines.slice(0, rows - 1);
  return { ...page, lines: [...above, `\x1b[7m${notice.slice(0, columns)}\x1b[0m`] };
}

/** Breaks text into lines between words. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line && line.length + 1 + word.length > columns) {
        lines.push(line);
        line = "";
      }
      line += line ? ` ${word}` : word;
    }
    lines.push(line);
  }
  return lines.map((line) => line.slice(0, columns));
}

/** Short cells side by side, read down the columns. */
export function sideBySide(cells: readonly string[], columns: number, gap = 2): string[] {
  const width = Math.max(1, ...cells.map((cell) => cell.length)) + gap;
  const across = Math.max(1, Math.floor((columns + gap) / width));
  const rows = Math.ceil(cells.length / across);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: across }, (_, column) => (cells[column * rows + row] ?? "").padEnd(width))
      .join("")
      .trimEnd()
      .slice(0, columns),
  );
}
