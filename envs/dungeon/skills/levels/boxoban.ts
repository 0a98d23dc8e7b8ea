import { terrain as is } from "../../data/terrain.ts";
import type { Game } from "../../state/game.ts";
import { defineSkill, walker } from "../define-skill.ts";
import { field } from "../field.ts";
import { growPuzzle } from "../puzzle.ts";

const size = 8;

/**
 * Boxoban: push four boulders onto four fountains. A puzzle is drawn by playing backwards from its solution, so it has one;
 * boulders cannot be pulled, so many a push is final. `progress` is how many of the fountains are covered. The keys are the
 * four directions. Source: MiniHack, Boxoban; Guez et al. 2018, Boxoban levels.
 */
export const boxoban = defineSkill({
  id: "dungeon/boxoban-v1",
  goal: "Push a boulder onto every fountain.",
  params: { boulders: 4 },
  limits: { boulders: { whole: [1, 4] } },
  hands: { ...walker, actions: "cardinal" },
  steps: () => 400,
  mostSteps: 400,
  level: ({ boulders }) => ({
    map: field(size, size, "a"),
    goal: "boulders on fountains",
    put: [{ by: (game: Game, cells: Int16Array) => growPuzzle(game, cells, boulders), at: "a" }],
  }),
  progress({ terrain }, { boulders }) {
    let bare = 0;
    for (let cell = terrain.indexOf(is.fountain); cell >= 0; cell = terrain.indexOf(is.fountain, cell + 1)) bare++;
    return 1 - bare / boulders;
  },
});
