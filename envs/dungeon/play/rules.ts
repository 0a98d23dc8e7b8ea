import type { Game } from "../state/game.ts";

/** Fills the empty level of a place and says where the hero arrives: the seam for tasks and levels of other kinds. */
export type Builder = (game: Game, place: number, arrival: Arrival) => number;

/** How the hero comes to a level. */
export type Arrival = "start" | "down" | "up" | "branch" | "fall" | "teleport";

/** What a task fixes of the game. */
export interface Rules {
  readonly build: Builder;
  /** Whether a message that does not fit waits for a key; else messages of a turn are shown as far as they fit. */
  readonly waitsForMore: boolean;
  readonly autopickup: string;
  /** `any` is one of the first three. */
  readonly role: "fighter" | "delver" | "mystic" | "rogue" | "any";
  readonly pet: boolean;
  /** Whether nobody comes from far away to a level that has been built. */
  readonly quiet?: boolean;
  /** Whether nobody is teleported within a level. */
  readonly warded?: boolean;
  /** Whether questions that have one sensible answer are answered by themselves: `play/only-answer.ts`. */
  readonly handy?: boolean;
  /** Keys that show what there is to choose from, as questions name them; none unless given. */
  readonly listKeys?: string;
  /** What the hero is told at the beginning. */
  readonly greeting?: string;
}
