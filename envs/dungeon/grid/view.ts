import { type Board, carried, cellAt, discovered, facing, place } from "./board.ts";
import { agent, colourIndex, empty, objectIndex, stateIndex, transparent } from "./codes.ts";

/** Sizes that a view may have: odd, so that the agent stands in the middle of its lowest row. */
export const viewSizes = [3, 5, 7, 9] as const;

const spreads = new Map<number, Uint16Array>();

/**
 * What is seen in a row of `size` cells, as bits, at `seen << size | glass`: light goes sideways from the cells that are
 * seen, through glass, up to and with the first cell that is none.
 */
export function spreadOf(size: number): Uint16Array {
  const known = spreads.get(size);
  if (known) return known;
  const table = new Uint16Array(1 << (2 * size));
  const all = (1 << size) - 1;
  for (let at = 0; at < table.length; at++) {
    const glass = at & all;
    let seen = at >> size;
    for (let before = -1; before !== seen; ) {
      before = seen;
      seen |= ((seen & glass) << 1) | ((seen & glass) >> 1);
      seen &= all;
    }
    table[at] = seen;
  }
  spreads.set(size, table);
  return table;
}

/** What is shown of each code: MiniGrid's indices of object, colour and state, from the lowest byte on. */
const shades = Int32Array.from(
  objectIndex,
  (object, code) => object | (colourIndex[code] << 8) | (stateIndex[code] << 16),
);

/**
 * Returns a function that writes what the agent sees into `image` `[size, size, 3]`: MiniGrid's indices of object, colour
 * and state, by column from the agent's left and row from afar to the agent. It notes which cells were discovered.
 *
 * Light starts at the agent and goes sideways through what is transparent, then from each such cell to the three cells
 * ahead of it. In the agent's own place stands what it carries.
 */
export function looker(board: Board, size: number, seesThroughWalls: boolean): (image: Uint8Array) => void {
  const { cells, seen, facts, moves } = board;
  const spread = spreadOf(size);
  const all = (1 << size) - 1;
  const half = size >> 1;
  const self = (half * size + size - 1) * 3;
  const column = 3 * size; // bytes
  return (image) => {
    const direction = facts[facing];
    const forward = moves[direction];
    const sideways = moves[(direction + 1) & 3];
    let corner = facts[place] - half * sideways;
    let light = 1 << half;
    let found = 0;
    for (let row = size - 1; row >= 0; row--, corner += forward) {
      let glass = 0;
      for (let i = 0, at = corner; i < size; i++, at += sideways) glass |= transparent[cells[at]] << i;
      const shown = seesThroughWalls ? all : spread[(light << size) | glass];
      for (let i = 0, at = corner, to = row * 3; i < size; i++, at += sideways, to += column) {
        const isShown = (shown >> i) & 1;
        const shade = shades[cells[at]] & -isShown;
        image[to] = shade;
        image[to + 1] = shade >> 8;
        image[to + 2] = shade >> 16;
        if (isShown > seen[at]) {
          seen[at] = 1;
          found++;
        }
      }
      const through = shown & glass;
      light = (through | (through << 1) | (through >> 1)) & all;
    }
    facts[discovered] += found;
    writeCode(image, self, facts[carried] || empty);
  };
}

/** Writes the whole grid into `image` `[width, height, 3]`, the agent in its place. */
export function writeWhole(board: Board, image: Uint8Array): void {
  const { width, height, cells, facts } = board;
  for (let x = 0, to = 0; x < width; x++)
    for (let y = 0; y < height; y++, to += 3) {
      const at = cellAt(board, x, y);
      writeCode(image, to, at === facts[place] ? agent + facts[facing] : cells[at]);
    }
}

function writeCode(image: Uint8Array, to: number, code: number): void {
  const shade = shades[code];
  image[to] = shade;
  image[to + 1] = shade >> 8;
  image[to + 2] = shade >> 16;
}
