import { has, trait } from "../data/monsters.ts";
import { monsterBit } from "../monsters/state.ts";
import { isVisible } from "../play/visible.ts";
import type { Game } from "../state/game.ts";
import { height, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { charOf, colourOf, glyphs, special, specialOf } from "./glyphs.ts";
import { glyphMask, remember } from "./ground.ts";
import type { Screen } from "./screen.ts";

const ttyWidth = 80;
/** The glyph of stone, and of what the hero knows nothing of. */
export const stone = glyphs.map;

/** Whether the hero sees a monster that is on a visible cell. */
export const isSeenThere = ({ me, monsterKind, monsterState }: Game, monster: number): boolean =>
  (monsterState[monster] & monsterBit.hidden) === 0 &&
  (!(has(monsterKind[monster], trait.invisible) || (monsterState[monster] & monsterBit.invisible) !== 0) ||
    me[my.seesInvisible] !== 0);

/** Whether the hero knows of a monster in any way. */
export function isNoticed(game: Game, monster: number): boolean {
  const { me, monsterCell, monsterKind } = game;
  if (isVisible(game, monsterCell[monster]) && me[my.blind] === 0) return isSeenThere(game, monster);
  return me[my.telepathic] !== 0 && me[my.blind] !== 0 && !has(monsterKind[monster], trait.mindless);
}

/** Brings a cell of the observation up to date, and what the hero remembers of it. */
export function showCell(game: Game, cell: number): void {
  const { me, memory, monsterAt, monsterKind, monsterTame } = game;
  const here = me[my.cell];
  if (isVisible(game, cell) && (me[my.blind] === 0 || cell === here)) remember(game, cell);
  let glyph = memory[cell];
  const monster = monsterAt[cell];
  if (cell === here) glyph = glyphs.monster;
  else if (monster !== 0 && isNoticed(game, monster))
    glyph = (monsterTame[monster] > 0 ? glyphs.pet : glyphs.monster) + monsterKind[monster];
  game.screen.shown[cell] = glyph;
  drawCell(game.screen, cell, glyph);
}

/** Writes all of the map as stone. */
export function drawStone({ out }: Screen): void {
  out.glyphs.fill(stone);
  out.chars.fill(charOf[stone]);
  out.colors.fill(colourOf[stone]);
  out.specials.fill(specialOf[stone]);
  out.tty_chars.fill(charOf[stone], ttyWidth, (height + 1) * ttyWidth);
  out.tty_colors.fill(colourOf[stone], ttyWidth, (height + 1) * ttyWidth);
}

/** Writes a cell as it was last shown. */
export function drawCell({ out }: Screen, cell: number, shown: number): void {
  const glyph = shown & glyphMask;
  const char = charOf[glyph];
  const shade = colourOf[glyph];
  out.glyphs[cell] = glyph;
  out.chars[cell] = char;
  out.colors[cell] = shade;
  out.specials[cell] = shown === glyph ? specialOf[glyph] : specialOf[glyph] | special.pile;
  const at = cell + ((cell / width) | 0) + ttyWidth; // one more column, one more line
  out.tty_chars[at] = char;
  out.tty_colors[at] = shade;
}
