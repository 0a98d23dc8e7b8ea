import { expect, test } from "vitest";
import { monsterNamed } from "../../../envs/dungeon/data/monsters.ts";
import { observe } from "../../../envs/dungeon/display/observe.ts";
import { put, say } from "../../../envs/dungeon/display/say.ts";
import { spawn } from "../../../envs/dungeon/monsters/spawn.ts";
import { tame } from "../../../envs/dungeon/monsters/temper.ts";
import { command, keysOf } from "../../../envs/dungeon/play/keys.ts";
import { press } from "../../../envs/dungeon/play/press.ts";
import { prompt } from "../../../envs/dungeon/play/prompt.ts";
import type { Rules } from "../../../envs/dungeon/play/rules.ts";
import { score } from "../../../envs/dungeon/score.ts";
import { offsets } from "../../../envs/dungeon/state/grid.ts";
import { my } from "../../../envs/dungeon/state/hero.ts";
import { paramsForPeople } from "../../../scripts/zoo/index.ts";
import { begin, drawn, lineOf, messageOf, type } from "./play.ts";

const alone = { pet: false, build: drawn("#####", "#@..#", "#...#", "#####") };
const south = 2;

function withDog(rules: Partial<Rules> = {}) {
  const game = begin(1, { ...alone, ...rules });
  const dog = spawn(game, monsterNamed("little dog"), game.me[my.cell] + offsets[south]);
  tame(game, dog);
  return { game, dog };
}

test("a kick at a pet is asked about, and no means no", () => {
  const { game, dog } = withDog();
  const before = game.monsterHp[dog];
  press(game, command.kick);
  type(game, "j");
  expect(messageOf(game)).toBe("Kick your little dog? [yn] (n)");
  type(game, "n");
  expect([game.me[my.turn], game.monsterHp[dog]]).toEqual([1, before]);
  press(game, command.kick);
  type(game, "jy");
  expect(game.me[my.turn]).toBe(2);
});

test("where questions answer themselves, a kick at a pet is not carried out", () => {
  const { game, dog } = withDog({ handy: true });
  const before = game.monsterHp[dog];
  press(game, command.kick);
  type(game, "j");
  expect([game.me[my.prompt], game.me[my.turn], game.monsterHp[dog]]).toEqual([prompt.none, 1, before]);
});

test("more messages than there is room for are dropped whole, and the others can still be paged through", () => {
  const game = begin(1, { ...alone, waitsForMore: true });
  for (let i = 0; i < 100; i++) {
    put(game, "The goblin mumbles something long about its many relatives, ");
    say(game, "all of whom live upstairs.");
  }
  const { message, me } = game;
  expect(message[me[my.messageLength] - 1]).toBe(10);
  me[my.promptCount] = me[my.messageLength];
  observe(game);
  for (let page = 0; page < 60; page++) press(game, command.search);
  expect(game.me[my.prompt]).toBe(prompt.none);
});

test("a far move that does not begin says why", () => {
  const { game } = withDog();
  type(game, "J");
  expect(messageOf(game)).toBe("Your little dog is in the way.");
  type(game, "K");
  expect(messageOf(game)).toBe("There is no way on.");
  const shut = begin(1, { pet: false, build: drawn("#####", "#@+.#", "#####") });
  type(shut, "L");
  expect(messageOf(shut)).toBe("The door is closed.");
});

test("a rush is a far move", () => {
  const [rushed, ran] = [begin(1, alone), begin(1, alone)];
  type(rushed, "gl");
  type(ran, "L");
  expect(rushed.me[my.cell]).toBe(ran.me[my.cell]);
  expect(rushed.me[my.turn]).toBe(3);
});

test("who takes something in hand learns its letter", () => {
  const game = begin(1, alone);
  type(game, "wb");
  expect(messageOf(game)).toContain("dagger (b).");
});

test("every key has an answer of its own, and none is without one", () => {
  const game = begin(1, alone);
  for (const [key, answer] of [
    ["Z", "You know no spells."],
    ["S", "There is no need to save here."],
    ["_", "You know no short cut.  Far moves go on by themselves."],
  ]) {
    type(game, key);
    expect(messageOf(game)).toBe(answer);
  }
  expect(lineOf(game, 23)).not.toContain("Pw:");
});

test("questions name the keys that show a list, where the action set has them", () => {
  const full = begin(1, { ...alone, listKeys: "*" });
  type(full, "e");
  expect(messageOf(full)).toMatch(/^Which thing to eat\? \[.+ or \*\]$/);
});

test("any key goes on where messages wait", () => {
  const game = begin(1, { ...alone, waitsForMore: true });
  const words = "A message that is long enough to fill more than half of the line.\n";
  for (const [i, char] of Array.from(words + words).entries()) game.message[i] = char.charCodeAt(0);
  game.me[my.messageLength] = 2 * words.length;
  game.me[my.promptCount] = words.length;
  game.me[my.prompt] = 1;
  observe(game);
  expect(messageOf(game)).toContain("--More--");
  type(game, "j");
  expect(messageOf(game)).not.toContain("--More--");
  expect(game.me[my.turn]).toBe(1);
});

test("the hero is welcomed", () => {
  const game = begin(1, { ...alone, greeting: "Welcome." });
  expect(messageOf(game)).toBe("Welcome.");
});

test("a person has all the keys, and misses no message", () => {
  expect(paramsForPeople(score.params)).toEqual({ actions: "full", more: true });
  expect(keysOf("full")).toContain("i".charCodeAt(0));
  expect(paramsForPeople({ size: 5 })).toEqual({});
});
