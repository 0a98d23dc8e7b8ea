import { createScreen, type Observation } from "../../../../envs/dungeon/display/screen.ts";
import { observation } from "../../../../envs/dungeon/observation.ts";
import { type ActionSet, keysOf } from "../../../../envs/dungeon/play/keys.ts";
import type { Description } from "../../../../envs/dungeon/skills/description.ts";
import { planOf } from "../../../../envs/dungeon/skills/plan.ts";
import { createGame, type Game, loadGame, saveGame } from "../../../../envs/dungeon/state/game.ts";
import { happenings } from "../../../../envs/dungeon/state/tally.ts";
import { envs } from "../../../../envs/index.ts";
import {
  type Batch,
  batchOf,
  bindEnv,
  generator,
  type Params,
  rowsOf,
  type Space,
} from "../../../../src/core/index.ts";
import { begin, rules } from "../play.ts";

/** Params under which each skill is tried: all variants of MiniHack's ids, and what lies between. */
export const variants: { readonly [id: string]: readonly Params[] } = {
  "dungeon/room-v1": [5, 15].flatMap((size) =>
    ["fixed", "random", "dark", "monster", "trap", "ultimate"].map((variant) => ({ size, variant })),
  ),
  "dungeon/corridor-v1": [{ rooms: 2 }, { rooms: 3 }, { rooms: 5 }],
  "dungeon/key-room-v1": [{}, { fixed: true }, { size: 15, closet: 5 }, { size: 15, closet: 5, lit: false }],
  "dungeon/maze-walk-v1": [{}, { columns: 15, rows: 15 }, { columns: 45, rows: 19 }, { mapped: true }],
  "dungeon/river-v1": [{}, { width: 2 }, { monsters: 5 }, { lava: true }, { lava: true, monsters: 5 }],
  "dungeon/hide-and-seek-v1": [{}, { mapped: true }, { lava: true }, { big: true }],
  "dungeon/corridor-battle-v1": [{}, { lit: false }],
  "dungeon/memento-v1": [{ length: 3 }, {}, { ways: 4 }],
  "dungeon/explore-maze-v1": [{}, { hard: true }, { hard: true, mapped: true }],
  "dungeon/boxoban-v1": [{}, { boulders: 2 }],
  "dungeon/cross-lava-v1": ["any", "potion", "ring", "boots", "wand", "horn"].flatMap((means): Params[] => [
    { means },
    { means, carried: true },
  ]),
  "dungeon/wand-of-death-v1": ["easy", "medium", "hard", "pro"].map((variant) => ({ variant })),
  "dungeon/quest-v1": ["easy", "medium", "hard"].map((variant) => ({ variant })),
  "dungeon/handling-v1": ["eat", "drink", "read", "wield", "wear", "put on", "zap", "pray", "open", "unlock"].flatMap(
    (skill): Params[] => [{ skill }, { skill, carried: true, others: 3 }],
  ),
};

/** One world of a skill, and the game in it. */
export async function openSkill(id: string, params: Params = {}) {
  const env = bindEnv(await envs.find(id), params);
  const columns = <T>(names: object, of: () => T) => Object.fromEntries(Object.keys(names).map((name) => [name, of()]));
  const action = batchOf(env.action, 1) as Int32Array;
  const features = columns(env.features, () => new Float64Array(1));
  const observed = rowsOf(env.observation, batchOf(env.observation, 1), 0) as Batch<Space>;
  const world = env.create({
    row: 0,
    action: rowsOf(env.action, action, 0),
    observation: observed,
    features,
    events: columns(env.events, () => new Int32Array(1)),
    mask: new Uint8Array(0),
  });
  if (env.action.type !== "choice") throw new Error("a skill is played by keys");
  const { names } = env.action;
  const keys = keysOf(env.params.actions as ActionSet);
  const game = createGame(rules, createScreen(batchOf(observation, 1) as Observation), new Int32Array(happenings));
  return {
    env,
    world,
    names,
    reset: (seed: number) => world.reset(generator(seed, "skill")),
    /** The game as it is now: a copy. */
    game(): Game {
      loadGame(game, world.save());
      return game;
    },
    /** Has something done to the game that the world plays. */
    change(work: (game: Game) => void): void {
      loadGame(game, world.save());
      work(game);
      world.load(saveGame(game), generator(1, "unused"));
    },
    /** Takes actions by their names, until the episode ends. */
    act(...wanted: readonly string[]): void {
      for (const name of wanted) {
        if (world.terminated(0)) return;
        action[0] = names.indexOf(name);
        if (action[0] < 0) throw new Error(`no action ${name}`);
        world.step();
      }
    },
    /** Presses keys, until the episode ends. */
    type(letters: string): void {
      for (const letter of letters) {
        if (world.terminated(0)) return;
        action[0] = keys.indexOf(letter.charCodeAt(0));
        if (action[0] < 0) throw new Error(`no key ${letter}`);
        world.step();
      }
    },
    /** The message line, which may ask something. */
    message: () => (observed as unknown as { readonly message: Uint8Array }).message,
    feature: (name: string) => features[name][0],
    ends: () => [world.terminated(0), world.truncated?.(0) ?? false],
  };
}

/** A game on a level of a description, without a world around it. */
export const enter = (description: Description, seed = 1): Game =>
  begin(seed, { build: planOf(description).build, pet: false, quiet: true, role: "rogue" });
