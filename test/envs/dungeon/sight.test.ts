import { expect, test } from "vitest";
import { terrain as is, isOpaque } from "../../../envs/dungeon/data/terrain.ts";
import { travel } from "../../../envs/dungeon/levels/travel.ts";
import { lookAround } from "../../../envs/dungeon/play/sight.ts";
import { changeSight } from "../../../envs/dungeon/play/sight-change.ts";
import type { Game } from "../../../envs/dungeon/state/game.ts";
import { cells, columnOf, isInner, rowOf, width } from "../../../envs/dungeon/state/grid.ts";
import { my } from "../../../envs/dungeon/state/hero.ts";
import { generator } from "../../../src/core/index.ts";
import { at, begin, drawn } from "./play.ts";

/** Symmetric shadow casting as its author describes it, with fractions as numbers and a call for every row. */
function seenFrom({ terrain }: Game, here: number): Set<number> {
  const seen = new Set([here]);
  for (const [ahead, aside] of [
    [-width, 1],
    [width, 1],
    [1, width],
    [-1, width],
  ]) {
    const scan = (depth: number, start: number, end: number) => {
      let previous: boolean | undefined;
      const [first, last] = [Math.floor(depth * start + 0.5), Math.ceil(depth * end - 0.5)];
      for (let column = first; column <= last; column++) {
        const cell = here + depth * ahead + column * aside;
        const stops = isOpaque[terrain[cell]] === 1;
        if (stops || (column >= depth * start - 1e-9 && column <= depth * end + 1e-9)) seen.add(cell);
        const slope = (2 * column - 1) / (2 * depth);
        if (previous === true && !stops) start = slope;
        if (previous === false && stops) scan(depth + 1, start, slope);
        previous = stops;
      }
      if (previous === false) scan(depth + 1, start, end);
    };
    scan(1, -1, 1);
  }
  return seen;
}

test("sight is that of symmetric shadow casting, wherever the hero goes and however", () => {
  const rng = generator(1, "sight");
  const game = begin(3);
  for (const place of [0, 3, 7, 21, 17]) {
    travel(game, place, "teleport");
    const { me, terrain, sight } = game;
    for (let walked = 0; walked < 300; walked++) {
      // mostly small steps, so that what is seen changes by little, and a leap now and then
      const leap = walked % 10 === 0;
      const cell = leap ? rng.integer(cells) : me[my.cell] + [1, -1, width, -width, 0][rng.integer(5)];
      if (isOpaque[terrain[cell]] || columnOf(cell) === 0 || rowOf(cell) === 0) continue;
      me[my.cell] = cell;
      lookAround(game);
      if (walked % 7 === 3) {
        // a door opens or closes, or a wall is dug through, perhaps before the hero's eyes
        const inView = Array.from({ length: cells }, (_, i) => i).filter(
          (i) => sight[i] === 1 && i !== cell && isInner(columnOf(i), rowOf(i)),
        );
        const changed = inView[rng.integer(inView.length)];
        terrain[changed] = isOpaque[terrain[changed]] ? is.doorway : is.closedVertical;
        changeSight(game, changed);
        lookAround(game);
      }
      const expected = seenFrom(game, cell);
      const wrong = sight.findIndex((seen, other) => seen !== (expected.has(other) ? 1 : 0));
      expect(wrong, `${place}: from ${cell}`).toBe(-1);
    }
  }
});

test("who sees is seen", () => {
  const game = begin(5);
  const floor = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => !isOpaque[game.terrain[cell]]);
  const views = new Map(floor.map((cell) => [cell, seenFrom(game, cell)]));
  for (const [here, view] of views)
    for (const there of view) if (views.has(there)) expect(views.get(there)!.has(here)).toBe(true);
});

test("a pillar hides what is behind it", () => {
  // from @ two cells left of the pillar, the row behind it is dark; the cells above it are not
  const game = begin(1, {
    build: drawn("#########", "#.......#", "#@.#....#", "#.......#", "#########"),
    pet: false,
  });
  const { sight } = game;
  expect(sight[at(3, 2)]).toBe(1); // the pillar itself
  for (const column of [4, 5, 6, 7]) expect(sight[at(column, 2)], `column ${column}`).toBe(0);
  for (const column of [1, 2, 3, 4]) expect(sight[at(column, 1)], `column ${column}`).toBe(1);
});
