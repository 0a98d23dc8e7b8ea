import type { Id, Limits, Rng } from "../../../src/core/index.ts";
import type { Board } from "./board.ts";

/** A kind of task on the grid. */
export interface GridTask<P> {
  readonly id: Id;
  /** What it is about, in a sentence. */
  readonly goal: string;
  readonly params: P;
  readonly limits?: Limits<P>;
  validate?(params: P): void;
  /** Cells of the grid, outer walls included. */
  size(params: P): { readonly width: number; readonly height: number };
  readonly seesThroughWalls?: boolean;
  /** How many of the actions it has, from the first on; all unless given. */
  readonly actions?: number;
  /** Of the instruction; tasks whose instruction differs from episode to episode show it unless told otherwise. */
  readonly mission: { readonly varies: boolean; readonly letters: number; readonly words: number };
  plan(params: P, board: Board): Level;
}

/** What a task adds to the rules, for one world. Its state is in the board. */
export interface Level {
  /** Draws a level on a cleared board, agent, aim and `limit` included; `spoil` has it drawn again. */
  draw(rng: Rng): void;
  /** What the episode asks for, in words. */
  mission(): string;
  /** Moves what moves by itself, before the action. */
  move?(rng: Rng, action: number): void;
  /** Looks at what an action did, and says in `outcome` whether the episode is over. */
  judge?(action: number, done: number): void;
  /** Whether the agent may do this; what it may not do has no effect. */
  allows?(action: number): boolean;
}
