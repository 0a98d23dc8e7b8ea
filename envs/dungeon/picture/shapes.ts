import { terrain as is } from "../data/terrain.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** The sixteen colours of NLE's terminal. */
export const palette: readonly Colour[] = [
  [70, 74, 92],
  [205, 64, 58],
  [66, 158, 76],
  [158, 110, 62],
  [70, 112, 222],
  [180, 88, 190],
  [66, 178, 178],
  [176, 178, 182],
  [120, 122, 126],
  [238, 138, 48],
  [130, 218, 96],
  [240, 214, 82],
  [116, 170, 246],
  [246, 140, 200],
  [128, 226, 226],
  [244, 244, 240],
];

export const black: Colour = [6, 6, 9];
const litFloor: Colour = [64, 58, 51];
const darkFloor: Colour = [32, 31, 33];
const passage: Colour = [44, 38, 33];
const stone: Colour = [124, 118, 108];
const mortar: Colour = [78, 74, 70];
const cap: Colour = [156, 150, 138];
const wood: Colour = [150, 98, 50];
const darkWood: Colour = [98, 62, 32];
const gold: Colour = [240, 206, 80];
const deepWater: Colour = [34, 72, 158];
const foam: Colour = [104, 150, 224];
const fire: Colour = [206, 74, 26];
const crest: Colour = [250, 172, 62];

const disc = (u: number, v: number, x: number, y: number, radius: number) => (u - x) ** 2 + (v - y) ** 2 < radius ** 2;
const box = (u: number, v: number, left: number, top: number, right: number, bottom: number) =>
  u >= left && u < right && v >= top && v < bottom;
const ring = (u: number, v: number, x: number, y: number, outer: number, inner: number) =>
  disc(u, v, x, y, outer) && !disc(u, v, x, y, inner);
const shaded = ([r, g, b]: Colour, by: number): Colour => [r * by, g * by, b * by];

const floor = (base: Colour, u: number, v: number): Colour => (u < 0.07 || v < 0.07 ? shaded(base, 0.82) : base);

function bricks(u: number, v: number): Colour {
  if (v < 0.13) return cap;
  const course = Math.floor(v * 4);
  const along = (u * 2 + (course % 2) * 0.5) % 1;
  return (v * 4) % 1 < 0.22 || along < 0.12 ? mortar : stone;
}

const waves = (u: number, v: number, low: Colour, high: Colour): Colour =>
  Math.abs(((v * 3 + 0.5 * Math.abs(((u * 2) % 1) - 0.5)) % 1) - 0.3) < 0.12 ? high : low;

/** The colour of a kind of terrain, as it is seen, at a point of its tile; both coordinates in [0, 1) from the upper left. */
export function terrainAt(kind: number, u: number, v: number): Colour {
  if (kind >= is.verticalWall && kind <= is.teeRight) return bricks(u, v);
  switch (kind) {
    case is.stone:
      return black;
    case is.doorway:
      return box(u, v, 0.14, 0.14, 0.86, 0.86) ? litFloor : shaded(darkWood, 0.8);
    case is.openVertical:
      return v < 0.26 ? wood : floor(litFloor, u, v);
    case is.openHorizontal:
      return u < 0.26 ? wood : floor(litFloor, u, v);
    case is.closedVertical:
    case is.closedHorizontal:
      if (disc(u, v, 0.72, 0.52, 0.1)) return gold;
      return !box(u, v, 0.06, 0.06, 0.94, 0.94) || Math.abs(u - 0.36) < 0.05 ? darkWood : wood;
    case is.bars:
      return (u * 4) % 1 < 0.3 ? palette[7] : darkFloor;
    case is.tree:
      if (disc(u, v, 0.5, 0.4, 0.38)) return disc(u, v, 0.38, 0.3, 0.12) ? palette[10] : palette[2];
      return box(u, v, 0.42, 0.7, 0.58, 1) ? darkWood : darkFloor;
    case is.darkFloor:
      return floor(darkFloor, u, v);
    case is.corridor:
      return (Math.floor(u * 8) * 5 + Math.floor(v * 8) * 3) % 7 === 0 ? shaded(passage, 0.7) : passage;
    case is.stairsUp:
    case is.ladderUp:
    case is.stairsDown:
    case is.ladderDown:
      return stairs(kind, u, v);
    case is.altar:
      return box(u, v, 0.1, 0.34, 0.9, 0.5) || box(u, v, 0.24, 0.5, 0.76, 0.86) ? palette[7] : floor(litFloor, u, v);
    case is.grave:
      return box(u, v, 0.3, 0.3, 0.7, 0.9) || disc(u, v, 0.5, 0.32, 0.2) ? palette[8] : floor(litFloor, u, v);
    case is.throne:
      return box(u, v, 0.24, 0.1, 0.38, 0.9) || box(u, v, 0.24, 0.5, 0.76, 0.62) || box(u, v, 0.64, 0.5, 0.76, 0.9)
        ? gold
        : floor(litFloor, u, v);
    case is.fountain:
    case is.sink:
      if (ring(u, v, 0.5, 0.55, 0.42, 0.3)) return palette[7];
      return disc(u, v, 0.5, 0.55, 0.3) ? (disc(u, v, 0.5, 0.5, 0.1) ? palette[15] : foam) : floor(litFloor, u, v);
    case is.water:
      return waves(u, v, deepWater, foam);
    case is.ice:
      return Math.abs(u + v - 1) < 0.06 ? palette[15] : [150, 196, 216];
    case is.lava:
      return waves(u, v, fire, crest);
  }
  return floor(litFloor, u, v);
}

