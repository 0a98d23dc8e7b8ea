import { expect, test } from "vitest";
import { halfBlocks } from "../../scripts/play/half-blocks.ts";
import { keysIn, parseKeys } from "../../scripts/play/keys.ts";
import { painter } from "../../scripts/play/painter.ts";

test("keys have the names that browsers give them", () => {
  expect(keysIn("a?\r\x1b[A\x1bOD\x04\x1bp\x1b \x7fä")).toEqual([
    "a",
    "?",
    "Enter",
    "ArrowUp",
    "ArrowLeft",
    "Ctrl+d",
    "Alt+p",
    "Alt+ ",
    "Backspace",
    "ä",
  ]);
  expect(keysIn("\x1b")).toEqual(["Escape"]);
  expect(parseKeys("<<Enter>>k", ["<", ">", "Enter", "k"])).toEqual(["<", "Enter", ">", "k"]);
});

test("a picture keeps its proportions, and each half block has the mean of its pixels", () => {
  // 4 x 4 pixels onto 2 x 1 characters: each half is 2 x 2 pixels
  const pixels = new Uint8Array(4 * 4 * 3);
  pixels.set([40, 0, 0, 80, 0, 0], 0);
  const [line, ...others] = halfBlocks({ pixels, width: 4, height: 4 }, { columns: 80, rows: 1 });
  expect(others).toEqual([]);
  expect(line).toBe("\x1b[38;2;30;0;0;48;2;0;0;0m▀\x1b[38;2;0;0;0;48;2;0;0;0m▀\x1b[0m");
});

test("a painter writes only the lines that have changed, all of them after a resize, and asks for room", () => {
  const screen = painter({ columns: 10, rows: 3 }, { columns: 5, rows: 2 });
  const page = (...lines: string[]) => ({ lines, plain: lines });
  expect(screen.paint(page("a", "b"))).toContain("\x1b[2J");
  expect(screen.paint(page("a", "b"))).toBe("");
  expect(screen.paint(page("a", "c"))).toBe("\x1b[?25l\x1b[2;1Hc\x1b[K\x1b[?25l");
  screen.resized({ columns: 10, rows: 3 });
  expect(screen.paint(page("a", "c"))).toMatch(/2J.*a.*c/);
  screen.resized({ columns: 4, rows: 3 });
  expect(screen.paint(page("a", "c"))).toContain("Too ");
});
