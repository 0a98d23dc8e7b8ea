/**
 * Terrain codes. Up to 41 they are NLE's symbols of the map (glyph 2359 + code), so what is seen of most terrain is the
 * terrain; above that are kinds that look like others.
 */
export const terrain = {
  stone: 0,
  verticalWall: 1,
  horizontalWall: 2,
  topLeft: 3,
  topRight: 4,
  bottomLeft: 5,
  bottomRight: 6,
  crossWall: 7,
  teeUp: 8,
  teeDown: 9,
  teeLeft: 10,
  teeRight: 11,
  doorway: 12,
  openVertical: 13, // an open door in a vertical wall
  openHorizontal: 14,
  closedVertical: 15,
  closedHorizontal: 16,
  bars: 17,
  tree: 18,
  floor: 19,
  darkFloor: 20, // only seen
  corridor: 21,
  stairsUp: 23,
  stairsDown: 24,
  ladderUp: 25, // stairs to another branch
  ladderDown: 26,
  altar: 27,
  grave: 28,
  throne: 29,
  sink: 30,
  fountain: 31,
  water: 32,
  ice: 33,
  lava: 34,
  secretDoorVertical: 42, // looks like a wall
  secretDoorHorizontal: 43,
  secretCorridor: 44, // looks like stone
  boulder: 45, // on floor
  boulderInCorridor: 46,
  boulderOnFountain: 47,
} as const;

export const terrainKinds = 48;

const is = terrain;
const flagged = (...codes: readonly number[]) => {
  const table = new Uint8Array(terrainKinds);
  for (const code of codes) table[code] = 1;
  return table;
};

const doors = [is.closedVertical, is.closedHorizontal];
const openDoors = [is.openVertical, is.openHorizontal];
const hidden = [is.secretDoorVertical, is.secretDoorHorizontal, is.secretCorridor];
const walls = Array.from({ length: 11 }, (_, i) => is.verticalWall + i);
const boulders = [is.boulder, is.boulderInCorridor, is.boulderOnFountain];
const ground = [
  ...[is.floor, is.corridor, is.stairsUp, is.stairsDown, is.ladderUp, is.ladderDown, is.altar, is.grave, is.throne],
  ...[is.sink, is.fountain, is.ice],
];

/** 1 where light does not pass. */
export const isOpaque = flagged(is.stone, ...walls, ...doors, ...hidden, ...boulders, is.tree);
/** 1 where one can walk without drowning or burning. */
export const isFooting = flagged(...ground, is.doorway, ...openDoors);
/** 1 for what can be flown over. */
export const isOpen = flagged(...ground, is.doorway, ...openDoors, is.water, is.lava);
/** 1 for doors that stand open, through which nobody goes diagonally. */
export const isOpenDoor = flagged(...openDoors);
export const isClosedDoor = flagged(...doors);
export const isWall = flagged(...walls, is.secretDoorVertical, is.secretDoorHorizontal);
export const isSecret = flagged(...hidden);
/** 1 for what a pick-axe goes through. */
export const isDiggable = flagged(is.stone, ...walls, ...hidden, ...doors, ...boulders);
export const isBoulder = flagged(...boulders);
/** What a boulder becomes on ground that it can be pushed onto, 0 for all else; and what lies beneath each. */
export const boulderOn = new Uint8Array(terrainKinds);
export const beneathBoulder = new Uint8Array(terrainKinds);
for (const [ground, boulder] of [
  [is.floor, is.boulder],
  [is.corridor, is.boulderInCorridor],
  [is.fountain, is.boulderOnFountain],
]) {
  boulderOn[ground] = boulder;
  beneathBoulder[boulder] = ground;
}
/** 1 for plain ground, on which things are placed and dug. */
export const isPlain = flagged(is.floor, is.corridor);
export const isStairs = flagged(is.stairsUp, is.stairsDown, is.ladderUp, is.ladderDown);

/** What terrain is called when one looks at it. */
export const terrainNames: { readonly [code: number]: string } = {
  [is.doorway]: "a doorway",
  [is.openVertical]: "an open door",
  [is.openHorizontal]: "an open door",
  [is.tree]: "a tree",
  [is.floor]: "the floor",
  [is.corridor]: "a corridor",
  [is.stairsUp]: "a staircase up",
  [is.stairsDown]: "a staircase down",
  [is.ladderUp]: "a ladder up",
  [is.ladderDown]: "a ladder down",
  [is.altar]: "an altar",
  [is.grave]: "a grave",
  [is.throne]: "a throne",
  [is.sink]: "a sink",
  [is.fountain]: "a fountain",
  [is.water]: "water",
  [is.ice]: "ice",
  [is.lava]: "lava",
};

/** Bits of a cell's flags; the upper four are the number of its room, 0 for none. */
export const cellFlag = { lit: 1, locked: 2, explored: 4, undiggable: 8 } as const;
export const roomShift = 4;
