import { expect, test } from "vitest";
import { monsterNamed } from "../../../envs/dungeon/data/monsters.ts";
import { terrain } from "../../../envs/dungeon/data/terrain.ts";
import { glyphs } from "../../../envs/dungeon/display/glyphs.ts";
import { paint } from "../../../envs/dungeon/picture/paint.ts";
import { tileSet } from "../../../envs/dungeon/picture/tiles.ts";
import { my } from "../../../envs/dungeon/state/hero.ts";
import { begin } from "./play.ts";

const size = { width: 79 * 16, height: 21 * 16 };
const picture = (width: number, height: number, camera: string) => {
  const game = begin(3);
  const pixels = new Uint8Array(width * height * 3);
  paint({ width, height, camera, pixels }, game);
  return { game, at: (x: number, y: number) => Array.from(pixels.slice((y * width + x) * 3, (y * width + x) * 3 + 3)) };
};

test("the hero glows on the map, in tiles of 16 pixels and of 8", () => {
  for (const side of [16, 8]) {
    const { game, at } = picture(79 * side, 21 * side, "map");
    const [column, row] = [game.me[my.cell] % 79, Math.floor(game.me[my.cell] / 79)];
    expect(at(column * side, row * side + side / 2)).toEqual([250, 208, 64]);
  }
});

test("what was never seen is black, and the hero is in the middle of what is near", () => {
  const { game, at } = picture(size.width, size.height, "map");
  const unseen = game.screen.out.glyphs.indexOf(glyphs.map + terrain.stone);
  expect(Math.max(...at((unseen % 79) * 16 + 8, Math.floor(unseen / 79) * 16 + 8))).toBeLessThan(10);
  expect(picture(160, 160, "hero").at(72, 80)).toEqual([250, 208, 64]);
});

test("every kind of thing has a tile of its own", () => {
  const tiles = tileSet(16);
  const shown = [
    glyphs.monster + monsterNamed("newt"),
    glyphs.monster + monsterNamed("jackal"),
    glyphs.pet + monsterNamed("jackal"),
    glyphs.body + monsterNamed("newt"),
    ...[terrain.floor, terrain.corridor, terrain.doorway, terrain.stairsUp, terrain.stairsDown, terrain.fountain].map(
      (kind) => glyphs.map + kind,
    ),
    ...[terrain.verticalWall, terrain.closedVertical, terrain.openVertical, terrain.water, terrain.lava].map(
      (kind) => glyphs.map + kind,
    ),
  ];
  expect(new Set(shown.map((glyph) => tiles(glyph).join())).size).toBe(shown.length);
  for (const glyph of shown) expect(tiles(glyph)).toHaveLength(16 * 16 * 3);
});
