import { describe, expect, test } from "vitest";
import { itemNamed } from "../../../../envs/dungeon/data/items.ts";
import { monsterKinds } from "../../../../envs/dungeon/data/monsters.ts";
import { cellFlag, isClosedDoor, terrain } from "../../../../envs/dungeon/data/terrain.ts";
import { trap } from "../../../../envs/dungeon/data/traps.ts";
import { teleportHero } from "../../../../envs/dungeon/hero/teleport.ts";
import { impossible } from "../../../../envs/dungeon/impossible.ts";
import { itemBit } from "../../../../envs/dungeon/items/place.ts";
import { monsterBit } from "../../../../envs/dungeon/monsters/state.ts";
import { checked } from "../../../../envs/dungeon/skills/check.ts";
import type { Description } from "../../../../envs/dungeon/skills/description.ts";
import { picture } from "../../../../envs/dungeon/skills/picture.ts";
import type { Game } from "../../../../envs/dungeon/state/game.ts";
import { my } from "../../../../envs/dungeon/state/hero.ts";
import { CodedError } from "../../../../src/core/index.ts";
import { enter } from "./one-skill.ts";

const seeds = 40;

/** Draws a level many times, and counts in how many of them something holds. */
function share(description: Description, holds: (game: Game) => boolean): number {
  let count = 0;
  for (let seed = 1; seed <= seeds; seed++) if (holds(enter(description, seed))) count++;
  return count / seeds;
}

const has = (text: string) => (game: Game) => picture(game).includes(text);

describe("drawings", () => {
  test("mean what they show, and walls rise around them", () => {
    const game = enter({
      map: `
        @..+..}~
        .0./..{_
        ..TS.#.>`,
      put: [],
    });
    expect(picture(game).split("\n")).toEqual(["----------", "|@..+..}~|", "|.0.-..{_|", "|..TS.#.>|", "----------"]);
  });

  test("may have walls, indented rows, stone and corridors without walls", () => {
    const game = enter({
      map: `
          -----
          |@..:##
          -----**#.>`,
      put: [],
    });
    expect(picture(game).split("\n")).toEqual(["------", "|@...##----", "------ #.>|", "       ----"]);
  });

  test("lie in the middle of the map, lit or dark, and cannot be dug unless told otherwise", () => {
    const map = "@>";
    const flagsHere = (description: Description) => {
      const { flags, me } = enter(description);
      return flags[me[my.cell]] & (cellFlag.lit | cellFlag.undiggable);
    };
    expect(enter({ map, put: [] }).me[my.cell]).toBe(10 * 79 + 38);
    expect(flagsHere({ map, put: [] })).toBe(cellFlag.lit | cellFlag.undiggable);
    expect(flagsHere({ map, put: [], lit: false, diggable: true })).toBe(0);
  });

  test("name places by letters", () => {
    const description: Description = {
      map: "aabb",
      put: [{ hero: "a" }, { stairs: "down", at: "b" }],
    };
    expect(share(description, (game) => /[@.]{2}[>.]{2}/.test(picture(game)))).toBe(1);
    expect(share(description, has("@."))).not.toBe(share(description, has("@..>")));
  });
});

