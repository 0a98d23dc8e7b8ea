import { expect, test } from "vitest";
import { observe } from "../../../envs/dungeon/display/observe.ts";
import { impossible } from "../../../envs/dungeon/impossible.ts";
import { allPlaces } from "../../../envs/dungeon/levels/places.ts";
import { travel } from "../../../envs/dungeon/levels/travel.ts";
import { type actionSets, keysOf } from "../../../envs/dungeon/play/keys.ts";
import { press } from "../../../envs/dungeon/play/press.ts";
import { my, status } from "../../../envs/dungeon/state/hero.ts";
import { generator } from "../../../src/core/index.ts";
import { begin } from "./play.ts";

const looks = 50; // steps between two looks at everything

/** Plays at random, a life after another; the hero is sent to a random level now and then. */
function fuzz(seed: number, steps: number, set: keyof typeof actionSets, more: boolean): void {
  const rng = generator(seed, "fuzz");
  const keys = keysOf(set).filter((key) => key !== 241); // nobody gives up
  let game = begin(seed, { waitsForMore: more, role: "any", autopickup: "$?!/" });
  for (let step = 1; step <= steps; step++) {
    if (step % 400 === 0 && game.me[my.prompt] === 0) travel(game, rng.integer(allPlaces), "teleport");
    press(game, keys[rng.integer(keys.length)]);
    observe(game);
    if (game.me[my.status] !== status.playing) game = begin(seed + step, { waitsForMore: more, role: "any" });
    else if (step % looks === 0) expect(impossible(game), `seed ${seed}, step ${step}`).toBeUndefined();
  }
}

test.each([
  [1, "full", true],
  [2, "full", false],
  [3, "useful", false],
  [4, "task", false],
] as const)("random play from seed %i with the %s keys leaves nothing impossible", (seed, set, more) => {
  fuzz(seed, 50_000, set, more);
});
