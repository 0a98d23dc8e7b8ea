import { colour } from "./colours.ts";

/** Kinds of traps; the glyph is NLE's symbol of the map 42 to 63 + kind - 1, in its order. */
export const trap = {
  none: 0,
  arrow: 1,
  dart: 2,
  fallingRock: 3,
  squeakyBoard: 4,
  bearTrap: 5,
  landMine: 6,
  rollingBoulder: 7,
  sleepingGas: 8,
  rust: 9,
  fire: 10,
  pit: 11,
  spikedPit: 12,
  hole: 13,
  trapDoor: 14,
  teleport: 15,
  levelTeleport: 16,
  portal: 17,
  web: 18,
  statue: 19,
  magic: 20,
  antimagic: 21,
  polymorph: 22,
} as const;
export const trapKinds = 23;
/** Set where the hero knows of the trap. */
export const trapSeen = 128;
export const trapMask = 127;

export const trapNames: readonly string[] = [
  ...["nothing", "arrow trap", "dart trap", "falling rock trap", "squeaky board", "bear trap", "land mine"],
  ...["rolling boulder trap", "sleeping gas trap", "rust trap", "fire trap", "pit", "spiked pit", "hole", "trap door"],
  ...["teleportation trap", "level teleporter", "magic portal", "web", "statue trap", "magic trap", "anti-magic field"],
  "polymorph trap",
];

const c = colour;
export const trapColours = Uint8Array.of(
  ...[c.grey, c.cyan, c.cyan, c.grey, c.brown, c.cyan, c.red, c.grey, c.sky, c.blue, c.orange, c.black, c.black],
  ...[c.brown, c.magenta, c.magenta, c.red, c.pink, c.grey, c.grey, c.sky, c.sky, c.lime],
);

/** Traps that levels are made with: kind, and the depth from which on. */
export const trapOdds: readonly (readonly [kind: number, depth: number, odds: number])[] = [
  [trap.arrow, 1, 10],
  [trap.dart, 1, 10],
  [trap.fallingRock, 1, 8],
  [trap.squeakyBoard, 1, 6],
  [trap.bearTrap, 1, 7],
  [trap.rust, 1, 5],
  [trap.pit, 1, 10],
  [trap.spikedPit, 5, 6],
  [trap.sleepingGas, 2, 7],
  [trap.teleport, 3, 7],
  [trap.trapDoor, 2, 5],
  [trap.fire, 5, 5],
  [trap.web, 4, 3],
  [trap.landMine, 6, 4],
  [trap.magic, 7, 4],
];
