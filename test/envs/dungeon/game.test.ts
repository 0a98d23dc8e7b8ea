import { describe, expect, test } from "vitest";
import { observe } from "../../../envs/dungeon/display/observe.ts";
import { travel } from "../../../envs/dungeon/levels/travel.ts";
import { actionSets, keysOf } from "../../../envs/dungeon/play/keys.ts";
import { press } from "../../../envs/dungeon/play/press.ts";
import { score } from "../../../envs/dungeon/score.ts";
import { loadGame, saveGame } from "../../../envs/dungeon/state/game.ts";
import { my } from "../../../envs/dungeon/state/hero.ts";
import { checkEnv } from "../../../src/check/index.ts";
import { bindEnv, digest, generator, type Params } from "../../../src/core/index.ts";
import { begin } from "./play.ts";

/** A digest of everything that is seen and saved along a random game. */
async function played(seed: number, steps: number): Promise<string> {
  const game = begin(seed, { role: "any", autopickup: "$" });
  const rng = generator(seed, "golden");
  const keys = keysOf("useful");
  const seen: number[] = [];
  for (let step = 0; step < steps; step++) {
    press(game, keys[rng.integer(keys.length)]);
    observe(game);
    if (step % 50 === 0) seen.push(...game.screen.out.glyphs, ...game.screen.out.blstats, ...game.screen.out.message);
  }
  return digest(seen.join() + game.bytes.join());
}

test.each([
  [1, "f8e4bbda471fb05f"],
  [2, "9bde5337eda13997"],
  [3, "ea7fec8ce4954b2a"],
])("random play from seed %i is what it was", async (seed, expected) => {
  expect(await played(seed, 2000)).toBe(expected);
});

test("it keeps the contract of environments", async () => {
  const all: readonly Params[] = [{}, { actions: "full", more: true, role: "any" }];
  for (const params of all) {
    const findings = await checkEnv(score, { params: { ...params, maxSteps: 1000 }, cycles: 20, watchedSteps: 2000 });
    expect(findings.filter(({ ok, warning }) => !ok || warning)).toEqual([]);
  }
});

test("levels come from the seed, however the game is played", () => {
  const [a, b] = [begin(9), begin(9)];
  for (let step = 0; step < 200; step++) press(a, keysOf("task")[step % 23]);
  a.me[my.prompt] = 0;
  a.me[my.level] = b.me[my.level] = 1;
  a.gone.fill(0);
  for (const game of [a, b]) travel(game, 2, "teleport");
  expect(a.terrain).toEqual(b.terrain);
  expect(a.traps).toEqual(b.traps);
  expect(begin(10).terrain).not.toEqual(begin(9).terrain);
});

test("a saved game goes on the same in another world, all levels included, and shows the same", () => {
  const game = begin(4);
  const keys = keysOf("useful");
  const rng = generator(4, "saved");
  const play = (of: typeof game, acts: readonly number[]) => {
    for (const act of acts) {
      press(of, keys[act]);
      observe(of);
    }
  };
  play(
    game,
    Array.from({ length: 300 }, () => rng.integer(keys.length)),
  );
  travel(game, 3, "teleport");
  travel(game, 21, "teleport");
  const saved = saveGame(game);
  const acts = Array.from({ length: 300 }, () => rng.integer(keys.length));
  const other = begin(77);
  play(other, acts.slice(0, 50));
  loadGame(other, saved);
  other.screen.stale = true;
  for (const of of [game, other]) {
    play(of, acts);
    of.me[my.prompt] = 0;
    travel(of, 0, "teleport");
    observe(of);
  }
  expect(saveGame(other)).toEqual(saveGame(game));
  for (const name of Object.keys(game.screen.out) as (keyof typeof game.screen.out)[])
    expect(other.screen.out[name], name).toEqual(game.screen.out[name]);
});

test("what is written bit by bit is what is written at once", () => {
  const game = begin(6, { role: "any" });
  const keys = keysOf("full").filter((key) => key !== 241);
  const rng = generator(6, "bits");
  for (let step = 0; step < 3000; step++) {
    press(game, keys[rng.integer(keys.length)]);
    observe(game);
    if (step % 37 !== 0) continue;
    const before = structuredClone(game.screen.out);
    game.screen.stale = true;
    observe(game);
    for (const name of Object.keys(before) as (keyof typeof before)[])
      expect(game.screen.out[name], `${name} after step ${step}`).toEqual(before[name]);
  }
});

describe("actions", () => {
  test("the sets have NLE's sizes and order", () => {
    expect(Object.values(actionSets).map(({ length }) => length)).toEqual([121, 86, 23, 8, 4, 9, 9]);
    // MORE, the compass, the far compass, up, down, wait, kick, eat, search
    const text = "\rkljhunbyKLJHUNBY<>.\u0004es";
    expect(keysOf("task")).toEqual(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  });

  test("an unknown set or role is refused", () => {
    expect(() => bindEnv(score, { actions: "all" })).toThrow("params/invalid");
    expect(() => bindEnv(score, { role: "wizard" })).toThrow("params/invalid");
  });
});

test("the yardstick is 0 without points and 1 from 100,000 on", () => {
  const { score: yardstick } = bindEnv(score);
  const of = (points: number) => yardstick({ features: { points: { last: points } } } as never);
  expect([of(0), of(100_000), of(1e7)]).toEqual([0, 1, 1]);
  expect(of(1000)).toBeCloseTo(Math.log(51) / Math.log(5001), 9); // 0.46
});
