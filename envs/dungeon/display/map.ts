import { itemClass } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { has, trait } from "../data/monsters.ts";
import { monsterBit } from "../monsters/state.ts";
import { isVisible } from "../play/visible.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { charOf, colourOf, glyphs, special, specialOf } from "./glyphs.ts";
import { remember } from "./ground.ts";

const ttyWidth = 80;

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
  const { me, memory, monsterAt, monsterKind, monsterTame, itemAt, itemNext, itemKind, screen } = game;
  const here = me[my.cell];
  const seen = isVisible(game, cell) && (me[my.blind] === 0 || cell === here);
  if (seen) remember(game, cell);
  let glyph = memory[cell];
  const monster = monsterAt[cell];
  if (cell === here) glyph = glyphs.monster;
  else if (monster !== 0 && isNoticed(game, monster))
    glyph = (monsterTame[monster] > 0 ? glyphs.pet : glyphs.monster) + monsterKind[monster];
  const { out } = screen;
  screen.shown[cell] = glyph;
  out.glyphs[cell] = glyph;
  const char = charOf[glyph];
  const shade = colourOf[glyph];
  let extra = specialOf[glyph];
  if (glyph >= glyphs.body && glyph < glyphs.map) {
    const item = itemAt[cell];
    if (item !== 0 && itemNext[item] !== 0 && classOf[itemKind[item]] !== itemClass.rock) extra |= special.pile;
  }
  out.chars[cell] = char;
  out.colors[cell] = shade;
  out.specials[cell] = extra;
  const row = (cell / 79) | 0;
  const at = cell + row + ttyWidth; // one more column, one more line
  out.tty_chars[at] = char;
  out.tty_colors[at] = shade;
}
