import { box, codes, parts, text } from "../../src/core/index.ts";
import { glyphCount } from "./display/glyphs.ts";
import { inventoryRows, inventoryWidth } from "./display/pack.ts";
import { height, width } from "./state/grid.ts";

const map = [height, width] as const;
const terminal = [24, 80] as const;

/** The 27 numbers of `blstats`, in NLE's order. */
export const blstatLabels = [
  "column [1]",
  "row [1]",
  "strength [1]",
  "strength with percents [1]",
  "dexterity [1]",
  "constitution [1]",
  "intelligence [1]",
  "wisdom [1]",
  "charisma [1]",
  "points [1]",
  "hit points [1]",
  "most hit points [1]",
  "depth [level]",
  "gold [piece]",
  "energy [1]",
  "most energy [1]",
  "armour class [1]",
  "level of the shape taken [1]",
  "experience level [1]",
  "experience [1]",
  "time [turn]",
  "hunger [0 satiated to 4 fainting]",
  "burden [0 none to 5 overloaded]",
  "branch [0 dungeon, 1 caves]",
  "number of the level in its branch [1]",
  "conditions [bits]",
  "alignment [1]",
] as const;

/**
 * NLE's observation by its names: glyphs, what the map shows as characters, colours and special bits, the numbers of the
 * status line, the message, the inventory and the whole terminal. Characters are ASCII. `blstats` is int32, where NLE has int64.
 */
export const observation = parts({
  glyphs: codes({ dtype: "int16", shape: map, count: glyphCount }),
  chars: codes({ dtype: "uint8", shape: map, count: 128 }),
  colors: codes({ dtype: "uint8", shape: map, count: 16 }),
  specials: codes({ dtype: "uint8", shape: map, count: 128 }),
  blstats: box({ dtype: "int32", shape: [27], labels: blstatLabels }),
  message: text(256),
  inv_glyphs: codes({ dtype: "int16", shape: [inventoryRows], count: glyphCount }),
  inv_letters: codes({ dtype: "uint8", shape: [inventoryRows], count: 128 }),
  inv_oclasses: codes({ dtype: "uint8", shape: [inventoryRows], count: 19 }),
  inv_strs: codes({ dtype: "uint8", shape: [inventoryRows, inventoryWidth], count: 128 }),
  tty_chars: codes({ dtype: "uint8", shape: terminal, count: 128 }),
  tty_colors: codes({ dtype: "uint8", shape: terminal, count: 16 }),
  tty_cursor: box({
    dtype: "uint8",
    shape: [2],
    high: [23, 79],
    labels: ["row of the cursor [1]", "column of the cursor [1]"],
  }),
});
