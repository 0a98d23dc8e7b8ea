import { describe, expect, test } from "vitest";
import { itemNamed } from "../../../envs/dungeon/data/items.ts";
import { attacksOf, monsterKinds, monsterNamed } from "../../../envs/dungeon/data/monsters.ts";
import { terrain } from "../../../envs/dungeon/data/terrain.ts";
import { trap, trapSeen } from "../../../envs/dungeon/data/traps.ts";
import { hungerOf } from "../../../envs/dungeon/display/hunger.ts";
import { toHit } from "../../../envs/dungeon/hero/fight.ts";
import { experienceFor, gainExperience } from "../../../envs/dungeon/hero/growth.ts";
import { refit } from "../../../envs/dungeon/hero/properties.ts";
import { putHero } from "../../../envs/dungeon/hero/teleport.ts";
import { impossible } from "../../../envs/dungeon/impossible.ts";
import { identify, isCursed } from "../../../envs/dungeon/items/identify.ts";
import { placeInPack, placeOnFloor } from "../../../envs/dungeon/items/lists.ts";
import { makeItem } from "../../../envs/dungeon/items/make.ts";
import { itemBit } from "../../../envs/dungeon/items/place.ts";
import { travel } from "../../../envs/dungeon/levels/travel.ts";
import { spawn } from "../../../envs/dungeon/monsters/spawn.ts";
import { pointsOf } from "../../../envs/dungeon/play/points.ts";
import { prompt } from "../../../envs/dungeon/play/prompt.ts";
import type { Rules } from "../../../envs/dungeon/play/rules.ts";
import type { Game } from "../../../envs/dungeon/state/game.ts";
import { my, status } from "../../../envs/dungeon/state/hero.ts";
import { at, begin, drawn, lineOf, messageOf, rules, type } from "./play.ts";

const room = drawn("###########", "#.........#", "#...@.....#", "#.........#", "###########");
const alone = { build: room, pet: false };
const start = at(4, 2);

/** Puts a plain item into the pack and returns its letter. */
function carry(game: Game, name: string, of?: Parameters<typeof itemNamed>[1], count = 1): string {
  const item = makeItem(game, itemNamed(name, of));
  game.itemCount[item] = count;
  game.itemFlags[item] = 0;
  game.itemPlus[item] = 0;
  return String.fromCharCode(97 + placeInPack(game, item));
}

function meet(game: Game, name: string, column = 5, row = 2): number {
  const monster = spawn(game, monsterNamed(name), at(column, row));
  game.monsterMovement[monster] = -1000; // it does nothing for a while
  return monster;
}

