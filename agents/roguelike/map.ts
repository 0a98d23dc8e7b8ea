/** Size of NLE's map, and of the copy of it that has a border all around. */
export const [width, height] = [79, 21];
export const cells = width * height;
export const padded = width + 2;
export const paddedCells = padded * (height + 2);

/** North, east, south, west, north-east, south-east, south-west, north-west. */
export const steps = [-padded, 1, padded, -1, 1 - padded, 1 + padded, padded - 1, -1 - padded] as const;

/** The cell of the bordered copy at a column and row of the map. */
export const cellAt = (column: number, row: number): number => (row + 1) * padded + column + 1;

/** The other way round: where a cell of the bordered copy is in the map. */
export const indexOf = (cell: number): number => {
  const row = Math.floor(cell / padded);
  return (row - 1) * width + cell - row * padded - 1;
};

// Glyphs as NLE numbers them.
const [pets, bodies, symbols, traps, effects, none] = [381, 1144, 2359, 2401, 2424, 5976];

/** What a cell is for those who walk. */
export const ground = {
  unknown: 0,
  wall: 1,
  floor: 2,
  corridor: 3,
  doorway: 4, // without a door
  openDoor: 5, // nobody passes diagonally
  closedDoor: 6,
  stairsDown: 7,
  ladderDown: 8, // to another branch
  stairsUp: 9,
  trap: 10,
  hole: 11, // leads down
  item: 12,
  boulder: 13,
  monster: 14,
  pet: 15,
  water: 16,
} as const;

const boulderChar = 96;
/** 1 for the characters of what is worth a detour, because it is picked up in passing: gold, potions, scrolls and wands. */
const isTreasure = new Uint8Array(256);
for (const letter of "$!?/") isTreasure[letter.charCodeAt(0)] = 1;

const kinds = new Uint8Array(none + 1).fill(ground.wall);
kinds.fill(ground.monster, 0, pets);
kinds.fill(ground.pet, pets, pets * 2);
kinds.fill(ground.monster, pets * 2, bodies);
kinds.fill(ground.item, bodies, symbols);
kinds.fill(ground.floor, symbols + 19, symbols + 34);
kinds.fill(ground.trap, traps, effects);
kinds[symbols] = ground.unknown;
kinds[symbols + 12] = ground.doorway;
kinds[symbols + 13] = kinds[symbols + 14] = ground.openDoor;
kinds[symbols + 15] = kinds[symbols + 16] = ground.closedDoor;
kinds[symbols + 21] = kinds[symbols + 22] = ground.corridor;
kinds[symbols + 23] = kinds[symbols + 25] = ground.stairsUp;
kinds[symbols + 24] = ground.stairsDown;
kinds[symbols + 26] = ground.ladderDown;
kinds[symbols + 32] = kinds[symbols + 34] = ground.water;
kinds[traps + 12] = ground.hole;
kinds[traps + 13] = ground.hole;
kinds[none] = ground.unknown;

/** What the hero hides by standing there. */
const isHidden = new Uint8Array(17);
for (const kind of [ground.openDoor, ground.stairsDown, ground.ladderDown, ground.stairsUp]) isHidden[kind] = 1;

/** What the hero sees and remembers of a level, with a border of unknown cells. */
export interface LevelMap {
  readonly kind: Uint8Array;
  /** 1 where something worth a detour lies. */
  readonly treasure: Uint8Array;
  /** Cells of monsters that are no pets. */
  readonly monsters: Int16Array;
  monsterCount: number;
  /** Cells with doors and stairs, which the hero hides by standing on them. */
  readonly marks: Int16Array;
  markCount: number;
  hero: number;
}

export const newMap = (): LevelMap => ({
  kind: new Uint8Array(paddedCells),
  treasure: new Uint8Array(paddedCells),
  monsters: new Int16Array(cells),
  monsterCount: 0,
  marks: new Int16Array(cells),
  markCount: 0,
  hero: 0,
});

const unseen = symbols; // stone, or what was never seen

/** Reads a map from `at` on; `column` and `row` are the hero's. */
export function readMap(
  map: LevelMap,
  glyphs: ArrayLike<number>,
  chars: ArrayLike<number>,
  at: number,
  column: number,
  row: number,
): void {
  const { kind, treasure, monsters, marks } = map;
  map.hero = cellAt(column, row);
  map.monsterCount = 0;
  map.markCount = 0;
  kind.fill(ground.unknown);
  treasure.fill(0);
  for (let y = 0, from = at, to = cellAt(0, 0); y < height; y++, to += 2)
    for (let x = 0; x < width; x++, from++, to++) {
      const glyph = glyphs[from];
      if (glyph === unseen) continue;
      let what = kinds[glyph];
      if (what === ground.item) {
        if (chars[from] === boulderChar) what = ground.boulder;
        else treasure[to] = isTreasure[chars[from]];
      } else if (what === ground.monster) {
        if (to !== map.hero) monsters[map.monsterCount++] = to;
      } else if (isHidden[what] === 1) marks[map.markCount++] = to;
      kind[to] = what;
    }
  kind[map.hero] = ground.floor;
}
