import { cellFlag } from "../data/terrain.ts";
import { itemGlyph } from "../display/ground.ts";
import { say } from "../display/say.ts";
import { touch } from "../display/touch.ts";
import { itemBit } from "../items/place.ts";
import { monsterBit } from "../monsters/state.ts";
import { changeSight } from "../play/sight-change.ts";
import { below } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { cells, distance, offsets } from "../state/grid.ts";
import { my, wornFields } from "../state/hero.ts";

export const isIdentified = ({ known, itemKind, itemFlags }: Game, item: number) =>
  known[itemKind[item]] !== 0 &&
  (itemFlags[item] & (itemBit.blessingKnown | itemBit.plusKnown)) === (itemBit.blessingKnown | itemBit.plusKnown);

/** Enchantment changes by one, up by two if blessed, and stays between -5 and 5. */
export const enchanted = (plus: number, sign: -1 | 0 | 1): number =>
  Math.max(-5, Math.min(5, plus + (sign < 0 ? -1 : 1 + sign)));

/** A piece of armour that is worn, any of them; 0 for none. */
export function wornPiece(game: Game): number {
  const first = below(game, 6);
  for (let i = 0; i < 6; i++) {
    const piece = game.me[wornFields[1 + ((first + i) % 6)]];
    if (piece !== 0) return piece;
  }
  return 0;
}

/** Calls with every hostile monster in the hero's line of sight. */
export function forSeen(
  { me, monsterKind, monsterCell, monsterState, sight }: Game,
  work: (monster: number) => void,
): void {
  for (let monster = 1; monster <= me[my.monsterTop]; monster++)
    if (
      monsterKind[monster] !== 0 &&
      sight[monsterCell[monster]] === 1 &&
      (monsterState[monster] & monsterBit.peaceful) === 0
    )
      work(monster);
}

export function detect(game: Game, isWanted: (item: number) => boolean, found: string, none: string): boolean {
  let count = 0;
  for (let cell = 0; cell < cells; cell++) {
    const item = game.itemAt[cell];
    if (item === 0 || !isWanted(item)) continue;
    game.memory[cell] = itemGlyph(game, item);
    touch(game, cell);
    count++;
  }
  say(game, count > 0 ? found : none);
  return count > 0;
}

/** Lights the surroundings, or darkens them. */
export function lightUp(game: Game, isLight: boolean): void {
  const { me, flags, sight } = game;
  say(game, isLight ? "Light fills the place." : "Darkness closes in.");
  for (let cell = 0; cell < cells; cell++) {
    if (sight[cell] !== 1 || distance(cell, me[my.cell]) > 10) continue;
    if (isLight) flags[cell] |= cellFlag.lit;
    else flags[cell] &= ~cellFlag.lit;
    touch(game, cell);
  }
  changeSight(game, me[my.cell] + offsets[0]);
}
