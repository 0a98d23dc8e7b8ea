import { fail, listing } from "../../../src/core/index.ts";
import { cellFlag, terrain as is, isSecret } from "../data/terrain.ts";
import { terrainGlyph } from "../display/glyphs.ts";
import { endItem } from "../items/lists.ts";
import { clearLevel, roomField } from "../levels/draw.ts";
import { buildRooms } from "../levels/rooms.ts";
import type { Builder } from "../play/rules.ts";
import type { Game } from "../state/game.ts";
import { cells, width } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import type { Description, Statement, Where } from "./description.ts";
import { type Drawing, draw } from "./drawing.ts";
import { type Aim, aimOf, goalInWords } from "./goals.ts";
import { picture } from "./picture.ts";
import { owners, type Place, placeOf, stretch, stretchOverRoom } from "./place.ts";
import { type Act, actOf, type Scope } from "./statements.ts";

const mostDraws = 200;

/** A description that has been checked, ready to be built. */
export interface Plan {
  readonly description: Description;
  readonly aim: Aim;
  /** @throws `level/unreachable` if the goal can be reached in none of many draws; `level/invalid` if things do not fit */
  readonly build: Builder;
}

/**
 * Checks a description and makes a plan of it.
 * @throws `level/invalid` for a drawing that does not fit, and for names and places that there are not
 */
export function planOf(description: Description): Plan {
  const drawing = draw(description);
  const aim = aimOf(description);
  const scope = scopeOf(description, drawing);
  const statements: readonly Statement[] = [...(drawing.places.has("@") ? [{ hero: "@" }] : []), ...description.put];
  if (!statements.some((statement) => "hero" in statement || "by" in statement))
    fail("level/invalid", { given: "a level without a hero", expected: "an @ in the drawing or { hero: place }" });
  const acts = statements.map((statement) => actOf(statement, scope));
  const build: Builder = (game, _place, arrival) => {
    let failed = -1; // the statement that there was no room for
    for (let attempt = 0; attempt < mostDraws; attempt++) {
      begin(game, drawing, description, arrival === "start");
      failed = description.rooms !== undefined && !joined(game, description.rooms) ? 0 : layOut(game, acts);
      if (failed < 0 && aim.isPossible(game)) {
        if (description.mapped) remember(game);
        return game.me[my.cell];
      }
    }
    if (failed >= 0)
      return fail("level/invalid", {
        given: `no room for ${JSON.stringify(statements[failed])} in\n${picture(game)}\n`,
        expected: "a free cell, in at least one of many draws",
      });
    return fail("level/unreachable", {
      given: `a level in which ${goalInWords(description.goal)} cannot be reached\n${picture(game)}\n`,
      expected: "a way from the hero (@), in at least one of many draws",
    });
  };
  return { description, aim, build };
}

/** Looks places up by what descriptions call them. */
function scopeOf({ rooms = 0 }: Description, drawing: Drawing): Scope {
  const { left, top, columns, rows } = drawing;
  const places = new Map<string, Place>();
  for (const [name, list] of drawing.places) places.set(name, placeOf(list, places.size + 1));
  const anywhere = placeOf(new Int16Array(cells));
  if (rooms > 0) stretch(anywhere, 1, 1, width - 2, cells / width - 2);
  else stretch(anywhere, left, top, left + columns - 1, top + rows - 1);
  return {
    name(room) {
      const place = placeOf(new Int16Array(cells), places.size + 1);
      places.set(room, place);
      return place;
    },
    find(where) {
      if (where === undefined) return { place: anywhere, isCell: false };
      if (typeof where !== "string") return { place: cellsOf(where, drawing), isCell: where.length === 2 };
      const number = /^room (\d+)$/.exec(where);
      if (number && Number(number[1]) >= 1 && Number(number[1]) <= rooms) {
        const place = placeOf(new Int16Array(cells));
        return { place, isCell: false, ready: (game) => stretchOverRoom(game, place, Number(number[1])) };
      }
      const place = places.get(where);
      if (place) return { place, isCell: place.count === 1 };
      const known = [...places.keys(), ...Array.from({ length: rooms }, (_, i) => `room ${i + 1}`)];
      return fail("level/invalid", { given: `the place ${JSON.stringify(where)}`, expected: listing(known, 30) });
    },
  };
}

function cellsOf(where: Exclude<Where, string>, { left, top, columns, rows }: Drawing): Place {
  const [x, y, right = x, bottom = y] = where;
  if (!(x >= 0 && y >= 0 && x <= right && y <= bottom && right < columns && bottom < rows))
    fail("level/invalid", {
      given: `the cells ${JSON.stringify(where)}`,
      expected: `columns 0 to ${columns - 1} and rows 0 to ${rows - 1} of the drawing`,
    });
  const place = placeOf(new Int16Array((right - x + 1) * (bottom - y + 1)));
  stretch(place, left + x, top + y, left + right, top + bottom);
  return place;
}

/** Draws the level as it is before anything is put into it. */
function begin(game: Game, drawing: Drawing, { depth = 1 }: Description, isStart: boolean): void {
  const { me, itemPlace } = game;
  for (let item = 1; item <= me[my.itemTop]; item++) if (isStart || (itemPlace[item] & 1) === 1) endItem(game, item); // on the floor or with a monster
  if (isStart) game.pack.fill(0);
  clearLevel(game);
  me[my.cell] = 0;
  me[my.depth] = me[my.deepest] = depth;
  game.terrain.set(drawing.terrain);
  game.flags.set(drawing.flags);
  for (const room of drawing.rooms) game.rooms.set(room, ++me[my.roomCount] * roomField.size);
  owners.fill(0);
  let owner = 0;
  for (const list of drawing.places.values()) {
    owner++;
    for (let i = 0; i < list.length; i++) owners[list[i]] = owner;
  }
}

/** Draws rooms at random; says whether there was room for all of them. */
function joined(game: Game, rooms: number): boolean {
  buildRooms(game, rooms);
  return game.me[my.roomCount] === rooms;
}

/** Does what the statements say; the first that could not be done, or -1. */
function layOut(game: Game, acts: readonly Act[]): number {
  for (let i = 0; i < acts.length; i++) if (!acts[i](game)) return i;
  return -1;
}

/** The hero knows the ground, but for secrets. */
function remember({ terrain, memory, flags, me }: Game): void {
  for (let cell = 0; cell < cells; cell++) {
    if (terrain[cell] === is.stone || isSecret[terrain[cell]]) continue;
    memory[cell] = terrainGlyph[terrain[cell]];
    flags[cell] |= cellFlag.explored;
    me[my.tilesSeen]++;
  }
}
