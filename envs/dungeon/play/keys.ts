import { fail } from "../../../src/core/index.ts";

// The keys of NLE's action sets, by its names and in its order.

const key = (letter: string) => letter.charCodeAt(0);
const control = (letter: string) => key(letter) & 31;
const meta = (letter: string) => key(letter) | 128;
const named = (keys: { readonly [name: string]: number }) => Object.entries(keys);

export const escapeKey = 27;
export const enterKey = 13;
export const spaceKey = 32;

/** N, E, S, W, NE, SE, SW, NW: the order of directions everywhere. */
export const compassKeys = Uint8Array.from("kljhunby", key);
export const farKeys = Uint8Array.from("KLJHUNBY", key);
const compass = ["north", "east", "south", "west", "north-east", "south-east", "south-west", "north-west"];

const moves = compass.map((name, i) => [name, compassKeys[i]] as const);
const farMoves = compass.map((name, i) => [`far ${name}`, farKeys[i]] as const);
const misc = named({ up: key("<"), down: key(">"), wait: key("."), more: enterKey });

export const command = {
  extended: key("#"),
  "extended list": meta("?"),
  adjust: meta("a"),
  annotate: meta("A"),
  apply: key("a"),
  attributes: control("x"),
  autopickup: key("@"),
  call: key("C"),
  cast: key("Z"),
  chat: meta("c"),
  close: key("c"),
  conduct: meta("C"),
  dip: meta("d"),
  drop: key("d"),
  "drop type": key("D"),
  eat: key("e"),
  engrave: key("E"),
  enhance: meta("e"),
  escape: escapeKey,
  fight: key("F"),
  fire: key("f"),
  force: meta("f"),
  glance: key(";"),
  history: key("V"),
  inventory: key("i"),
  "inventory type": key("I"),
  invoke: meta("i"),
  jump: meta("j"),
  kick: control("d"),
  known: key("\\"),
  "known class": key("`"),
  look: key(":"),
  loot: meta("l"),
  monster: meta("m"),
  move: key("m"),
  "move far": key("M"),
  offer: meta("o"),
  open: key("o"),
  options: key("O"),
  overview: control("o"),
  pay: key("p"),
  "pick up": key(","),
  pray: meta("p"),
  "put on": key("P"),
  quaff: key("q"),
  quit: meta("q"),
  quiver: key("Q"),
  read: key("r"),
  redraw: control("r"),
  remove: key("R"),
  ride: meta("R"),
  rub: meta("r"),
  rush: key("g"),
  "rush on": key("G"),
  save: key("S"),
  search: key("s"),
  "see all": key("*"),
  "see amulet": key('"'),
  "see armour": key("["),
  "see gold": key("$"),
  "see rings": key("="),
  "see spells": key("+"),
  "see tools": key("("),
  "see trap": key("^"),
  "see weapon": key(")"),
  shell: key("!"),
  sit: meta("s"),
  swap: key("x"),
  "take off": key("T"),
  "take off all": key("A"),
  teleport: control("t"),
  throw: key("t"),
  tip: meta("T"),
  travel: key("_"),
  turn: meta("t"),
  "two weapons": key("X"),
  untrap: meta("u"),
  version: meta("v"),
  "short version": key("v"),
  wear: key("W"),
  "what does": key("&"),
  "what is": key("/"),
  wield: key("w"),
  wipe: meta("w"),
  zap: key("z"),
} as const;

const keyOfText = (letter: string) => [`key ${letter}`, key(letter)] as const;
const text = [..."+- '\"0123456789$"].map(keyOfText);
const full = [...moves, ...farMoves, ...misc, ...named(command), ...text];

/** Commands that an agent has no use for; letters for text are no commands but for the space. */
const useless = new Set<number>(
  (
    [
      "annotate",
      "autopickup",
      "conduct",
      "extended",
      "extended list",
      "glance",
      "history",
      "known",
      "known class",
      "options",
    ] as const
  )
    .concat([
      "overview",
      "teleport",
      "quit",
      "redraw",
      "save",
      "see all",
      "travel",
      "version",
      "what does",
      "what is",
    ] as never)
    .map((name) => command[name]),
);

/** Of the keys for text, the useful ones. Three of them are commands as well, and count once. */
const kept = [...'+"$ '].map(keyOfText);
const alsoText = (code: number) => kept.some(([, other]) => other === code);

const task = [
  misc[3],
  ...moves,
  ...farMoves,
  ...misc.slice(0, 3),
  ...named({ kick: command.kick, eat: command.eat, search: command.search }),
];

/**
 * Action sets: names and keys. `full` has 121, `useful` 86, `task` 23, `compass` 8, `cardinal` 4; `tool` and `meal` are the
 * compass and what applies a tool or eats.
 */
export const actionSets = {
  full,
  useful: [
    ...full.filter(([name, code]) => !useless.has(code) && !name.startsWith("key ") && !alsoText(code)),
    ...kept,
  ],
  task,
  compass: moves,
  cardinal: moves.slice(0, 4),
  tool: [...moves, ...named({ apply: command.apply })],
  meal: [...moves, ...named({ eat: command.eat })],
} as const;
export type ActionSet = keyof typeof actionSets;

/** The key of every action of a set. */
export function keysOf(set: ActionSet): Uint8Array {
  const keys = actionSets[set];
  if (!keys) fail("params/invalid", { given: `actions = ${set}`, expected: Object.keys(actionSets).join(", ") });
  return Uint8Array.from(keys, ([, code]) => code);
}

/** Keys of a set that answer a question about an item with a list. */
export const listKeysOf = (set: ActionSet): string =>
  [..."?*"].filter((letter) => keysOf(set).includes(key(letter))).join("");

/** The action of every key as people press it, by its name in a browser; arrows walk. */
export function actionsByKey(set: ActionSet): { readonly [name: string]: number } {
  const actions: { [name: string]: number } = {};
  for (const [action, [, code]] of actionSets[set].entries()) actions[pressedAs(code)] ??= action;
  for (const [arrow, letter] of arrows) actions[arrow] = actions[letter];
  return actions;
}

const arrows = [
  ["ArrowUp", "k"],
  ["ArrowRight", "l"],
  ["ArrowDown", "j"],
  ["ArrowLeft", "h"],
] as const;

function pressedAs(code: number): string {
  if (code === escapeKey) return "Escape";
  if (code === enterKey) return "Enter";
  if (code < 32) return `Ctrl+${String.fromCharCode(code + 96)}`;
  return code < 128 ? String.fromCharCode(code) : `Alt+${String.fromCharCode(code - 128)}`;
}

const directions = new Int8Array(256).fill(-1);
for (let i = 0; i < 8; i++) {
  directions[compassKeys[i]] = i;
  directions[farKeys[i]] = i;
}
directions[key(".")] = 8;
directions[key("s")] = 8;
directions[key("<")] = 9;
directions[key(">")] = 10;

/** 0 to 7 for a direction, 8 for the hero's own cell, 9 for up, 10 for down, -1 for any other key. */
export const directionOf = (code: number): number => directions[code];

const steps = new Int8Array(256).fill(-1);
const runs = new Int8Array(256).fill(-1);
for (let i = 0; i < 8; i++) {
  steps[compassKeys[i]] = i;
  runs[farKeys[i]] = i;
}
export const stepOf = (code: number): number => steps[code];
export const runOf = (code: number): number => runs[code];