describe("statements", () => {
  const map = "@>.....\n.......";

  test("put monsters by name, by letter and by depth, asleep and peaceful", () => {
    const game = enter({
      map,
      put: [
        { monster: "giant rat", at: [3, 0], asleep: true },
        { monster: "d", at: [4, 0], peaceful: true },
        { monster: "any", count: [2, 4] },
      ],
    });
    const { monsterKind, monsterState, me } = game;
    const name = (monster: number) => monsterKinds[monsterKind[monster]].name;
    expect(name(1)).toBe("giant rat");
    expect(monsterState[1] & monsterBit.asleep).toBe(monsterBit.asleep);
    expect(monsterKinds[monsterKind[2]].letter).toBe("d");
    expect(monsterState[2] & monsterBit.peaceful).toBe(monsterBit.peaceful);
    expect(me[my.monsterTop]).toBeGreaterThanOrEqual(4);
    expect(me[my.monsterTop]).toBeLessThanOrEqual(6);
  });

  test("put objects by name, by class and at random, cursed or blessed, known or not, and into the pack", () => {
    const game = enter({
      map,
      put: [
        { object: "wand of frost", at: [2, 0], known: true },
        { object: "apple", at: [3, 0], is: "cursed" },
        { object: "scroll", at: [4, 0] },
        { object: "any", at: [5, 0] },
        { carry: "ring of levitation", is: "blessed" },
      ],
    });
    const { itemAt, itemKind, itemFlags, me, known, pack } = game;
    const on = (column: number) => itemAt[me[my.cell] + column];
    expect(itemKind[on(2)]).toBe(itemNamed("frost", "wand"));
    expect(known[itemNamed("frost", "wand")]).toBe(1);
    expect(itemKind[on(3)]).toBe(itemNamed("apple"));
    expect(itemFlags[on(3)] & (itemBit.cursed | itemBit.blessed)).toBe(itemBit.cursed);
    expect([on(4), on(5)]).not.toContain(0);
    const ring = pack.find((item) => itemKind[item] === itemNamed("levitation", "ring"));
    expect(ring && itemFlags[ring] & itemBit.blessed).toBe(itemBit.blessed);
    expect(known[itemNamed("levitation", "ring")]).toBe(0);
    expect(impossible(game)).toBeUndefined();
  });

  test("put traps, doors, ground, rooms within rooms and mazes", () => {
    const all: Description = {
      map: `
        aaaaaaaa*******
        aaaaaaaa*******
        aaaaaaaa*******
        aaaaaaaa*******
        aaaaaaaa*******
        aaaaaaaa`,
      put: [
        { room: "closet", size: [2, 2], at: "a", door: "locked" },
        { hero: "a" },
        { stairs: "down", at: "closet" },
        { object: "lock pick", at: "a" },
        { trap: "teleport", at: "a", count: 2 },
        { ground: "water", at: "a", count: 1 },
        { maze: [9, 0, 13, 4] },
      ],
    };
    const game = enter(all);
    const { terrain: ground, traps, flags } = game;
    expect(traps.filter((kind) => kind === trap.teleport)).toHaveLength(2);
    expect(ground.filter((code) => code === terrain.water)).toHaveLength(1);
    const door = ground.findIndex((code) => isClosedDoor[code] === 1);
    expect(flags[door] & cellFlag.locked).toBe(cellFlag.locked);
    // a maze of 3 x 3 rooms without loops has 8 openings: 17 cells of floor at the right of the drawing
    const right = ground.filter((code, cell) => code === terrain.floor && cell % 79 >= 32 + 9);
    expect(right).toHaveLength(17);
    const stairs = (one: Game) => one.terrain.indexOf(terrain.stairsDown);
    const isIn = (one: Game) => one.rooms.subarray(2 * 6, 2 * 6 + 4);
    for (let seed = 1; seed <= seeds; seed++) {
      const one = enter(all, seed);
      const [left, top, rightmost, bottom] = isIn(one);
      const [x, y] = [stairs(one) % 79, Math.floor(stairs(one) / 79)];
      expect(x >= left && x <= rightmost && y >= top && y <= bottom).toBe(true);
    }
  });

  test("cover a place, or some cells of it", () => {
    const lava = enter({ map: "@>aaa.", put: [{ ground: "lava", at: "a" }] });
    expect(picture(lava)).toContain("@>~~~.");
    const some = enter({ map: "@>aaaaaa", put: [{ ground: "lava", at: "a", count: 2 }] });
    expect(picture(some).match(/~/g)).toHaveLength(2);
  });

  test("happen by chance, or one of several does", () => {
    const trapped = ({ traps }: Game) => traps.includes(trap.pit);
    expect(share({ map, put: [{ trap: "pit", chance: 0 }] }, trapped)).toBe(0);
    const often = share({ map, put: [{ trap: "pit", chance: 50 }] }, trapped);
    expect(often).toBeGreaterThan(0.2);
    expect(often).toBeLessThan(0.8);
    const either: Description = {
      map,
      put: [{ oneOf: [[{ trap: "pit" }], [{ trap: "web" }], [{ ground: "fountain", count: 1 }]] }],
    };
    const kinds = [trapped, ({ traps }: Game) => traps.includes(trap.web), has("{")];
    const shares = kinds.map((kind) => share(either, kind));
    for (const part of shares) expect(part).toBeGreaterThan(0);
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
  });

  test("rooms at random are joined by corridors, and have numbers from left to right", () => {
    const description: Description = { rooms: 3, put: [{ hero: "room 1" }, { stairs: "down", at: "room 3" }] };
    const isRight = (game: Game) => game.me[my.cell] % 79 < game.terrain.indexOf(terrain.stairsDown) % 79;
    expect(share(description, isRight)).toBe(1);
    expect(share(description, has("#"))).toBe(1);
  });

  test("a mapped level is known from the start, a warded one lets nobody teleport", () => {
    const lone: Description = { map: "@...+....>", put: [] };
    const seen = ({ screen }: Game) => String.fromCharCode(...screen.out.chars).includes(">");
    expect([seen(enter(lone)), seen(enter({ ...lone, mapped: true }))]).toEqual([false, true]);
    const game = enter(lone);
    const here = game.me[my.cell];
    Object.assign(game, { rules: { ...game.rules, warded: true } });
    teleportHero(game);
    expect(game.me[my.cell]).toBe(here);
    Object.assign(game, { rules: { ...game.rules, warded: false } });
    teleportHero(game);
    expect(game.me[my.cell]).not.toBe(here);
  });
});

