import { cells } from "../state/grid.ts";

/** What a game writes for those who play it: NLE's observations, as views that belong to whoever made them. */
export interface Observation {
  readonly glyphs: Int16Array;
  readonly chars: Uint8Array;
  readonly colors: Uint8Array;
  readonly specials: Uint8Array;
  readonly blstats: Int32Array;
  readonly message: Uint8Array;
  readonly inv_glyphs: Int16Array;
  readonly inv_letters: Uint8Array;
  readonly inv_oclasses: Uint8Array;
  readonly inv_strs: Uint8Array;
  readonly tty_chars: Uint8Array;
  readonly tty_colors: Uint8Array;
  readonly tty_cursor: Uint8Array;
}

/** The observation, and what of it is out of date. Nothing here is saved: after loading, everything is. */
export interface Screen {
  readonly out: Observation;
  readonly touched: Int16Array;
  readonly isTouched: Uint8Array;
  touchedCount: number;
  /** The glyphs as they were last written. */
  readonly shown: Int16Array;
  /** The inventory changed. */
  packChanged: boolean;
  /** How often the inventory has been shown again. */
  packVersion: number;
  /** A menu covers part of the screen, or did. */
  covered: boolean;
  /** Everything is out of date. */
  stale: boolean;
  /** Columns of each line of the terminal that are in use. */
  readonly lineLengths: Uint8Array;
  messageLength: number;
  /** The numbers of `blstats` as they were last written, and where the turn stands in the last line. */
  readonly status: Int32Array;
  timeColumn: number;
  timeDigits: number;
  /** Entries of the inventory as it is shown. */
  packRows: number;
  /** Steps since everything was written. */
  age: number;
}

export const createScreen = (out: Observation): Screen => ({
  out,
  touched: new Int16Array(cells),
  isTouched: new Uint8Array(cells),
  touchedCount: 0,
  shown: new Int16Array(cells),
  packChanged: true,
  packVersion: 0,
  covered: false,
  stale: true,
  lineLengths: new Uint8Array(24),
  messageLength: 0,
  status: new Int32Array(27),
  timeColumn: 0,
  timeDigits: 0,
  packRows: 0,
  age: 0,
});
