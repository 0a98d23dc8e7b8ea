import { itemNamed } from "../data/items.ts";
import { monsterNamed } from "../data/monsters.ts";
import { terrain as is, isPlain } from "../data/terrain.ts";
import { dropNew } from "../items/make.ts";
import { spawn } from "../monsters/spawn.ts";
import type { Arrival, Builder } from "../play/rules.ts";
import { below, oneIn } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { buildCaves } from "./caves.ts";
import { clearLevel, drawRoom, findTerrain, freeCell, freeCellNear } from "./draw.ts";
import { furnishOpen, furnishRooms } from "./furnish.ts";
import { buildMaze } from "./maze.ts";
import { allPlaces, branchOf, cavesFrom, mainLevels, mazesFrom, seerOn } from "./places.ts";
import { reachesAllStairs } from "./reach.ts";
import { buildRooms, placeStairs } from "./rooms.ts";
import { buildSeersHall } from "./seer.ts";
import { chooseSpecialRoom, makeVault } from "./special-rooms.ts";

const orb = itemNamed("Orb of the Deep");
const keeper = monsterNamed("Keeper of the Orb");
const caveFolk = ["gnome", "gnome chief", "dwarf", "gnome", "ridge orc", "gnome shaman"].map(monsterNamed);
const mostAttempts = 50;

/** The dungeon's own levels: rooms, caves, mazes, the seer's hall and the Orb's. All stairs can be reached from each other. */
export const buildDungeon: Builder = (game, place, arrival) => {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    clearLevel(game);
    if (!lay(game, place)) continue;
    const start = arrivalCell(game, arrival);
    if (start < 0 || !reachesAllStairs(game, start)) continue;
    furnish(game, place);
    // furniture may have come to stand in the way, and the place may be taken by now
    const cell = arrivalCell(game, arrival);
    if (cell >= 0 && reachesAllStairs(game, cell)) return cell;
  }
  throw new Error(`level ${place} of seed ${game.me[my.levelSeed]} could not be built`);
};

/** Where somebody who comes by some way arrives. */
export function arrivalCell(game: Game, arrival: Arrival): number {
  const wanted =
    arrival === "start" || arrival === "down"
      ? findTerrain(game, is.stairsUp)
      : arrival === "up"
        ? findTerrain(game, is.stairsDown)
        : arrival === "branch"
          ? Math.max(findTerrain(game, is.ladderUp), findTerrain(game, is.ladderDown))
          : -1;
  return wanted >= 0 ? wanted : freeCell(game);
}

function lay(game: Game, place: number): boolean {
  const seed = game.me[my.levelSeed];
  if (branchOf(place) === 1) return layCaves(game, place);
  const isLast = place === mainLevels - 1;
  const ladder = place === cavesFrom(seed) - 1 ? is.ladderDown : 0;
  if (place + 1 >= mazesFrom) return layMaze(game, isLast);
  if (place + 1 === seerOn(seed)) return buildSeersHall(game);
  buildRooms(game);
  return placeStairs(game, true, !isLast, ladder);
}

function layCaves(game: Game, place: number): boolean {
  if (!buildCaves(game, game.me[my.depth] < 7)) return false;
  return setStairs(game, place === mainLevels ? is.ladderUp : is.stairsUp, place === allPlaces - 1 ? 0 : is.stairsDown);
}

function layMaze(game: Game, isLast: boolean): boolean {
  if (isLast) {
    // the chamber of the Orb stands in the middle, and the maze grows around it
    drawRoom(game, 36, 9, 42, 11, true);
    buildMaze(game, 20);
    const door = 10 * width + 35;
    game.terrain[door] = is.closedVertical;
    if (!isPlain[game.terrain[door - 1]]) game.terrain[door - 1] = is.floor;
    if (!isPlain[game.terrain[door - 2]]) game.terrain[door - 2] = is.floor;
  } else buildMaze(game, 12);
  return setStairs(game, is.stairsUp, isLast ? 0 : is.stairsDown);
}

function setStairs(game: Game, up: number, down: number): boolean {
  for (const code of [up, down]) {
    if (code === 0) continue;
    const cell = freeCell(game);
    if (cell < 0) return false;
    game.terrain[cell] = code;
  }
  return true;
}

function furnish(game: Game, place: number): void {
  const { me } = game;
  if (branchOf(place) === 1) {
    furnishOpen(game, 4, 5, 6, 4);
    for (let i = 0; i < 10; i++) put(game, caveFolk[below(game, caveFolk.length)]);
    if (place === allPlaces - 1) furnishOpen(game, 4, 12, 12, 0);
    return;
  }
  if (place + 1 >= mazesFrom) {
    furnishOpen(game, 12, 4, 8, 10);
    if (oneIn(game, 2)) put(game, monsterNamed("bull man"));
    if (place === mainLevels - 1) {
      const shrine = 10 * width + 40;
      game.terrain[shrine] = is.altar;
      dropNew(game, orb, shrine);
      const guard = freeCellNear(game, shrine);
      if (guard >= 0) spawn(game, keeper, guard);
    }
    return;
  }
  if (place + 1 !== seerOn(me[my.levelSeed])) {
    if (me[my.depth] > 1) chooseSpecialRoom(game);
    if (me[my.depth] > 1 && oneIn(game, 4)) hideVault(game);
  }
  furnishRooms(game);
  if (me[my.depth] > 2) furnishOpen(game, 1, 0, 0, 0);
}

function put(game: Game, kind: number): void {
  const cell = freeCell(game);
  if (cell >= 0) spawn(game, kind, cell);
}

/** Finds solid rock for a closet of four cells. */
function hideVault(game: Game): void {
  for (let attempt = 0; attempt < 30; attempt++) {
    const left = 3 + below(game, 70);
    const top = 3 + below(game, 14);
    let isSolid = true;
    for (let y = top - 2; y <= top + 3; y++)
      for (let x = left - 2; x <= left + 3; x++) isSolid &&= game.terrain[y * width + x] === is.stone;
    if (!isSolid) continue;
    const room = drawRoom(game, left, top, left + 1, top + 1, false);
    if (room !== 0) makeVault(game, room);
    return;
  }
}