describe("a goal out of reach", () => {
  const errorOf = (work: () => unknown): CodedError => {
    try {
      work();
    } catch (thrown) {
      if (thrown instanceof CodedError) return thrown;
      throw thrown;
    }
    throw new Error("nothing was thrown");
  };

  test("is told with the picture of the level", () => {
    const error = errorOf(() => checked({ map: "@..*..>", put: [] }));
    expect(error.code).toBe("level/unreachable");
    expect(error.message).toBe(
      `level/unreachable: got a level in which stairs cannot be reached
---------
|@..|..>|
---------
; expected a way from the hero (@), in at least one of many draws.`,
    );
  });

  const isPossible =
    (map: string, ...put: Description["put"]) =>
    () =>
      checked({ map, put });
  const unreachable = expect.objectContaining({ code: "level/unreachable" });

  test("a locked door wants a key that can be reached", () => {
    const locked: Description["put"] = [{ door: "locked", at: [3, 0] }];
    expect(isPossible("@..+..>", ...locked)).toThrow(unreachable);
    expect(isPossible("@.k+..>", ...locked, { object: "skeleton key", at: "k" })).not.toThrow();
    expect(isPossible("@..+k.>", ...locked, { object: "skeleton key", at: "k" })).toThrow(unreachable);
    expect(isPossible("@..+..>", ...locked, { carry: "wand of opening" })).not.toThrow();
  });

  test("water and lava want boulders enough, or what freezes or floats", () => {
    expect(isPossible("@.0.}}.>")).toThrow(unreachable);
    expect(isPossible("@.00.}}.>")).not.toThrow();
    expect(isPossible("@.~~.0>")).toThrow(unreachable);
    for (const object of ["wand of frost", "horn of frost", "levitation boots", "potion of levitation"]) {
      expect(isPossible("@k}~.>", { object, at: "k" })).not.toThrow();
      expect(isPossible("@.}~k>", { object, at: "k" })).toThrow(unreachable);
    }
  });

  test("nobody goes through a door diagonally", () => {
    expect(isPossible("@.+*\n***>")).toThrow(unreachable);
    expect(isPossible("@.+.\n***>")).not.toThrow();
  });

  test("monsters to slay, things to use and fountains to cover count, too", () => {
    const goal = (description: Description) => () => checked(description);
    const newt: Description = { map: "@.*m", goal: { slay: "newt" }, put: [{ monster: "newt", at: "m" }] };
    expect(goal(newt)).toThrow(unreachable);
    expect(goal({ ...newt, map: "@..m" })).not.toThrow();
    const apple: Description = { map: "@.*m", goal: { event: "eaten" }, put: [{ object: "apple", at: "m" }] };
    expect(goal(apple)).toThrow(unreachable);
    expect(goal({ ...apple, map: "@..m" })).not.toThrow();
    expect(goal({ map: "@0{{.", goal: "boulders on fountains", put: [] })).toThrow(unreachable);
    expect(goal({ map: "@00{{.", goal: "boulders on fountains", put: [] })).not.toThrow();
  });

  test("a level that is out of reach by chance is drawn again", () => {
    const gap: Description = {
      map: "@a>\n.a.",
      put: [
        { ground: "stone", at: "a", count: 1, chance: 90 },
        { ground: "stone", at: "a", count: 1, chance: 90 },
      ],
    };
    expect(share(gap, (game) => game.terrain.includes(terrain.stairsDown))).toBe(1);
    expect(share(gap, has("@.>"))).toBeGreaterThan(0);
  });
});

