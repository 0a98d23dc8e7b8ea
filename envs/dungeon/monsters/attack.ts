import { effect, manner, verbs } from "../data/attacks.ts";
import { itemClass } from "../data/item-classes.ts";
import { classOf, damageOf } from "../data/items.ts";
import { attacksOf, has, trait } from "../data/monsters.ts";
import { put, putMonster, say, sayOf } from "../display/say.ts";
import { causes, hurt } from "../hero/hurt.ts";
import { isHelpless, stopOccupation } from "../hero/trouble.ts";
import { hitChance, surest } from "../play/hit-chance.ts";
import { below, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { my, status } from "../state/hero.ts";
import { monsterBit } from "./state.ts";
import { affect, burst } from "./touch.ts";

/** A monster next to the hero attacks with all it has. */
export function attackHero(game: Game, monster: number): void {
  const { me, monsterKind, monsterState } = game;
  const kind = monsterKind[monster];
  if (monsterState[monster] & monsterBit.hidden) monsterState[monster] &= ~monsterBit.hidden;
  stopOccupation(game);
  me[my.noticed] = 1;
  for (let attack = 0; attack < 3; attack++) {
    const at = (kind * 3 + attack) * 4;
    const how = attacksOf[at] - 1;
    if (how < 0 || how === manner.passive || how === manner.breath || how === manner.shot) continue;
    if (
      me[my.status] !== status.playing ||
      monsterKind[monster] !== kind ||
      monsterState[monster] & monsterBit.peaceful
    )
      return;
    if (how === manner.burst) {
      burst(game, monster, at);
      return;
    }
    if (how === manner.spell && !oneIn(game, 2)) continue;
    if (below(game, 100) >= chanceOf(game, monster)) {
      if (me[my.asleep] === 0) sayOf(game, monster, " misses.");
      continue;
    }
    land(game, monster, at, how);
  }
}

/** What a monster's level is worth as skill. */
export const skillOf = ({ monsterLevel }: Game, monster: number): number => 85 + 3 * monsterLevel[monster];

/** A monster's chance in a hundred to hit the hero: almost sure for the helpless, half for one it cannot see. */
function chanceOf(game: Game, monster: number): number {
  const { me, monsterKind } = game;
  if (isHelpless(game)) return surest;
  const chance = hitChance(skillOf(game, monster), me[my.armourClass]);
  return me[my.invisible] && !has(monsterKind[monster], trait.seesInvisible) ? chance >> 1 : chance;
}

/** Damage of a blow: its dice, and what a weapon in its hand adds. */
function damageFrom(game: Game, monster: number, at: number, how: number): number {
  const { monsterItem, itemNext, itemKind } = game;
  let damage = attacksOf[at + 1] > 0 ? roll(game, attacksOf[at + 1], attacksOf[at + 2]) : 0;
  if (how === manner.weapon)
    for (let item = monsterItem[monster]; item !== 0; item = itemNext[item])
      if (classOf[itemKind[item]] === itemClass.weapon) {
        damage += below(game, Math.max(1, damageOf[itemKind[item]]));
        break;
      }
  return damage;
}

function land(game: Game, monster: number, at: number, how: number): void {
  const { me, monsterKind } = game;
  const kind = monsterKind[monster];
  const damage = damageFrom(game, monster, at, how);
  const what = attacksOf[at + 3];
  putMonster(game, monster, true);
  put(game, " ");
  put(game, verbs[how]);
  say(game, " you.");
  if (what !== effect.stealGold && what !== effect.stealItem) hurt(game, damage, causes.monster, kind);
  if (me[my.status] === status.playing && what !== effect.none) affect(game, monster, what, damage);
}
