import { fail, listing } from "../../../src/core/index.ts";
import { cellFlag, terrain as is } from "../data/terrain.ts";
import { trapOdds, trapSeen } from "../data/traps.ts";
import { endItem, placeInPack, placeOnFloor } from "../items/lists.ts";
import { drawWalls } from "../levels/draw.ts";
import { carveMaze } from "../levels/maze.ts";
import { canStand, spawn } from "../monsters/spawn.ts";
import { monsterBit } from "../monsters/state.ts";
import { below, between } from "../state/dice.ts";
import type { Game } from "../state/game.ts";
import { width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import type { Count, Statement, Where } from "./description.ts";
import { doorState, hang } from "./doors.ts";
import { grounds, monsterOf, named, traps } from "./names.ts";
import { type Fits, isAny, isFooted, isFree, isFreeFooting, owners, type Place, pick } from "./place.ts";
import { drawRoomWithin } from "./room-within.ts";
import { maker } from "./things.ts";

/** Does what a statement says; false where it cannot be done. */
export type Act = (game: Game) => boolean;

/** How statements find places. */
export interface Scope {
  /** The place that is meant; looked up when the description is checked. */
  find(where: Where | undefined): { readonly place: Place; readonly isCell: boolean; ready?(game: Game): boolean };
  /** Names the cells of a room that is drawn at random. */
  name(room: string): Place;
}

type Of<K extends string> = Extract<Statement, { readonly [key in K]: unknown }>;

/** What each statement, known by its first word, becomes. */
const makers: { readonly [word: string]: (statement: never, scope: Scope) => Act } = {
  hero: ({ hero }: Of<"hero">, scope) =>
    put(scope, hero, 1, isFreeFooting, (game, cell) => {
      game.me[my.cell] = cell;
      return true;
    }),
  stairs: ({ stairs, at }: Of<"stairs">, scope) =>
    put(scope, at, 1, isFree, ground(named("staircase", stairs, { down: is.stairsDown, up: is.stairsUp }))),
  ground: ({ ground: name, at, count }: Of<"ground">, scope) => {
    const code = named("ground", name, grounds);
    return count === undefined ? cover(scope, at, code) : put(scope, at, count, isFree, ground(code));
  },
  door: ({ door, at }: Of<"door">, scope) => {
    const state = doorState(door);
    return put(scope, at, 1, isAny, (game, cell) => hang(game, cell, state));
  },
  monster({ monster, at, count = 1, asleep, peaceful }: Of<"monster">, scope) {
    const kindOf = monsterOf(monster);
    const state = (asleep ? monsterBit.asleep : 0) | (peaceful ? monsterBit.peaceful : 0);
    const where = scope.find(at);
    return times(count, (game) => {
      const kind = kindOf(game);
      if (where.ready?.(game) === false) return false;
      const cell = pick(game, where.place, (_, to) => canStand(kind, game.terrain[to]) && isVacant(game, to));
      const born = cell < 0 ? 0 : spawn(game, kind, cell);
      game.monsterState[born] |= born === 0 ? 0 : state;
      return born !== 0;
    });
  },
  object({ object, at, count = 1, is: blessing, known }: Of<"object">, scope) {
    const make = maker(object, blessing, known);
    const fits = scope.find(at).isCell ? isFooted : isFree;
    return put(scope, at, count, fits, (game, cell) => {
      const item = make(game);
      if (item !== 0) placeOnFloor(game, item, cell);
      return item !== 0;
    });
  },
  carry({ carry, is: blessing, known }: Of<"carry">) {
    const make = maker(carry, blessing, known);
    return (game) => {
      const item = make(game);
      if (item !== 0 && placeInPack(game, item) < 0) endItem(game, item);
      return item !== 0;
    };
  },
  trap({ trap, at, count = 1, known }: Of<"trap">, scope) {
    const kind = trap === "any" ? 0 : named("trap", trap, traps);
    return put(scope, at, count, isFree, (game, cell) => {
      game.traps[cell] = (kind || anyTrap(game)) | (known ? trapSeen : 0);
      return true;
    });
  },
  room({ room, size, at, door = "closed", lit = true }: Of<"room">, scope) {
    const within = scope.find(at);
    const place = scope.name(room);
    const state = doorState(door);
    return (game) => {
      if (within.ready?.(game) === false) return false;
      const way = drawRoomWithin(game, within.place, place, size, lit);
      return way >= 0 && hang(game, way, state);
    };
  },
  maze({ maze }: Of<"maze">, { find }) {
    const { place } = find(maze);
    const [first, last] = [place.cells[0], place.cells[place.count - 1]];
    const area = { left: first % width, top: (first / width) | 0, right: last % width, bottom: (last / width) | 0 };
    if ((area.right - area.left) % 2 !== 0 || (area.bottom - area.top) % 2 !== 0)
      fail("level/invalid", {
        given: `a maze of ${area.right - area.left + 1} x ${area.bottom - area.top + 1} cells`,
        expected: "odd numbers: every other row and column is wall",
      });
    return (game) => {
      carveMaze(game, area);
      drawWalls(game, (game.flags[first] & cellFlag.lit) !== 0);
      return true;
    };
  },
  oneOf({ oneOf }: Of<"oneOf">, scope) {
    const branches = oneOf.map((statements) => statements.map((statement) => actOf(statement, scope)));
    if (branches.length === 0) fail("level/invalid", { given: "oneOf nothing", expected: "lists of statements" });
    return (game) => branches[below(game, branches.length)].every((act) => act(game));
  },
  by: ({ by, at }: Of<"by">, { find }) => {
    const where = find(at);
    return (game) => where.ready?.(game) !== false && by(game, where.place.cells.subarray(0, where.place.count));
  },
};

/** @throws `level/invalid` for words, names and places that there are not */
export function actOf(statement: Statement, scope: Scope): Act {
  const words = Object.keys(makers);
  const found = words.filter((word) => Object.hasOwn(statement, word));
  // `{ room, door }` has two words that could begin a statement: the room is what it is about
  const word = found.length === 2 && found.includes("room") && found.includes("door") ? "room" : found[0];
  if (word === undefined)
    fail("level/invalid", {
      given: `the statement ${JSON.stringify(statement)}`,
      expected: `one with ${listing(words, 20)}`,
    });
  const act = makers[word](statement as never, scope);
  const { chance } = statement;
  if (chance === undefined) return act;
  if (!(chance >= 0 && chance <= 100))
    fail("level/invalid", { given: `a chance of ${chance}`, expected: "a number from 0 to 100" });
  return (game) => below(game, 100) >= chance || act(game);
}

const times =
  (count: Count, act: Act): Act =>
  (game) => {
    for (let left = typeof count === "number" ? count : between(game, count[0], count[1]); left > 0; left--)
      if (!act(game)) return false;
    return true;
  };

/** Puts something onto so many cells of a place. */
function put(
  { find }: Scope,
  at: Where | undefined,
  count: Count,
  fits: Fits,
  onto: (game: Game, cell: number) => boolean,
): Act {
  const where = find(at);
  return times(count, (game) => {
    if (where.ready?.(game) === false) return false;
    const cell = pick(game, where.place, fits);
    return cell >= 0 && onto(game, cell);
  });
}

const ground = (code: number) => (game: Game, cell: number) => {
  game.terrain[cell] = code;
  return true;
};

function cover({ find }: Scope, at: Where | undefined, code: number): Act {
  const where = find(at);
  return (game) => {
    if (where.ready?.(game) === false) return false;
    const { cells, count, owner } = where.place;
    for (let i = 0; i < count; i++) if (owner === 0 || owners[cells[i]] === owner) game.terrain[cells[i]] = code;
    return true;
  };
}

const isVacant = ({ monsterAt, me }: Game, cell: number) => monsterAt[cell] === 0 && me[my.cell] !== cell;

const trapsHere = trapOdds.filter(([kind]) => Object.values(traps).includes(kind as never));
const anyTrap = (game: Game): number => trapsHere[below(game, trapsHere.length)][0];
