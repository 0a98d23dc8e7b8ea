import { describe, expect, test } from "vitest";
import { itemNamed } from "../../../../envs/dungeon/data/items.ts";
import { cellFlag, isClosedDoor, isFooting, terrain } from "../../../../envs/dungeon/data/terrain.ts";
import { impossible } from "../../../../envs/dungeon/impossible.ts";
import { letterOf } from "../../../../envs/dungeon/items/lists.ts";
import { place } from "../../../../envs/dungeon/items/place.ts";
import { compassKeys } from "../../../../envs/dungeon/play/keys.ts";
import { picture } from "../../../../envs/dungeon/skills/picture.ts";
import type { Game } from "../../../../envs/dungeon/state/game.ts";
import { isNear, offsets, rowOf } from "../../../../envs/dungeon/state/grid.ts";
import { my, status } from "../../../../envs/dungeon/state/hero.ts";
import { skills } from "../../../../scripts/zoo/customary/skills.ts";
import { digest, generator, type Params } from "../../../../src/core/index.ts";
import { openSkill, variants } from "./one-skill.ts";
import { compass, fordWay, onFoot, type Steps, wayOfPuzzle, wayTo, wayToStairs } from "./solver.ts";

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
type Skill = Awaited<ReturnType<typeof openSkill>>;

const all = Object.entries(variants).flatMap(([id, choices]) => choices.map((params) => ({ id, params })));

test("all skills are tried", () => {
  expect(Object.keys(variants).sort()).toEqual(Object.keys(skills).sort());
});

describe("random play on a few seeds is what it was", () => {
  test.each(Object.entries(variants).map(([id, choices]) => ({ id, choices })))("$id", async ({ id, choices }) => {
    const seen: string[] = [];
    for (const params of choices) {
      const skill = await openSkill(id, params);
      for (let seed = 1; seed <= 3; seed++) {
        skill.reset(seed);
        const rng = generator(seed, "golden");
        for (let step = 0; step < 30; step++) skill.act(skill.names[rng.integer(skill.names.length)]);
        seen.push(skill.world.save().join(), skill.feature("success").toString());
      }
    }
    expect(await digest(seen.join())).toMatchSnapshot();
  });
});

const byDesign = ["stairs that cannot be reached"]; // on foot

test.each(all)("nothing is impossible in random play of $id $params", async ({ id, params }) => {
  const skill = await openSkill(id, { ...params, actions: "useful", role: "delver" });
  const rng = generator(1, "fuzz");
  const names = skill.names.filter((name) => name !== "quit");
  for (let seed = 1; seed <= 3; seed++) {
    skill.reset(seed);
    for (let step = 1; step <= 300 && !skill.ends().includes(true); step++) {
      skill.act(names[rng.integer(names.length)]);
      if (step % 50 === 0) expect([undefined, ...byDesign], `seed ${seed}`).toContain(impossible(skill.game()));
    }
  }
});

/** Walks to where something is wanted, as long as it takes; says whether the hero came there. */
function walk(skill: Skill, isWanted: (game: Game, cell: number) => boolean, steps = onFoot as (game: Game) => Steps) {
  for (let step = 0; step < 1000; step++) {
    if (skill.ends().includes(true)) return false;
    const game = skill.game();
    const way = wayTo(game.me[my.cell], (cell) => isWanted(game, cell), steps(game));
    if (!way) return false;
    if (way.length === 0) return true;
    skill.type(String.fromCharCode(compassKeys[way[0]]));
  }
  return false;
}

const isStairs = ({ terrain: ground }: Game, cell: number) => ground[cell] === terrain.stairsDown;
const hasItem =
  (name: string) =>
  ({ itemAt, itemKind }: Game, cell: number) =>
    itemAt[cell] !== 0 && itemKind[itemAt[cell]] === itemNamed(name);
const isDead = (skill: Skill) => skill.game().me[my.status] === status.dead;

