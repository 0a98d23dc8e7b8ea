/** What can stand in a cell, in the order of MiniGrid's object indices. */
export const objects = [
  "unseen",
  "empty",
  "wall",
  "floor",
  "door",
  "key",
  "ball",
  "box",
  "goal",
  "lava",
  "agent",
] as const;
export type ObjectName = (typeof objects)[number];

/** In the order of MiniGrid's colour indices. */
export const colours = ["red", "green", "blue", "purple", "yellow", "grey"] as const;
export type ColourName = (typeof colours)[number];

/** In the order of MiniGrid's state indices. */
export const doorStates = ["open", "closed", "locked"] as const;

/** In the order of MiniGrid's directions: clockwise. */
export const directions = ["right", "down", "left", "up"] as const;

/**
 * A cell is one byte. Things without a colour of their own come first; things of six colours follow in sixes, so that
 * `code % 6` is the colour and `code - code % 6` the kind.
 */
export const unseen = 0;
export const empty = 1;
export const wall = 2;
export const lava = 3;
export const goal = 4;
const hues = colours.length;
export const floor = hues;
export const key = 2 * hues;
export const ball = 3 * hues;
export const box = 4 * hues;
export const openDoor = 5 * hues;
export const closedDoor = 6 * hues;
export const lockedDoor = 7 * hues;
/** Seen in pictures of the whole grid only; the direction takes the place of the colour. */
export const agent = 8 * hues;
export const codeCount = agent + directions.length;

export const [red, green, blue, purple, yellow, grey] = [0, 1, 2, 3, 4, 5];

/** The colour of a code, among those that have one. */
export const colourOf = (code: number): number => code % hues;
/** The kind of a code, among those that have a colour: `key`, `ball` and so on. */
export const kindOf = (code: number): number => code - (code % hues);
export const isDoor = (code: number): boolean => code >= openDoor && code < agent;

const filled = (value: (code: number) => number) => Uint8Array.from({ length: codeCount }, (_, code) => value(code));
const isAny = (code: number, ...kinds: readonly number[]) =>
  code < floor ? kinds.includes(code) : kinds.includes(kindOf(code));

/** 1 where one can look past the thing. */
export const transparent = filled((code) => (isAny(code, wall, closedDoor, lockedDoor) ? 0 : 1));
/** 1 where the agent can stand. */
export const walkable = filled((code) => (isAny(code, empty, goal, lava, floor, openDoor) ? 1 : 0));
/** 1 for what the agent can carry. */
export const portable = filled((code) => (isAny(code, key, ball, box) ? 1 : 0));

const plain: readonly ObjectName[] = ["unseen", "empty", "wall", "lava", "goal"];
const coloured: readonly ObjectName[] = ["floor", "key", "ball", "box", "door", "door", "door"];
const plainColours: readonly number[] = [red, red, grey, red, green];

/** MiniGrid's object index of each code. */
export const objectIndex = filled((code) => {
  if (code >= agent) return objects.indexOf("agent");
  return objects.indexOf(code < floor ? (plain[code] ?? "unseen") : coloured[Math.floor(code / hues) - 1]);
});
/** MiniGrid's colour index of each code. */
export const colourIndex = filled((code) => {
  if (code >= agent) return red;
  return code < floor ? (plainColours[code] ?? red) : colourOf(code);
});
/** MiniGrid's state index of each code: of a door whether it is open, closed or locked, of the agent its direction. */
export const stateIndex = filled((code) => {
  if (code >= agent) return code - agent;
  return isDoor(code) ? (kindOf(code) - openDoor) / hues : 0;
});

/** `yellow key`: a code in words. */
export function nameOf(code: number): string {
  const name = objects[objectIndex[code]];
  return code < floor || code >= agent ? name : `${colours[colourOf(code)]} ${name}`;
}

/** The code that MiniGrid's indices of object, colour and state stand for. */
export function codeOf(object: number, colour: number, state: number): number {
  const name = objects[object];
  switch (name) {
    case "door":
      return openDoor + state * hues + colour;
    case "floor":
    case "key":
    case "ball":
    case "box":
      return coloured.indexOf(name) * hues + floor + colour;
    case "agent":
      return agent + state;
    default:
      return plain.indexOf(name);
  }
}
