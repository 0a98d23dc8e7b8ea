import type { Frame } from "../../../src/core/index.ts";
import { type Board, cellAt, facing, place } from "./board.ts";
import { agent, codeOf, unseen } from "./codes.ts";
import { tileAt } from "./tiles.ts";
import { looker } from "./view.ts";

const background = [10, 11, 13] as const;
/** How bright cells are that were not yet seen. */
const shade = 0.45;

/** Paints the whole grid, or, with the camera `view`, what the agent sees as it sees it: itself below, facing up. */
export function paint(frame: Frame, board: Board, view: number, seesThroughWalls: boolean): void {
  if (frame.camera === "view") {
    const image = new Uint8Array(view * view * 3);
    looker(board, view, seesThroughWalls)(image);
    const self = view >> 1;
    paintTiles(frame, view, view, (column, row) => {
      const at = (column * view + row) * 3;
      const code = column === self && row === view - 1 ? agent + 3 : codeOf(image[at], image[at + 1], image[at + 2]);
      return { code, light: 1 };
    });
    return;
  }
  const { cells, seen, facts } = board;
  paintTiles(frame, board.width, board.height, (column, row) => {
    const cell = cellAt(board, column, row);
    return { code: cell === facts[place] ? agent + facts[facing] : cells[cell], light: seen[cell] ? 1 : shade };
  });
}

interface Tile {
  readonly code: number;
  readonly light: number;
}

/** Paints square tiles as large as fit, in the middle of the picture. */
function paintTiles(
  { width, height, pixels }: Frame,
  columns: number,
  rows: number,
  tileOf: (column: number, row: number) => Tile,
): void {
  const side = Math.min(width / columns, height / rows); // [pixels]
  const left = (width - side * columns) / 2;
  const top = (height - side * rows) / 2;
  const tiles = Array.from({ length: columns * rows }, (_, i) => tileOf(i % columns, Math.floor(i / columns)));
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 3) {
      const [u, v] = [(x + 0.5 - left) / side, (y + 0.5 - top) / side];
      const isInside = u >= 0 && v >= 0 && u < columns && v < rows;
      const tile = isInside ? tiles[Math.floor(v) * columns + Math.floor(u)] : undefined;
      const colour = tile && tile.code !== unseen ? tileAt(tile.code, u % 1, v % 1) : background;
      for (let i = 0; i < 3; i++) pixels[to + i] = colour[i] * (tile?.light ?? 1);
    }
}