describe("movement", () => {
  test("walking takes a turn, a wall does not", () => {
    const game = begin(1, alone);
    type(game, "l");
    expect([game.me[my.cell], game.me[my.turn]]).toEqual([at(5, 2), 2]);
    type(game, "kk"); // one step up, then the wall
    expect([game.me[my.cell], game.me[my.turn]]).toEqual([at(5, 1), 3]);
    type(game, "L"); // as far as the wall: four cells
    expect([game.me[my.cell], game.me[my.turn]]).toEqual([at(9, 1), 7]);
  });

  test("nobody goes through a door diagonally", () => {
    const game = begin(1, { build: drawn("#######", "#.@#..#", "#../..#", "#..#..#", "#######"), pet: false });
    type(game, "n"); // from (2, 1) to the door at (3, 2)
    expect(game.me[my.cell]).toBe(at(2, 1));
    type(game, "jl");
    expect(game.me[my.cell]).toBe(at(3, 2));
    type(game, "u");
    expect(game.me[my.cell]).toBe(at(3, 2));
    expect(messageOf(game)).toBe("The door frame is in your way.");
  });

  test("a boulder is pushed, and fills water", () => {
    const game = begin(1, { build: drawn("########", "#@0..}.#", "########"), pet: false });
    type(game, "ll");
    expect(game.terrain[at(4, 1)]).toBe(terrain.boulder);
    type(game, "l");
    expect([game.terrain[at(4, 1)], game.terrain[at(5, 1)]]).toEqual([terrain.floor, terrain.floor]);
    type(game, "lll");
    expect(game.me[my.cell]).toBe(at(6, 1));
  });

  test("stairs lead down and up again to the same level", () => {
    const game = begin(11);
    const before = game.terrain.slice();
    game.me[my.cell] = game.terrain.indexOf(terrain.stairsDown);
    type(game, ">");
    expect([game.me[my.depth], game.me[my.deepest]]).toEqual([2, 2]);
    expect(game.terrain[game.me[my.cell]]).toBe(terrain.stairsUp);
    type(game, "<");
    expect([game.me[my.depth], game.me[my.deepest]]).toEqual([1, 2]);
    expect(game.terrain[game.me[my.cell]]).toBe(terrain.stairsDown);
    expect(game.terrain).toEqual(before);
  });

  test("without the Orb, the way out is barred; with it the game is won", () => {
    const game = begin(11);
    game.me[my.cell] = game.terrain.indexOf(terrain.stairsUp);
    type(game, "<");
    expect(game.me[my.status]).toBe(status.playing);
    carry(game, "Orb of the Deep");
    type(game, "<");
    expect(game.me[my.status]).toBe(status.won);
  });

  test("whoever stands where the hero arrives makes room", () => {
    const guarded: Rules["build"] = (game, place, arrival) => {
      const cell = room(game, place, arrival);
      spawn(game, monsterNamed("killer wasp"), cell);
      return cell;
    };
    const game = begin(1, { ...alone, build: guarded });
    expect([game.me[my.cell], game.monsterAt[start], impossible(game)]).toEqual([start, 0, undefined]);
    travel(game, 1, "down"); // built
    expect([game.me[my.cell], game.monsterAt[start], impossible(game)]).toEqual([start, 0, undefined]);
    putHero(game, game.monsterCell[1]); // as teleportation does
    expect(game.monsterAt[game.me[my.cell]]).toBe(0);
    expect(impossible(game)).toBeUndefined();
  });

  test("two do not spawn in one cell, nor one where the hero is", () => {
    const game = begin(1, alone);
    expect(spawn(game, monsterNamed("newt"), start)).toBe(0);
    expect(spawn(game, monsterNamed("newt"), at(5, 2))).toBe(1);
    expect(spawn(game, monsterNamed("newt"), at(5, 2))).toBe(0);
    expect(impossible(game)).toBeUndefined();
  });

  test("a pet does not lift the hero out of a pit", () => {
    const game = begin(1, alone);
    game.monsterTame[meet(game, "kitten")] = 10;
    game.me[my.pitTurns] = 3;
    type(game, "ll");
    expect([game.me[my.cell], game.me[my.pitTurns]]).toEqual([start, 1]);
  });
});

describe("fighting", () => {
  test("chance to hit: skill of level, dexterity and weapon, less 4 for each point of armour", () => {
    const game = begin(1, alone);
    const rat = meet(game, "sewer rat"); // armour class 8
    game.me[my.dexterity] = 15; // 5 points above 10, 2 each
    const sword = game.me[my.weapon];
    expect(game.itemPlus[sword]).toBe(1);
    expect(toHit(game, rat, sword)).toBe(70 + 2 * 1 + 2 * 5 + 4 * 1 - 4 * 2);
    game.me[my.pitTurns] = 2;
    expect(toHit(game, rat, sword)).toBe(39); // half of 78
    game.me[my.pitTurns] = 0;
    game.monsterWait[rat] = 3;
    expect(toHit(game, rat, sword)).toBe(95);
  });

  test("a kill gives experience, points and perhaps a corpse", () => {
    const game = begin(1, alone);
    const rat = meet(game, "sewer rat"); // level 0: one point of experience
    game.monsterHp[rat] = 1;
    for (let blows = 0; blows < 30 && game.monsterKind[rat] !== 0; blows++) type(game, "Fl");
    expect(game.me[my.kills]).toBe(1);
    expect(game.me[my.experience]).toBe(1);
    expect(pointsOf(game)).toBe(4);
  });

  test("level n comes at 2 (n³ - n) points of experience", () => {
    expect([1, 2, 3, 4, 10, 30].map(experienceFor)).toEqual([0, 12, 48, 120, 1980, 53_940]);
    const game = begin(1, alone);
    gainExperience(game, 50);
    expect(game.me[my.level]).toBe(3);
  });

  test("attacking somebody peaceful is asked about first", () => {
    const game = begin(1, alone);
    meet(game, "watchman");
    type(game, "l");
    expect(messageOf(game)).toContain("Attack the peaceful watchman?");
    expect(game.me[my.turn]).toBe(1);
    type(game, "n");
    expect([game.me[my.turn], game.me[my.prompt]]).toEqual([1, prompt.none]);
  });

  test("armour class is 10 less what is worn", () => {
    const game = begin(1, alone); // ring mail 3, small shield 1
    expect(game.me[my.armourClass]).toBe(6);
    type(game, `W${carry(game, "iron helmet")}`); // 2
    expect(game.me[my.armourClass]).toBe(4);
    game.itemPlus[game.me[my.helmet]] = 2;
    refit(game);
    expect(game.me[my.armourClass]).toBe(2);
  });

  test("whoever dies has a cause and does nothing more", () => {
    const game = begin(1, alone);
    game.me[my.hp] = 1;
    const rat = meet(game, "giant rat");
    game.monsterMovement[rat] = 0;
    for (let turns = 0; turns < 60 && game.me[my.status] === status.playing; turns++) type(game, "s");
    expect([game.me[my.status], game.me[my.deathHow], game.me[my.deathBy]]).toEqual([
      status.dead,
      0,
      monsterNamed("giant rat"),
    ]);
    const { slice } = game.bytes;
    const before = slice.call(game.bytes);
    type(game, "hjkl");
    expect(game.bytes).toEqual(before);
  });
});