describe("descriptions that contradict themselves", () => {
  const put: Description["put"] = [];
  test.each<readonly [string, Description, string]>([
    ["too wide", { map: `@${".".repeat(77)}`, put }, "got a level of 78 x 1 cells; expected 1 x 1 to 77 x 19"],
    ["too high", { map: `@${"\n.".repeat(19)}`, put }, "got a level of 1 x 20 cells"],
    ["empty", { map: "\n\n", put }, "got a level of 0 x 0 cells"],
    ["a character that means nothing", { map: "@.\n.!", put }, 'got "!" in row 1, column 1 of a drawing'],
    ["nobody", { map: "..>", put }, "got a level without a hero"],
    ["an unknown monster", { map: "@>", put: [{ monster: "giant rats" }] }, 'Did you mean "giant rat"'],
    ["an unknown object", { map: "@>", put: [{ object: "wand of frosty" }] }, 'Did you mean "wand of frost"'],
    ["an unknown trap", { map: "@>", put: [{ trap: "hole" as never }] }, 'the trap "hole"'],
    ["an unknown ground", { map: "@>", put: [{ ground: "mud" as never }] }, 'the ground "mud"'],
    ["an unknown door", { map: "@+>", put: [{ door: "ajar" as never, at: [1, 0] }] }, 'the state of a door "ajar"'],
    ["an unknown event", { map: "@>", put, goal: { event: "danced" as never } }, 'the event "danced"'],
    ["an unknown statement", { map: "@>", put: [{ dragon: 1 } as never] }, 'the statement {"dragon":1}'],
    ["an unknown place", { map: "@>a", put: [{ trap: "pit", at: "b" }] }, 'got the place "b"; expected "@" or "a"'],
    [
      "a room too many",
      { rooms: 2, put: [{ hero: "room 3" }] },
      'got the place "room 3"; expected "room 1" or "room 2"',
    ],
    ["a cell outside", { map: "@>", put: [{ trap: "pit", at: [2, 0] }] }, "expected columns 0 to 1 and rows 0 to 0"],
    ["a maze with even sides", { map: "@>****", put: [{ maze: [2, 0, 5, 0] }] }, "got a maze of 4 x 1 cells"],
    ["a chance beyond", { map: "@>", put: [{ trap: "pit", chance: 200 }] }, "got a chance of 200"],
    ["one of nothing", { map: "@>", put: [{ oneOf: [] }] }, "got oneOf nothing"],
    [
      "more than there is room for",
      { map: "@>.", put: [{ trap: "pit", count: 2 }] },
      'no room for {"trap":"pit","count":2} in',
    ],
    ["a room that does not fit", { map: "@>.....", put: [{ room: "x", size: [2, 2] }] }, 'no room for {"room":"x"'],
  ])("%s", (_, description, message) => {
    expect(() => checked(description)).toThrow(
      expect.objectContaining({ code: "level/invalid", message: expect.stringContaining(message) }),
    );
  });
});
