import { observe } from "../../../envs/dungeon/display/observe.ts";
import { createScreen, type Observation } from "../../../envs/dungeon/display/screen.ts";
import { impossible } from "../../../envs/dungeon/impossible.ts";
import { buildDungeon } from "../../../envs/dungeon/levels/build.ts";
import { allPlaces } from "../../../envs/dungeon/levels/places.ts";
import { travel } from "../../../envs/dungeon/levels/travel.ts";
import { observation } from "../../../envs/dungeon/observation.ts";
import { keysOf } from "../../../envs/dungeon/play/keys.ts";
import { newGame } from "../../../envs/dungeon/play/new-game.ts";
import { press } from "../../../envs/dungeon/play/press.ts";
import { prompt } from "../../../envs/dungeon/play/prompt.ts";
import { createGame } from "../../../envs/dungeon/state/game.ts";
import { my, status } from "../../../envs/dungeon/state/hero.ts";
import { happenings } from "../../../envs/dungeon/state/tally.ts";
import { heldBytes } from "../../../src/check/heap.ts";
import { batchOf, generator } from "../../../src/core/index.ts";

export interface Fuzzed {
  readonly games: number;
  readonly levels: number;
  readonly looks: number;
  /** What was held at the end less what was held after a tenth of the steps [bytes]. */
  readonly growth: number;
}

/**
 * Presses random keys of the full set, game after game, sends the hero to a random level now and then, and looks at
 * everything for what is impossible. Prints what it met; throws at the first impossible thing. Arguments: seed, steps.
 */
const [seed, steps] = process.argv.slice(2).map(Number);
const looksEvery = 200;
const travelsEvery = 400;
const rng = generator(seed, "fuzz");
const keys = keysOf("full").filter((key) => key !== 241); // nobody gives up
const rules = {
  build: buildDungeon,
  waitsForMore: seed % 2 === 0,
  role: "any",
  pet: true,
  autopickup: "$?!/",
} as const;
const game = createGame(rules, createScreen(batchOf(observation, 1) as Observation), new Int32Array(happenings));
let [games, levels, looks, held] = [0, 0, 0, 0];
let place = -1;

function begin(): void {
  newGame(game, rng.integer(2 ** 31), rng.integer(2 ** 31));
  observe(game);
  games++;
}

begin();
for (let step = 1; step <= steps; step++) {
  if (step % travelsEvery === 0 && game.me[my.prompt] === prompt.none) travel(game, rng.integer(allPlaces), "teleport");
  press(game, keys[rng.integer(keys.length)]);
  observe(game);
  if (game.me[my.place] !== place) {
    place = game.me[my.place];
    levels++;
  }
  if (game.me[my.status] !== status.playing) begin();
  else if (step % looksEvery === 0) {
    looks++;
    const wrong = impossible(game);
    if (wrong) throw new Error(`seed ${seed}, step ${step}: ${wrong}`);
  }
  if (step === Math.round(steps / 10)) held = heldBytes();
}
console.log(JSON.stringify({ games, levels, looks, growth: heldBytes() - held } satisfies Fuzzed));
