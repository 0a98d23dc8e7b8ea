import { fuzz } from "./dungeon/fuzz.ts";
import { game } from "./dungeon/game.ts";
import { learning } from "./dungeon/learning.ts";
import { pace } from "./dungeon/pace.ts";
import { speed } from "./dungeon/speed.ts";
import { makePage } from "./report.ts";

const introduction = `
# Dungeon: a roguelike and its tasks on grids

Every number here was printed by a command of this repository, named under each table. Peers need an interpreter with
\`minigrid\` and \`nle\`: \`PARITY_PYTHON=<path> npm run results -- dungeon\`. The whole page takes hours, mostly for
learning; add a section's name to measure only that. To try the command, \`RESULTS_SHARE=0.01\` spends a hundredth of every
budget: such a page is written elsewhere and says that it is a trial.
`;

export const dungeon = (sections: readonly string[]) =>
  makePage("dungeon", introduction, [speed, fuzz, pace, learning, game], sections);