/** Steps that lead into the dark or out of it; those to another branch are of wood. */
function stairs(kind: number, u: number, v: number): Colour {
  const step = Math.floor(v * 4);
  const isUp = kind === is.stairsUp || kind === is.ladderUp;
  const tread = isUp ? 3 - step : step;
  if (u < tread * 0.11 || u > 1 - tread * 0.11 || (v * 4) % 1 < 0.2) return black;
  const light = isUp ? 0.55 + 0.22 * tread : 1.15 - 0.26 * tread;
  return shaded(kind >= is.ladderUp ? wood : palette[7], Math.min(1.3, light));
}

/** Whether an item, by the letter of its class, covers a point of its tile. */
export function isItem(letter: string, u: number, v: number): boolean {
  const slant = Math.abs(u + v - 1);
  switch (letter) {
    case ")":
      return (slant < 0.13 && u > 0.2 && v > 0.1 && v < 0.9) || (Math.abs(u - v + 0.34) < 0.1 && slant < 0.32);
    case "[":
      return box(u, v, 0.18, 0.16, 0.82, 0.5) || (v >= 0.5 && v < 0.9 && Math.abs(u - 0.5) < (0.92 - v) * 0.78);
    case "=":
      return ring(u, v, 0.5, 0.56, 0.32, 0.18) || disc(u, v, 0.5, 0.2, 0.13);
    case '"':
      return ring(u, v, 0.5, 0.4, 0.34, 0.24) || disc(u, v, 0.5, 0.78, 0.16);
    case "(":
      return box(u, v, 0.14, 0.4, 0.86, 0.84) || (ring(u, v, 0.5, 0.4, 0.26, 0.15) && v < 0.42);
    case "%":
      return disc(u, v, 0.38, 0.58, 0.27) || disc(u, v, 0.62, 0.58, 0.27) || box(u, v, 0.46, 0.14, 0.58, 0.4);
    case "!":
      return disc(u, v, 0.5, 0.64, 0.28) || box(u, v, 0.4, 0.1, 0.6, 0.45);
    case "?":
      return box(u, v, 0.2, 0.14, 0.8, 0.88) && !((v * 6) % 1 < 0.3 && u > 0.3 && u < 0.7 && v > 0.25);
    case "/":
      return (slant < 0.1 && v > 0.25 && v < 0.9) || disc(u, v, 0.78, 0.2, 0.14);
    case "$":
      return disc(u, v, 0.35, 0.65, 0.22) || disc(u, v, 0.66, 0.65, 0.22) || disc(u, v, 0.5, 0.4, 0.22);
    case "*":
      return Math.abs(u - 0.5) + Math.abs(v - 0.5) < 0.38;
    case "^":
      return slant < 0.1 || Math.abs(u - v) < 0.1;
  }
  return disc(u, v, 0.5, 0.54, 0.4);
}
