import { terrain as is, isPlain } from "../../data/terrain.ts";
import type { Game } from "../../state/game.ts";
import { offsets } from "../../state/grid.ts";
import { my } from "../../state/hero.ts";
import { defineSkill, walker } from "../define-skill.ts";
import { isFree, pick, placeOf } from "../place.ts";

const apples = 4;

/**
 * Explore the maze: eat the apples that lie in it, and come to the stairs, which end the episode. `progress` is how many of
 * the apples were eaten. Source: MiniHack, ExploreMaze-Easy, Hard and Mapped.
 */
export const exploreMaze = defineSkill({
  id: "dungeon/explore-maze-v1",
  goal: "Find and eat the apples in the maze, then step onto the stairs that lead down.",
  params: { hard: false, mapped: false },
  hands: { ...walker, actions: "meal", autopickup: false },
  steps: () => 500,
  mostSteps: 500,
  level({ hard, mapped }) {
    const [columns, rows] = hard ? [31, 15] : [11, 9];
    const all = [0, 0, columns - 1, rows - 1] as const;
    return {
      size: [columns, rows],
      mapped,
      put: [
        { maze: all },
        { hero: all },
        { object: "apple", count: apples, is: "uncursed" },
        { by: stairsInDeadEnd, at: all },
      ],
    };
  },
  progress: ({ me }) => Math.min(1, me[my.eaten] / apples),
});

/** Puts the stairs where they are in nobody's way to an apple. */
function stairsInDeadEnd(game: Game, maze: Int16Array): boolean {
  const { terrain } = game;
  const ways = (cell: number) => [0, 1, 2, 3].reduce((sum, side) => sum + isPlain[terrain[cell + offsets[side]]], 0);
  const cell = pick(game, placeOf(maze), (_, at) => isFree(game, at) && ways(at) === 1);
  if (cell >= 0) terrain[cell] = is.stairsDown;
  return cell >= 0;
}
