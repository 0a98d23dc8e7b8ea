import { type Page, plainPage, type Size } from "./page.ts";

/** Turns pages into the bytes that a terminal needs to show them, of which it knows what it shows already. */
export interface Painter {
  /** Empty where nothing has changed. */
  paint(page: Page): string;
  /** After the terminal has changed its size, or shows something else. */
  resized(size: Size): void;
}

const at = (row: number, column: number) => `\x1b[${row + 1};${column + 1}H`;
const [hideCursor, showCursor, clearScreen, clearRest] = ["\x1b[?25l", "\x1b[?25h", "\x1b[2J", "\x1b[K"];

/** @param least the size below which the page is replaced by a request for more room */
export function painter(size: Size, least: Size): Painter {
  let shown: readonly string[] | undefined;
  let cursor = "";
  const fitted = (page: Page): Page =>
    size.columns < least.columns || size.rows < least.rows
      ? plainPage([
          "Too small:".slice(0, size.columns),
          `${size.columns} x ${size.rows}, needs ${least.columns} x ${least.rows}`.slice(0, size.columns),
        ])
      : page;
  return {
    paint(page) {
      const { lines, cursor: place } = fitted(page);
      let data = shown ? "" : `\x1b[0m${clearScreen}`;
      const count = Math.min(size.rows, Math.max(lines.length, shown?.length ?? 0));
      for (let row = 0; row < count; row++) {
        const line = lines[row] ?? "";
        if (line === (shown?.[row] ?? "")) continue;
        data += `${at(row, 0)}${line}${clearRest}`;
      }
      const isMoved = data !== "";
      const wanted = place ? at(place.row, place.column) + showCursor : hideCursor;
      if (isMoved || wanted !== cursor) data = `${isMoved ? hideCursor : ""}${data}${wanted}`;
      shown = lines;
      cursor = wanted;
      return data;
    },
    resized(next) {
      size = next;
      shown = undefined;
    },
  };
}
