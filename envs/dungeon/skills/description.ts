import type { EventName } from "../features.ts";
import type { Game } from "../state/game.ts";
import type { DoorState, Ground, TrapName } from "./names.ts";

/**
 * THE LANGUAGE OF LEVELS
 *
 * A level is drawn as text, then things are put into it, one statement after another:
 *
 *     const ford: Description = {
 *       map: `
 *         aaaaaaa}}bbb
 *         aaccccc}}bbb
 *         aaaaaaa}}bbb`,
 *       put: [
 *         { hero: "a" },
 *         { ground: "boulder", at: "c", count: 3 },
 *         { stairs: "down", at: "b" },
 *         { monster: "any", at: "b", chance: 50, asleep: true },
 *       ],
 *     };
 *
 * Lower-case letters are floor, and name the places that statements put things at. The other characters:
 *
 *     .  floor        #  corridor     -  |  wall         +  closed door     }  water     T  tree
 *     @  the hero     :  doorway      0  boulder         /  open door       ~  lava      <  >  stairs
 *     *  stone        {  fountain     _  altar           S  secret door
 *
 * A space is stone, too. Walls need not be drawn: they rise wherever open ground borders on stone. Instead of a `map`, a level may have a `size`,
 * all of stone, for mazes; or a number of `rooms`, which lie anywhere and are joined by corridors, and are called "room 1",
 * "room 2" and so on from left to right. A description is checked when a task is defined: `check.ts`. A level in which
 * the goal cannot be reached is drawn again.
 */
export interface Description {
  readonly map?: string;
  readonly size?: readonly [columns: number, rows: number];
  readonly rooms?: number;
  /** Whether all of it is lit, as it is unless told otherwise. Random rooms are lit as everywhere in the dungeon. */
  readonly lit?: boolean;
  /** Whether the hero knows the ground of the level from the start. */
  readonly mapped?: boolean;
  /** Whether floor and walls can be dug. */
  readonly diggable?: boolean;
  /** Whether anybody can be teleported, as is so unless told otherwise. */
  readonly teleports?: boolean;
  /** How deep it is, which says how strong random monsters may be; 1 unless given. */
  readonly depth?: number;
  readonly put: readonly Statement[];
  /** What ends the episode well: standing on the stairs unless given. */
  readonly goal?: Goal;
  /** What ends it badly, besides death. */
  readonly fails?: { readonly event: EventName };
}

/** The stairs down; something that happens; the death of all monsters of a kind; a boulder on every fountain. */
export type Goal = "stairs" | "boulders on fountains" | { readonly event: EventName } | { readonly slay: string };

/**
 * A letter of the drawing or the name of a room; a cell of the drawing by column and row from 0; or a rectangle of such
 * cells, both corners included. Where nothing is said, anywhere.
 */
export type Where =
  | string
  | readonly [column: number, row: number]
  | readonly [left: number, top: number, right: number, bottom: number];

/** A number, or the fewest and the most. */
export type Count = number | readonly [fewest: number, most: number];

export type Blessing = "blessed" | "cursed" | "uncursed";

/** Statements put things on free cells, unless a single cell is named; each may have a chance of 1 to 99 in a hundred. */
export type Statement = { readonly chance?: number } & (
  | { readonly hero: Where }
  | { readonly stairs: "down" | "up"; readonly at?: Where }
  /** Covers all of a place, or as many cells of it as `count` says. */
  | { readonly ground: Ground; readonly at?: Where; readonly count?: Count }
  | { readonly door: DoorState; readonly at: Where }
  /** A name, the letter of a class, or "any" for what suits the depth. */
  | {
      readonly monster: string;
      readonly at?: Where;
      readonly count?: Count;
      readonly asleep?: boolean;
      readonly peaceful?: boolean;
    }
  /** A name, as in "apple" or "wand of frost"; a class, as in "food"; or "any". */
  | {
      readonly object: string;
      readonly at?: Where;
      readonly count?: Count;
      readonly is?: Blessing;
      readonly known?: boolean;
    }
  /** What the hero has in the pack. */
  | { readonly carry: string; readonly is?: Blessing; readonly known?: boolean }
  | { readonly trap: TrapName | "any"; readonly at?: Where; readonly count?: Count; readonly known?: boolean }
  /** A room of its own within a place, at random, with a door in one of its walls. */
  | {
      readonly room: string;
      readonly size: readonly [columns: number, rows: number];
      readonly at?: Where;
      readonly door?: DoorState;
      readonly lit?: boolean;
    }
  /** A maze in a rectangle of stone with odd sides. */
  | { readonly maze: Where }
  /** One of several lists of statements. */
  | { readonly oneOf: readonly (readonly Statement[])[] }
  /** What no statement says, done by a function with the cells of a place; false has the level drawn again. */
  | { readonly by: (game: Game, cells: Int16Array) => boolean; readonly at: Where }
);
