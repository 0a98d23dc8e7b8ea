import { noClass } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { letterOf } from "../items/lists.ts";
import { writeItem, writeUse } from "../items/names.ts";
import type { Game } from "../state/game.ts";
import { glyphs } from "./glyphs.ts";
import { itemGlyph } from "./ground.ts";
import type { Pen } from "./pen.ts";

export const inventoryRows = 55;
export const inventoryWidth = 80;

const pen: Pen = { bytes: new Uint8Array(0), at: 0, end: 0 };

/** Writes the inventory: an entry for every item, in the order of letters. */
export function showPack(game: Game, everything: boolean): void {
  const { pack, itemKind, itemCount, screen } = game;
  const { inv_glyphs, inv_letters, inv_oclasses, inv_strs } = screen.out;
  const before = everything ? inventoryRows : screen.packRows;
  let row = 0;
  pen.bytes = inv_strs;
  for (let slot = 0; slot < pack.length; slot++) {
    const item = pack[slot];
    if (item === 0) continue;
    inv_glyphs[row] = itemGlyph(game, item);
    inv_letters[row] = letterOf(slot);
    inv_oclasses[row] = classOf[itemKind[item]];
    pen.at = row * inventoryWidth;
    pen.end = pen.at + inventoryWidth - 1;
    writeItem(pen, game, item, itemCount[item], true);
    writeUse(pen, game, item);
    inv_strs.fill(0, pen.at, (row + 1) * inventoryWidth);
    row++;
  }
  for (let unused = row; unused < before; unused++) {
    inv_glyphs[unused] = glyphs.none;
    inv_letters[unused] = 0;
    inv_oclasses[unused] = noClass;
  }
  inv_strs.fill(0, row * inventoryWidth, Math.max(row, before) * inventoryWidth);
  screen.packRows = row;
}
