import { has, monsterKinds, trait } from "./data/monsters.ts";
import { isClosedDoor, isFooting, isOpen, terrain } from "./data/terrain.ts";
import { place } from "./items/place.ts";
import { reachesAllStairs } from "./levels/reach.ts";
import { type Game, mostItems, mostMonsters } from "./state/game.ts";
import { cells } from "./state/grid.ts";
import { my, wornFields } from "./state/hero.ts";

/** What cannot be true of a game, in words; nothing if all is well. Tests and fuzzing look at it. */
export function impossible(game: Game): string | undefined {
  return wrongWithMonsters(game) ?? wrongWithItems(game) ?? wrongWithHero(game) ?? wrongWithMap(game);
}

function wrongWithMonsters({
  me,
  monsterKind,
  monsterCell,
  monsterAt,
  monsterHp,
  terrain: ground,
}: Game): string | undefined {
  for (let monster = 1; monster < mostMonsters; monster++) {
    const kind = monsterKind[monster];
    if (kind === 0) continue;
    const name = monsterKinds[kind]?.name;
    const cell = monsterCell[monster];
    if (name === undefined) return `a monster of kind ${kind}`;
    if (monster > me[my.monsterTop]) return `a ${name} beyond the last monster`;
    if (monsterAt[cell] !== monster) return `a ${name} shares its cell with ${monsterAt[cell]}`;
    if (cell === me[my.cell]) return `a ${name} where the hero is`;
    if (monsterHp[monster] <= 0) return `a ${name} with ${monsterHp[monster]} hit points`;
    const slips = isClosedDoor[ground[cell]] === 1 && has(kind, trait.slips);
    if (isOpen[ground[cell]] === 0 && !slips) return `a ${name} in terrain ${ground[cell]}`;
  }
  for (let cell = 0; cell < cells; cell++)
    if (monsterAt[cell] !== 0 && monsterCell[monsterAt[cell]] !== cell)
      return `nobody where monster ${monsterAt[cell]} should be`;
  return undefined;
}

function wrongWithItems(game: Game): string | undefined {
  const { me, itemAt, itemNext, itemPlace, itemCell, itemKind, itemCount, monsterKind, monsterItem, pack } = game;
  const seen = new Uint8Array(mostItems);
  const walk = (first: number, where: number, cell: number): string | undefined => {
    for (let item = first; item !== 0; item = itemNext[item]) {
      if (seen[item]) return `item ${item} is in two places`;
      seen[item] = 1;
      if (itemPlace[item] !== where || itemCell[item] !== cell) return `item ${item} does not know where it is`;
    }
    return undefined;
  };
  for (let cell = 0; cell < cells; cell++) {
    const wrong = walk(itemAt[cell], place.floor, cell);
    if (wrong) return wrong;
  }
  for (let monster = 1; monster <= me[my.monsterTop]; monster++) {
    const wrong = monsterKind[monster] === 0 ? undefined : walk(monsterItem[monster], place.monster, monster);
    if (wrong) return wrong;
  }
  for (const item of pack) {
    if (item === 0) continue;
    if (seen[item] || itemPlace[item] !== place.pack) return `item ${item} in the pack is elsewhere, too`;
    seen[item] = 1;
  }
  for (let item = 1; item < mostItems; item++) {
    if (itemKind[item] === 0 && itemPlace[item] !== place.nowhere) return `item ${item} is somewhere but nothing`;
    if (itemKind[item] !== 0 && !seen[item]) return `item ${item} of kind ${itemKind[item]} is lost`;
    if (itemKind[item] !== 0 && itemCount[item] < 1) return `${itemCount[item]} of item ${item}`;
  }
  return undefined;
}

function wrongWithHero({ me, terrain: ground, pack, itemKind }: Game): string | undefined {
  const used = [
    me[my.weapon],
    me[my.quiver],
    me[my.amulet],
    me[my.leftRing],
    me[my.rightRing],
    ...wornFields.slice(1).map((field) => me[field]),
  ];
  for (const item of used)
    if (item !== 0 && !pack.includes(item)) return `item ${item} of kind ${itemKind[item]} is used and not carried`;
  if (me[my.hp] > me[my.hpMax]) return `${me[my.hp]} of ${me[my.hpMax]} hit points`;
  if (me[my.gold] < 0) return `${me[my.gold]} gold`;
  const here = ground[me[my.cell]];
  const isHigh = me[my.levitating] > 0 && (here === terrain.water || here === terrain.lava);
  if (isFooting[here] === 0 && !isHigh) return `the hero is in terrain ${here}`;
  return undefined;
}

function wrongWithMap(game: Game): string | undefined {
  return reachesAllStairs(game, game.me[my.cell]) || game.terrain[game.me[my.cell]] >= terrain.water
    ? undefined
    : "stairs that cannot be reached";
}
