import { createScreen, type Observation } from "../../../envs/dungeon/display/screen.ts";
import { observation } from "../../../envs/dungeon/observation.ts";
import { createGame, type Game, loadGame, saveGame } from "../../../envs/dungeon/state/game.ts";
import { happenings } from "../../../envs/dungeon/state/tally.ts";
import { envs } from "../../../envs/index.ts";
import { rewards, transforms } from "../../../rewards/index.ts";
import { customaryReward } from "../../../scripts/zoo/index.ts";
import {
  type Batch,
  batchOf,
  bindEnv,
  generator,
  type Params,
  rewardRows,
  rowsOf,
  type Space,
} from "../../../src/core/index.ts";
import { openReward, rewardHost } from "../../../src/reward/index.ts";
import { rules } from "./play.ts";

/** One world of a task of the whole game with its customary reward, and a way to change the game in it. */
export async function openTask(id: string, params: Params = {}) {
  const env = bindEnv(await envs.find(id), params);
  const reward = await openReward(
    customaryReward(id),
    { rewards, transforms },
    env,
    rewardHost({ goal: "", stepSeconds: 0 }, { seats: 1, seed: 0 }),
  );
  const action = batchOf(env.action, 1) as Int32Array;
  const columns = <T>(names: object, of: () => T) => Object.fromEntries(Object.keys(names).map((name) => [name, of()]));
  const features = columns(env.features, () => new Float64Array(1));
  const world = env.create({
    row: 0,
    action: rowsOf(env.action, action, 0),
    observation: rowsOf(env.observation, batchOf(env.observation, 1), 0) as Batch<Space>,
    features,
    events: columns(env.events, () => new Int32Array(1)),
    mask: new Uint8Array(0),
  });
  world.reset(generator(1, "task"));
  if (env.action.type !== "choice") throw new Error("a task is played by keys");
  const { names } = env.action;
  return {
    /** Has something done to the game that the world plays. */
    change(work: (game: Game) => void): void {
      const screen = createScreen(batchOf(observation, 1) as Observation);
      const game = createGame(rules, screen, new Int32Array(happenings));
      loadGame(game, world.save());
      work(game);
      world.load(saveGame(game), generator(1, "unused"));
    },
    /** Takes an action by its name and returns the reward, without the error of adding in binary. */
    async act(name: string): Promise<number> {
      const before = { features: structuredClone(features) };
      action[0] = names.indexOf(name);
      if (action[0] < 0) throw new Error(`no action ${name}`);
      world.step();
      const { total } = await reward.evaluate(rewardRows({ steps: 1, seats: 1, features, before }));
      return Math.round(total[0] * 1e6) / 1e6;
    },
    ends: () => [world.terminated(0), world.truncated?.(0) ?? false],
    feature: (name: string) => features[name][0],
  };
}