/** Letter of the first thing in the pack that is right. */
const letterFor = ({ pack, itemKind }: Game, kind: number) =>
  String.fromCharCode(letterOf(pack.findIndex((item) => item !== 0 && itemKind[item] === kind)));

describe("the stairs can be reached on foot", () => {
  const ids = ["room", "corridor", "maze-walk", "hide-and-seek", "corridor-battle"].map((name) => `dungeon/${name}-v1`);
  test.each(all.filter(({ id }) => ids.includes(id)))("$id $params", async ({ id, params }) => {
    const skill = await openSkill(id, params);
    const levels = new Set<string>();
    for (const seed of seeds) {
      skill.reset(seed);
      const game = skill.game();
      levels.add(picture(game));
      game.monsterAt.fill(0);
      expect(wayToStairs(game), picture(game)).toBeDefined();
      walk(skill, isStairs);
      const { success, limit } = { success: skill.feature("success"), limit: skill.ends()[1] };
      // who fights on the way may die of it
      if (game.monsterKind.every((kind) => kind === 0)) expect(success, picture(game)).toBe(1);
      else
        expect(success === 1 || isDead(skill) || limit || skill.game().monsterAt.some((who) => who !== 0)).toBe(true);
    }
    expect(levels.size > 1).toBe(params.variant !== "fixed");
  });
});

/** Unlocks the door of the level from a cell beside it. */
function unlock(skill: Skill, press: (towards: string) => void): void {
  const door = ({ terrain: ground, flags }: Game) =>
    ground.findIndex((code, cell) => isClosedDoor[code] === 1 && (flags[cell] & cellFlag.locked) !== 0);
  const at = door(skill.game());
  const side = (cell: number) => [0, 1, 2, 3].find((direction) => cell + offsets[direction] === at);
  expect(walk(skill, (_, cell) => side(cell) !== undefined)).toBe(true);
  const towards = String.fromCharCode(compassKeys[side(skill.game().me[my.cell])!]);
  for (let tried = 0; tried < 30 && !skill.ends().includes(true) && door(skill.game()) >= 0; tried++) press(towards);
}

test.each(variants["dungeon/key-room-v1"])("the key of the key room opens the closet: %o", async (params) => {
  const skill = await openSkill("dungeon/key-room-v1", params);
  for (const seed of seeds) {
    skill.reset(seed);
    expect(wayToStairs(skill.game())).toBeUndefined();
    walk(skill, hasItem("skeleton key"));
    expect(skill.feature("tools")).toBe(1); // picked up in passing
    unlock(skill, () => skill.act("apply"));
    walk(skill, isStairs);
    expect(skill.feature("success"), picture(skill.game())).toBe(1);
  }
});

test.each(variants["dungeon/explore-maze-v1"])("the apples of the maze can be eaten: %o", async (params) => {
  const skill = await openSkill("dungeon/explore-maze-v1", params);
  for (const seed of seeds) {
    skill.reset(seed);
    // around the stairs, which would end it
    const around = (game: Game): Steps => {
      const steps = onFoot(game);
      return (cell, direction) => steps(cell, direction) && !isStairs(game, cell + offsets[direction]);
    };
    while (walk(skill, hasItem("apple"), around)) skill.act("eat");
    const eaten = skill.feature("meals");
    expect(skill.feature("progress")).toBe(eaten / 4);
    walk(skill, isStairs);
    expect(skill.feature("success")).toBe(1);
    if (!skill.ends()[1]) expect(eaten).toBe(4);
  }
});

