import { itemNamed } from "../data/items.ts";
import { cellFlag, terrain as is } from "../data/terrain.ts";
import { trapMask, trapSeen } from "../data/traps.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { glyphs, terrainGlyph } from "./glyphs.ts";

const corpse = itemNamed("corpse");

/** What an item looks like: kinds that are not known look like their shuffled look, so no glyph gives a secret away. */
export function itemGlyph({ itemKind, itemOf, looks }: Game, item: number): number {
  const kind = itemKind[item];
  return kind === corpse ? glyphs.body + itemOf[item] : glyphs.item + looks[kind];
}

/** What lies or stands there, without monsters. */
function groundGlyph(game: Game, cell: number): number {
  const { itemAt, traps, terrain, flags } = game;
  const ground = terrain[cell];
  const item = itemAt[cell];
  if (item !== 0 && ground < is.boulder) return itemGlyph(game, item);
  if (traps[cell] & trapSeen) return glyphs.trap + (traps[cell] & trapMask);
  if (ground === is.floor && (flags[cell] & cellFlag.lit) === 0) return glyphs.map + is.darkFloor;
  return terrainGlyph[ground];
}

/** Added to a remembered glyph where more than one thing lies there. */
export const pile = 1 << 14;
export const glyphMask = pile - 1;

/** The hero, who sees a cell, remembers what is there, and has been there with the eyes. */
export function remember(game: Game, cell: number): void {
  const { me, memory, flags, itemAt, itemNext } = game;
  const ground = groundGlyph(game, cell);
  const item = itemAt[cell];
  memory[cell] = item !== 0 && itemNext[item] !== 0 && ground < glyphs.map ? ground | pile : ground;
  if ((flags[cell] & cellFlag.explored) === 0 && ground !== glyphs.map) {
    flags[cell] |= cellFlag.explored;
    me[my.tilesSeen]++;
  }
}
