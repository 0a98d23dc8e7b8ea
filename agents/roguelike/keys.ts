import type { Choice } from "../../src/core/index.ts";

/** The names of NLE's actions for the eight directions, in the order of `steps`. */
export const compass = ["north", "east", "south", "west", "north-east", "south-east", "south-west", "north-west"];

/** The letters of actions, by which questions about items are answered. */
const letters: { readonly [letter: string]: string } = {
  a: "apply",
  b: "south-west",
  c: "close",
  d: "drop",
  e: "eat",
  f: "fire",
  g: "rush",
  h: "west",
  i: "inventory",
  j: "south",
  k: "north",
  l: "east",
  m: "move",
  n: "south-east",
  o: "open",
  p: "pay",
  q: "quaff",
  r: "read",
  s: "search",
  t: "throw",
  u: "north-east",
  v: "short version",
  w: "wield",
  x: "swap",
  y: "north-west",
  z: "zap",
  A: "take off all",
  B: "far south-west",
  C: "call",
  D: "drop type",
  E: "engrave",
  G: "rush on",
  H: "far west",
  I: "inventory type",
  J: "far south",
  K: "far north",
  L: "far east",
  M: "move far",
  N: "far south-east",
  P: "put on",
  Q: "quiver",
  R: "remove",
  T: "take off",
  U: "far north-east",
  W: "wear",
  X: "two weapons",
  Y: "far north-west",
  Z: "cast",
};

/** Indices of the actions that the player uses; -1 for those that there are not. */
export interface Keys {
  readonly move: readonly number[];
  readonly far: readonly number[];
  readonly down: number;
  readonly up: number;
  readonly search: number;
  readonly kick: number;
  readonly eat: number;
  readonly pray: number;
  readonly quaff: number;
  readonly read: number;
  readonly wear: number;
  readonly pickUp: number;
  readonly fight: number;
  /** Goes on, and leaves questions. */
  readonly enter: number;
  /** Of the letter of an item, as its character code. */
  letter(code: number): number;
}

export function keysIn({ names }: Choice): Keys {
  const of = (name: string) => names.indexOf(name);
  const byCode = new Int16Array(256).fill(-1);
  for (const [letter, name] of Object.entries(letters)) byCode[letter.charCodeAt(0)] = of(name);
  return {
    move: compass.map(of),
    far: compass.map((name) => of(`far ${name}`)),
    down: of("down"),
    up: of("up"),
    search: of("search"),
    kick: of("kick"),
    eat: of("eat"),
    pray: of("pray"),
    quaff: of("quaff"),
    read: of("read"),
    wear: of("wear"),
    pickUp: of("pick up"),
    fight: of("fight"),
    enter: of("more"),
    letter: (code) => byCode[code],
  };
}