test.each(variants["dungeon/memento-v1"])("the sign of memento says the way: %o", async (params) => {
  const skill = await openSkill("dungeon/memento-v1", params);
  const signs = [terrain.fountain, terrain.altar, terrain.sink, terrain.throne];
  const seen = new Set<number>();
  for (const seed of seeds) {
    skill.reset(seed);
    const game = skill.game();
    const mite = game.monsterKind.findIndex((kind) => kind !== 0);
    const right =
      (rowOf(game.monsterCell[mite]) -
        Math.min(...[...game.terrain.keys()].filter((cell) => game.terrain[cell] === terrain.corridor).map(rowOf))) /
      2;
    expect(game.terrain.includes(signs[right])).toBe(true);
    seen.add(right);
    if (seed % 2 === 0) {
      expect(walk(skill, ({ traps }, cell) => traps[cell] !== 0)).toBe(false);
      expect([skill.feature("failed"), skill.feature("success"), skill.ends()[0]]).toEqual([1, 0, true]);
      continue;
    }
    const mites = ({ monsterCell, monsterKind }: Game) => monsterCell[monsterKind.findIndex((kind) => kind !== 0)];
    walk(skill, (now, cell) => isNear(cell, mites(now)));
    for (let blow = 0; blow < 60 && !skill.ends()[0]; blow++) {
      const now = skill.game();
      skill.act(compass[[...offsets].indexOf(mites(now) - now.me[my.cell])] ?? "east");
    }
    expect([skill.feature("failed"), skill.feature("success")]).toEqual([0, 1]);
  }
  expect(seen.size).toBe((params as { ways?: number }).ways ?? 2);
});

test.each(variants["dungeon/boxoban-v1"])("puzzles can be solved: %o", async (params) => {
  const skill = await openSkill("dungeon/boxoban-v1", params);
  for (const seed of seeds) {
    skill.reset(seed);
    const game = skill.game();
    const way = wayOfPuzzle(game);
    expect(way, picture(game)).toBeDefined();
    if (way!.length > 400) continue;
    for (const direction of way!) {
      expect(skill.feature("success")).toBe(0);
      skill.act(compass[direction]);
    }
    expect([skill.feature("success"), skill.feature("progress"), skill.ends()[0]]).toEqual([1, 1, true]);
  }
});

test.each(variants["dungeon/river-v1"])("the river can be forded: %o", async (params) => {
  const skill = await openSkill("dungeon/river-v1", params);
  for (const seed of seeds) {
    skill.reset(seed);
    skill.change((game) => {
      for (let monster = 1; monster < 20; monster++) game.monsterKind[monster] = 0;
      game.monsterAt.fill(0);
    });
    const way = fordWay(skill.game());
    expect(way, picture(skill.game())).toBeDefined();
    skill.act(...way!.map((direction) => compass[direction]));
    walk(skill, isStairs);
    expect(skill.feature("success"), picture(skill.game())).toBe(1);
  }
});

/** Uses a thing as it is used; a wand or horn eastwards. */
const uses = { potion: "q", ring: "P", boots: "W", wand: "z", horn: "a" } as const;
const kinds = {
  potion: itemNamed("levitation", "potion"),
  ring: itemNamed("levitation", "ring"),
  boots: itemNamed("levitation boots"),
  wand: itemNamed("frost", "wand"),
  horn: itemNamed("horn of frost"),
};

test.each(variants["dungeon/cross-lava-v1"])("the lava can be crossed: %o", async (params) => {
  const skill = await openSkill("dungeon/cross-lava-v1", params);
  for (const seed of seeds) {
    skill.reset(seed);
    const before = skill.game();
    expect(wayToStairs(before)).toBeUndefined();
    const name = (Object.keys(kinds) as (keyof typeof kinds)[]).find((one) =>
      before.itemKind.some((kind, item) => kind === kinds[one] && before.itemPlace[item] !== place.nowhere),
    )!;
    if (params.means !== "any") expect(name).toBe(params.means);
    if (!params.carried) {
      expect(walk(skill, ({ itemAt }, cell) => itemAt[cell] !== 0)).toBe(true);
      skill.type(",");
    }
    const isAtLava = ({ terrain: ground }: Game, cell: number) => ground[cell + 1] === terrain.lava;
    expect(walk(skill, isAtLava)).toBe(true);
    skill.type(uses[name] + letterFor(skill.game(), kinds[name]));
    if (name === "ring" && skill.game().me[my.levitating] === 0) skill.type("r");
    if (name === "wand" || name === "horn") skill.type("l");
    const floating =
      (game: Game): Steps =>
      (cell, direction) => {
        const ground = game.terrain[cell + offsets[direction]];
        return isFooting[ground] === 1 || (ground === terrain.lava && game.me[my.levitating] > 0);
      };
    walk(skill, isStairs, floating);
    expect(skill.feature("success"), `${name}\n${picture(skill.game())}`).toBe(1);
  }
});

