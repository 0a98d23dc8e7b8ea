import {
  agent,
  ball,
  box,
  closedDoor,
  colourOf,
  empty,
  floor,
  goal,
  key,
  kindOf,
  lava,
  lockedDoor,
  openDoor,
  wall,
} from "./codes.ts";

type Colour = readonly [red: number, green: number, blue: number];

const hues: readonly Colour[] = [
  [214, 64, 60],
  [72, 176, 88],
  [70, 112, 214],
  [150, 84, 190],
  [232, 196, 62],
  [140, 144, 150],
];
const ground: Colour = [24, 26, 30];
const seam: Colour = [46, 49, 55];
const stone: Colour = [106, 108, 114];
const mortar: Colour = [78, 80, 86];
const finish: Colour = [64, 160, 84];
const glow: Colour = [226, 96, 34];
const crest: Colour = [248, 168, 66];
const body: Colour = [226, 70, 62];
const dark: Colour = [14, 15, 18];

/** The colour of a tile at a point of it, both coordinates in [0, 1) from the upper left. */
export function tileAt(code: number, u: number, v: number): Colour {
  const isEdge = u < 0.04 || v < 0.04;
  switch (code) {
    case wall:
      return brick(u, v);
    case empty:
      return isEdge ? seam : ground;
    case goal:
      return isEdge ? seam : finish;
    case lava:
      return Math.abs(((v * 3) % 1) - Math.abs(((u * 2) % 1) - 0.5) - 0.25) < 0.1 ? crest : glow;
  }
  if (code >= agent) return arrow(code - agent, u, v) ? body : isEdge ? seam : ground;
  if (code < floor) return dark;
  const hue = hues[colourOf(code)];
  const under = isEdge ? seam : ground;
  switch (kindOf(code)) {
    case floor:
      return isEdge ? seam : dimmed(hue);
    case key:
      return isKey(u, v) ? hue : under;
    case ball:
      return (u - 0.5) ** 2 + (v - 0.5) ** 2 < 0.33 ** 2 ? hue : under;
    case box:
      return isFrame(u, v, 0.14, 0.1) || (Math.abs(v - 0.45) < 0.05 && Math.abs(u - 0.5) < 0.36) ? hue : under;
    case openDoor:
      return u > 0.86 || isFrame(u, v, 0, 0.05) ? hue : ground;
    case closedDoor:
      return isFrame(u, v, 0, 0.06) || isFrame(u, v, 0.14, 0.05) || isDisc(u, v, 0.72, 0.5, 0.07) ? hue : dark;
    case lockedDoor:
      return isDisc(u, v, 0.5, 0.42, 0.11) || (Math.abs(u - 0.5) < 0.05 && v > 0.42 && v < 0.72)
        ? dark
        : isFrame(u, v, 0, 0.1)
          ? hue
          : dimmed(hue);
  }
  return dark;
}

function brick(u: number, v: number): Colour {
  const course = Math.floor(v * 3);
  const along = (u * 2 + (course % 2) * 0.5) % 1;
  return (v * 3) % 1 < 0.1 || along < 0.07 ? mortar : stone;
}

function isKey(u: number, v: number): boolean {
  const ring = isDisc(u, v, 0.5, 0.3, 0.18) && !isDisc(u, v, 0.5, 0.3, 0.09);
  const shaft = Math.abs(u - 0.5) < 0.05 && v > 0.45 && v < 0.86;
  const teeth = u > 0.5 && u < 0.68 && (Math.abs(v - 0.64) < 0.04 || Math.abs(v - 0.79) < 0.04);
  return ring || shaft || teeth;
}

/** A triangle that points to the right, down, to the left or up. */
function arrow(direction: number, u: number, v: number): boolean {
  const [x, y] = [u - 0.5, v - 0.5];
  const [along, across] = [
    [x, y],
    [y, x],
    [-x, y],
    [-y, x],
  ][direction];
  return along > -0.34 && along < 0.38 && Math.abs(across) < (0.38 - along) * 0.5;
}

const isDisc = (u: number, v: number, x: number, y: number, radius: number) =>
  (u - x) ** 2 + (v - y) ** 2 < radius ** 2;

function isFrame(u: number, v: number, inset: number, thickness: number): boolean {
  const near = Math.min(u, v, 1 - u, 1 - v) - inset;
  return near >= 0 && near < thickness;
}

const dimmed = ([r, g, b]: Colour): Colour => [r * 0.45, g * 0.45, b * 0.45];
