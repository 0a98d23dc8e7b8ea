import { classLetters } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { letterOf } from "../data/monsters.ts";
import { terrain as is, isBoulder, isSecret } from "../data/terrain.ts";
import { charOf, terrainGlyph } from "../display/glyphs.ts";
import type { Game } from "../state/game.ts";
import { cells, columnOf, rowOf, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";

/** A level as text, secrets and all: boulders are 0, secret doors S. */
export function picture(game: Game): string {
  const { terrain } = game;
  const drawn = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => terrain[cell] !== is.stone);
  if (drawn.length === 0) return "(nothing but stone)";
  const [xs, ys] = [drawn.map(columnOf), drawn.map(rowOf)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return Array.from({ length: bottom - top + 1 }, (_, row) =>
    Array.from({ length: right - left + 1 }, (_, column) => charAt(game, (top + row) * width + left + column))
      .join("")
      .trimEnd(),
  ).join("\n");
}

function charAt({ me, terrain, traps, monsterAt, monsterKind, itemAt, itemKind }: Game, cell: number): string {
  const ground = terrain[cell];
  if (cell === me[my.cell]) return "@";
  if (monsterAt[cell] !== 0) return String.fromCharCode(letterOf[monsterKind[monsterAt[cell]]]);
  if (isBoulder[ground]) return "0";
  if (itemAt[cell] !== 0) return String.fromCharCode(classLetters[classOf[itemKind[itemAt[cell]]]]);
  if (traps[cell] !== 0) return "^";
  if (isSecret[ground]) return "S";
  if (ground === is.lava) return "~";
  if (ground === is.tree) return "T";
  return String.fromCharCode(charOf[terrainGlyph[ground]]);
}
