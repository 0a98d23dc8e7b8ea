import { batchOf } from "../../../src/core/index.ts";
import { createScreen, type Observation } from "../display/screen.ts";
import { observation } from "../observation.ts";
import { newGame } from "../play/new-game.ts";
import { createGame } from "../state/game.ts";
import { happenings } from "../state/tally.ts";
import type { Description } from "./description.ts";
import { type Plan, planOf } from "./plan.ts";

const draws = 4;

/**
 * Makes a plan of a description, and draws a few levels by it to see whether they can be built.
 * @throws `level/invalid` for what contradicts itself or does not fit; `level/unreachable`, with the picture of a level in
 *   which the goal cannot be reached
 */
export function checked(description: Description): Plan {
  const plan = planOf(description);
  const screen = createScreen(batchOf(observation, 1) as Observation);
  const rules = { build: plan.build, waitsForMore: false, autopickup: "", role: "rogue", pet: false } as const;
  const game = createGame(rules, screen, new Int32Array(happenings));
  for (let seed = 0; seed < draws; seed++) newGame(game, seed, seed);
  return plan;
}