describe("food", () => {
  test("hunger has NLE's steps", () => {
    expect([1201, 1200, 201, 200, 101, 100, 1, 0, -5].map(hungerOf)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  test("a turn costs 1, an apple gives 60 in one turn", () => {
    const game = begin(1, alone);
    type(game, "sss");
    expect(game.me[my.nutrition]).toBe(1000 - 3);
    type(game, "ef"); // five apples
    expect(game.me[my.nutrition]).toBe(1000 - 4 + 60);
    expect(game.itemCount[game.pack[5]]).toBe(4);
  });

  test("the floor's food is offered first", () => {
    const game = begin(1, alone);
    const item = makeItem(game, itemNamed("pancake"));
    game.itemCount[item] = 1;
    game.itemFlags[item] = 0;
    placeOnFloor(game, item, start);
    type(game, "e");
    expect(messageOf(game)).toBe("Eat a pancake from the floor? [yn] (n)");
    type(game, "y");
    expect(game.itemAt[start]).toBe(0);
    expect(game.me[my.eaten]).toBe(1);
  });

  test("who does not eat starves", () => {
    const game = begin(1, alone);
    game.me[my.nutrition] = -200;
    type(game, "s");
    expect(game.me[my.status]).toBe(status.playing);
    game.me[my.nutrition] = -250;
    type(game, "s");
    expect(game.me[my.status]).toBe(status.dead);
  });
});

describe("things", () => {
  test("an unknown potion shows its look, and its name once it is known", () => {
    const game = begin(1, alone);
    const letter = carry(game, "healing", "potion");
    const item = game.pack[letter.charCodeAt(0) - 97];
    type(game, "i");
    const line = () =>
      Array.from({ length: 24 }, (_, row) => lineOf(game, row)).find((text) => text.includes(`${letter} - `))!;
    expect(line()).toMatch(/an? .* potion$/);
    expect(line()).not.toContain("healing");
    type(game, " ");
    identify(game, item);
    type(game, "i");
    expect(line()).toContain("uncursed potion of healing");
  });

  test("a potion of healing gives half of the maximum back and makes itself known", () => {
    const game = begin(1, alone);
    game.me[my.hpMax] = 100;
    game.me[my.hp] = 10;
    type(game, `q${carry(game, "healing", "potion")}`);
    expect(game.me[my.hp]).toBe(10 + 50); // the first point comes back by itself in turn 14: 14 * 3 / 40
    expect(game.known[itemNamed("healing", "potion")]).toBe(1);
    const letter = carry(game, "healing", "potion");
    game.itemFlags[game.pack[letter.charCodeAt(0) - 97]] = itemBit.cursed;
    game.me[my.hp] = 10;
    type(game, `q${letter}`);
    expect(game.me[my.hp]).toBe(10 + 25);
  });

  test("a cursed weapon stays in the hand", () => {
    const game = begin(1, alone);
    const letter = carry(game, "mace");
    const mace = game.pack[letter.charCodeAt(0) - 97];
    game.itemFlags[mace] = itemBit.cursed;
    type(game, `w${letter}`);
    expect(game.me[my.weapon]).toBe(mace);
    type(game, "wa");
    expect(game.me[my.weapon]).toBe(mace);
    expect(isCursed(game, mace)).toBe(true);
  });

  test("things that are alike make a pile, and are dropped and taken together", () => {
    const game = begin(1, alone);
    const letter = carry(game, "dart", "weapon", 3);
    expect(carry(game, "dart", "weapon", 2)).toBe(letter);
    type(game, `d${letter}`);
    expect(messageOf(game)).toBe("You drop 5 darts.");
    type(game, ",");
    expect(messageOf(game)).toBe(`${letter} - 5 darts.`);
  });

  test("several things are offered in a list", () => {
    const game = begin(1, alone);
    for (const name of ["apple", "pancake"]) {
      const item = makeItem(game, itemNamed(name));
      game.itemCount[item] = 1;
      placeOnFloor(game, item, start);
    }
    type(game, ",b");
    expect(lineOf(game, 2)).toContain("b + an apple");
    type(game, "\r");
    expect(game.itemNext[game.itemAt[start]]).toBe(0);
  });

  test("a thrown dagger lies where it fell", () => {
    const game = begin(1, alone);
    type(game, "tbl"); // thrown east, up to the wall at column 10
    const item = game.itemAt[at(9, 2)];
    expect(game.itemKind[item]).toBe(itemNamed("dagger"));
  });

  test("a wand of digging opens a wall", () => {
    const game = begin(1, { build: drawn("##########", "#@.###...#", "##########"), pet: false });
    const letter = carry(game, "digging", "wand");
    game.itemPlus[game.pack[letter.charCodeAt(0) - 97]] = 1;
    type(game, `z${letter}l`);
    for (const column of [3, 4, 5]) expect(game.terrain[at(column, 1)]).toBe(terrain.corridor);
    type(game, `z${letter}l`);
    expect(messageOf(game)).toBe("The wand does nothing.");
  });

  test("prompts say what fits, and a wrong letter costs nothing", () => {
    const game = begin(1, alone);
    type(game, "e");
    expect(messageOf(game)).toBe("Which thing to eat? [ef]");
    expect(game.screen.out.tty_cursor[0]).toBe(0);
    type(game, "z");
    expect([game.me[my.turn], game.me[my.prompt]]).toEqual([1, prompt.none]);
    type(game, "q");
    expect(messageOf(game)).toBe("You have nothing to drink.");
  });
});

describe("the rest", () => {
  test("a secret door is found by searching", () => {
    const game = begin(1, { build: drawn("#######", "#.@S..#", "#######"), pet: false });
    expect(game.sight[at(4, 1)]).toBe(0);
    for (let turn = 0; turn < 60 && game.terrain[at(3, 1)] === terrain.secretDoorVertical; turn++) type(game, "s");
    expect(game.terrain[at(3, 1)]).toBe(terrain.closedVertical);
  });

  test("a pit holds for some turns, and is known from then on", () => {
    const game = begin(1, alone);
    game.traps[at(5, 2)] = trap.pit;
    type(game, "l");
    expect(game.traps[at(5, 2)]).toBe(trap.pit | trapSeen);
    expect(game.me[my.pitTurns]).toBeGreaterThan(0);
    const pit = game.me[my.cell];
    type(game, "l");
    expect(game.me[my.cell]).toBe(pit);
  });

  test("prayer saves a life once in a while", () => {
    const game = begin(1, alone);
    game.me[my.hp] = 1;
    game.me[my.prayerTimeout] = 250;
    type(game, String.fromCharCode(240));
    expect(messageOf(game)).toContain("Call on the god of the deep?");
    type(game, "y");
    expect(game.me[my.hp]).toBe(game.me[my.hpMax]);
    game.me[my.hp] = 1;
    game.me[my.prayerTimeout] = 300;
    type(game, `${String.fromCharCode(240)}y`);
    expect(game.me[my.hp]).toBeLessThan(5);
  });

  test("points: gold gained, 4 for experience, 50 a level", () => {
    const game = begin(1, alone);
    game.me[my.gold] = 30;
    gainExperience(game, 7);
    game.me[my.deepest] = 4;
    expect(pointsOf(game)).toBe(30 + 28 + 150);
    game.me[my.deepest] = 21;
    expect(pointsOf(game)).toBe(30 + 28 + 1000 + 1000);
  });

  test("messages wait for a key where the rules say so", () => {
    const game = begin(1, { ...alone, waitsForMore: true });
    for (const name of ["apple", "pancake", "melon", "egg", "cookie"])
      placeOnFloor(game, makeItem(game, itemNamed(name)), start);
    type(game, ":");
    expect(messageOf(game)).toMatch(/--More--$/);
    type(game, "l"); // no answer
    expect(game.me[my.cell]).toBe(start);
    type(game, "\r\r\r\r");
    expect(game.me[my.prompt]).toBe(prompt.none);
    type(game, "l");
    expect(game.me[my.cell]).toBe(at(5, 2));
    type(game, "hi"); // a page after messages shows none of them
    expect(messageOf(game)).toBe("");
  });

  test("there are more than forty monsters, each with something to do", () => {
    expect(monsterKinds.length).toBeGreaterThan(90);
    expect(new Set(monsterKinds.map(({ name }) => name)).size).toBe(monsterKinds.length);
    for (const [kind, { name }] of monsterKinds.entries()) expect(attacksOf[kind * 12], name).toBeGreaterThan(0);
    expect(rules.role).toBe("fighter");
  });
});
