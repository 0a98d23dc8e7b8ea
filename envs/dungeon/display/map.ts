import { cellFlag, terrain as is } from "../data/terrain.ts";
import { trapMask, trapSeen } from "../data/traps.ts";
import { has, trait } from "../data/monsters.ts";
import { itemClass } from "../data/item-classes.ts";
import { classOf, itemNamed } from "../data/items.ts";
import { isVisible } from "../play/sight.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { monsterBit } from "../monsters/state.ts";
import { charOf, colourOf, glyphs, special, specialOf, terrainGlyph } from "./glyphs.ts";

const corpse = itemNamed("corpse");
const ttyWidth = 80;

/** What an item looks like: kinds that are not known look like their shuffled look, so no glyph gives a secret away. */
export function itemGlyph({ itemKind, itemOf, looks }: Game, item: number): number {
  const kind = itemKind[item];
  return kind === corpse ? glyphs.body + itemOf[item] : glyphs.item + looks[kind];
}

/** Whether the hero sees a monster that is on a visible cell. */
export const isSeenThere = ({ me, monsterKind, monsterState }: Game, monster: number): boolean =>
  (monsterState[monster] & monsterBit.hidden) === 0 &&
  (!(has(monsterKind[monster], trait.invisible) || (monsterState[monster] & monsterBit.invisible) !== 0) || me[my.seesInvisible] !== 0);

/** Whether the hero knows of a monster in any way. */
export function isNoticed(game: Game, monster: number): boolean {
  const { me, monsterCell, monsterKind } = game;
  if (isVisible(game, monsterCell[monster]) && me[my.blind] === 0) return isSeenThere(game, monster);
  return me[my.telepathic] !== 0 && me[my.blind] !== 0 && !has(monsterKind[monster], trait.mindless);
}

/** What lies or stands there, without monsters. */
function groundGlyph(game: Game, cell: number): number {
  const { itemAt, traps, terrain, flags } = game;
  const ground = terrain[cell];
  const item = itemAt[cell];
  if (item !== 0 && ground !== is.boulder && ground !== is.boulderInCorridor) return itemGlyph(game, item);
  if (traps[cell] & trapSeen) return glyphs.trap + (traps[cell] & trapMask);
  if (ground === is.floor && (flags[cell] & cellFlag.lit) === 0) return glyphs.map + is.darkFloor;
  return terrainGlyph[ground];
}

/** Brings a cell of the observation up to date, and what the hero remembers of it. */
export function showCell(game: Game, cell: number): void {
  const { me, memory, monsterAt, monsterKind, monsterTame, itemAt, itemNext, itemKind, flags, screen } = game;
  const seen = isVisible(game, cell) && (me[my.blind] === 0 || cell === me[my.cell]);
  if (seen) {
    const ground = (memory[cell] = groundGlyph(game, cell));
    if ((flags[cell] & cellFlag.explored) === 0 && ground !== glyphs.map) {
      flags[cell] |= cellFlag.explored;
      me[my.tilesSeen]++;
    }
  }
  let glyph = memory[cell];
  const monster = monsterAt[cell];
  if (cell === me[my.cell]) glyph = glyphs.monster;
  else if (monster !== 0 && isNoticed(game, monster))
    glyph = (monsterTame[monster] > 0 ? glyphs.pet : glyphs.monster) + monsterKind[monster];
  const { out } = screen;
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
