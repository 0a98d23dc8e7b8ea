import type { Frame } from "../../../src/core/index.ts";
import type { Game } from "../state/game.ts";
import { height, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { heroTile, tileSet } from "./tiles.ts";

/** `map` shows the level as large as fits, `hero` what is near in tiles of 16 pixels, or 8 where the picture is small. */
export const cameras = ["map", "hero"] as const;

const sets = new Map<number, ReturnType<typeof tileSet>>();
const columnsNear = 9; // the fewest that are worth a picture of what is near

/** Paints what the hero sees and remembers of the level. */
export function paint(frame: Frame, game: Game): void {
  const { pixels } = frame;
  pixels.fill(0);
  const isNear = frame.camera === "hero";
  const side = isNear
    ? frame.width >= 16 * columnsNear
      ? 16
      : 8
    : Math.max(1, Math.floor(Math.min(frame.width / width, frame.height / height)));
  const cell = game.me[my.cell];
  const [column, row] = [cell % width, Math.floor(cell / width)];
  const left = isNear ? Math.floor(frame.width / 2 - (column + 0.5) * side) : (frame.width - side * width) >> 1;
  const top = isNear ? Math.floor(frame.height / 2 - (row + 0.5) * side) : (frame.height - side * height) >> 1;
  const tiles = sets.get(side) ?? tileSet(side);
  sets.set(side, tiles);
  const { glyphs } = game.screen.out;
  for (let at = 0; at < width * height; at++) {
    const tile = tiles(at === cell ? heroTile : glyphs[at]);
    copy(frame, tile, side, left + (at % width) * side, top + Math.floor(at / width) * side);
  }
}

/** Copies the part of a tile that lies in the picture. */
function copy(
  { width: across, height: down, pixels }: Frame,
  tile: Uint8Array,
  side: number,
  x: number,
  y: number,
): void {
  const from = Math.max(0, -x);
  const to = Math.min(side, across - x);
  if (to <= from) return;
  for (let line = Math.max(0, -y); line < Math.min(side, down - y); line++)
    pixels.set(tile.subarray((line * side + from) * 3, (line * side + to) * 3), ((y + line) * across + x + from) * 3);
}