test("the wand of death kills the bull man ahead", async () => {
  const skill = await openSkill("dungeon/wand-of-death-v1");
  for (const seed of seeds) {
    skill.reset(seed);
    skill.type(`z${letterFor(skill.game(), itemNamed("death", "wand"))}l`);
    expect([skill.feature("success"), skill.ends()[0], skill.feature("kills")]).toEqual([1, true, 1]);
  }
});

test("a bull man kills who has no wand", async () => {
  const skill = await openSkill("dungeon/wand-of-death-v1");
  skill.reset(1);
  for (let step = 0; step < 200 && !skill.ends()[0]; step++) skill.act("east");
  expect([skill.feature("success"), skill.ends()[0], isDead(skill)]).toEqual([0, true, true]);
});

test.each(variants["dungeon/handling-v1"])("handling can be done by its keys: %o", async (params) => {
  const skill = await openSkill("dungeon/handling-v1", params);
  const word = params.skill as keyof typeof presses;
  for (const seed of seeds) {
    skill.reset(seed);
    expect(skill.world.goal?.()).toMatch(/^[A-Z].*\.$/);
    presses[word](skill, params);
    expect([skill.feature("success"), skill.ends()[0]], `seed ${seed}`).toEqual([1, true]);
  }
});

const presses = {
  eat: withThing("e"),
  drink: withThing("q"),
  read: withThing("r"),
  wield: withThing("w"),
  wear: withThing("W"),
  "put on": withThing("P", "r"),
  zap: withThing("z", "l"),
  pray(skill: Skill) {
    skill.act("pray", "north-west");
  },
  open(skill: Skill) {
    expect(walk(skill, ({ terrain: ground }, cell) => isClosedDoor[ground[cell + 1]] === 1)).toBe(true);
    for (let tried = 0; tried < 40 && !skill.ends()[0]; tried++) skill.type("ol");
  },
  unlock(skill: Skill, params: Params) {
    takeThing(skill, params);
    unlock(skill, (towards) => skill.type(`a${letterFor(skill.game(), itemNamed("skeleton key"))}${towards}`));
  },
};

/** Takes all that lies in the room. */
function takeThing(skill: Skill, params: Params): void {
  if (params.carried) return;
  expect(walk(skill, ({ itemAt }, cell) => itemAt[cell] !== 0)).toBe(true);
  skill.type(",");
}

function withThing(key: string, then = ""): (skill: Skill, params: Params) => void {
  return (skill, params) => {
    takeThing(skill, params);
    skill.type(key);
    // the question lists the letters that will do; the last of them is what was taken last
    const line = new TextDecoder().decode(skill.message()).split("[")[1] ?? "";
    const letters = line.split(" or ")[0].replace(/^- /, "");
    skill.type(letters.at(params.carried ? 0 : -1) ?? "");
    if (then !== "" && !skill.ends()[0]) skill.type(then);
  };
}

test("an episode is cut short after its steps", async () => {
  for (const [id, params, limit] of [
    ["dungeon/room-v1", { size: 5 }, 100],
    ["dungeon/wand-of-death-v1", {}, 50],
    ["dungeon/cross-lava-v1", {}, 250],
  ] as const) {
    const skill = await openSkill(id, { ...params, actions: "useful" });
    skill.reset(1);
    for (let step = 1; step < limit; step++) {
      skill.act("look");
      expect(skill.ends()).toEqual([false, false]);
    }
    skill.act("look");
    expect(skill.ends()).toEqual([false, true]);
  }
});
