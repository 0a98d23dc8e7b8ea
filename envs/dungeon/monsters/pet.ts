import { itemNamed } from "../data/items.ts";
import { armourOf, attacksOf, has, levelOf, trait } from "../data/monsters.ts";
import { isNoticed } from "../display/map.ts";
import { put, putMonster, say, sayOf } from "../display/say.ts";
import { fall } from "../hero/fight.ts";
import { endItem, takeFromFloor } from "../items/lists.ts";
import { hitChance } from "../play/hit-chance.ts";
import { below, oneIn, roll } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { distance, offsets } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { skillOf } from "./attack.ts";
import { monsterBit } from "./state.ts";
import { walkAtRandom, walkTowards } from "./walk.ts";

const corpse = itemNamed("corpse");
const tripe = itemNamed("strip of tripe");

/** A pet fights what it dares to fight, eats, and otherwise stays with the hero. */
export function actAsPet(game: Game, pet: number): void {
  const { me, monsterCell, monsterAt, itemAt, itemKind } = game;
  const here = monsterCell[pet];
  for (let direction = 0; direction < 8; direction++) {
    const other = monsterAt[here + offsets[direction]];
    if (other !== 0 && wouldFight(game, pet, other)) return fightWith(game, pet, other);
  }
  const food = itemAt[here];
  if (
    food !== 0 &&
    (itemKind[food] === corpse || itemKind[food] === tripe) &&
    !has(game.itemOf[food], trait.poisonous | trait.acidic)
  ) {
    sayOf(game, pet, " eats.");
    takeFromFloor(game, food);
    endItem(game, food);
    game.monsterWait[pet] = 3;
    if (game.monsterTame[pet] < 20) game.monsterTame[pet]++;
    return;
  }
  const away = distance(here, me[my.cell]);
  if (away > 3 || (away > 1 && oneIn(game, 2))) {
    if (walkTowards(game, pet, me[my.cell])) return;
  }
  walkAtRandom(game, pet);
}

/** A pet with more than half of its hit points fights whoever is not more than two levels above it. */
function wouldFight(
  { monsterState, monsterTame, monsterKind, monsterLevel, monsterHp, monsterHpMax }: Game,
  pet: number,
  other: number,
): boolean {
  return (
    monsterTame[other] === 0 &&
    (monsterState[other] & (monsterBit.peaceful | monsterBit.hidden)) === 0 &&
    levelOf[monsterKind[other]] <= monsterLevel[pet] + 2 &&
    monsterHp[pet] * 2 > monsterHpMax[pet] &&
    !(attacksOf[monsterKind[other] * 12] === 10 && levelOf[monsterKind[other]] > 0) // those that only defend themselves
  );
}

function fightWith(game: Game, pet: number, other: number): void {
  const { monsterKind, monsterHp, monsterLevel } = game;
  if (bite(game, pet, other)) {
    game.tally[happened.petKills]++;
    // a pet that wins gains a hit point, and a level with every sixth
    if (game.monsterHpMax[pet] < 60 && ++game.monsterHpMax[pet] % 6 === 0) monsterLevel[pet]++;
    return;
  }
  if (monsterKind[other] !== 0 && game.monsterWait[other] === 0 && bite(game, other, pet))
    say(game, "Your pet is dead.");
  if (monsterHp[other] > 0) game.monsterState[other] &= ~monsterBit.asleep;
}

/** One monster's blow at another; says whether it died of it. */
function bite(game: Game, attacker: number, target: number): boolean {
  const { monsterKind, monsterHp } = game;
  const at = monsterKind[attacker] * 12;
  const isSeen = isNoticed(game, attacker) || isNoticed(game, target);
  const isHit = below(game, 100) < hitChance(skillOf(game, attacker), armourOf[monsterKind[target]]);
  if (isSeen) {
    putMonster(game, attacker, true);
    put(game, isHit ? " bites " : " misses ");
    putMonster(game, target);
    say(game, ".");
  }
  if (!isHit || attacksOf[at + 1] === 0) return false;
  monsterHp[target] -= roll(game, attacksOf[at + 1], attacksOf[at + 2]);
  if (monsterHp[target] > 0) return false;
  sayOf(game, target, " falls dead.");
  fall(game, target);
  return true;
}
