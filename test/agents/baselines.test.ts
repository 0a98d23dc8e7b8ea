import { describe, expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { envs } from "../../envs/index.ts";
import { rewards } from "../../rewards/index.ts";
import {
  type AgentHost,
  arraysOf,
  type Batch,
  batchOf,
  bindEnv,
  box,
  choice,
  choices,
  codes,
  contains,
  type Env,
  generator,
  parts,
  pick,
  read,
  type Space,
  text,
  type View,
} from "../../src/core/index.ts";
import { openWorlds } from "../envs/worlds.ts";
import { evaluate } from "../rewards/evaluate.ts";

const hostOf = (env: string, observation: Space, action: Space, maskSize = 0): AgentHost => ({
  env,
  observation,
  action,
  maskSize,
  seats: 1,
  seed: 3,
  device: "cpu",
});

const viewOf = (rows: number, observations: Batch<Space>, masks = new Uint8Array(0)): View => ({
  rows,
  observations,
  masks,
  starts: new Uint8Array(rows),
  state: new Float32Array(0),
});

describe("baseline/scripted-v1", () => {
  const scripted = agents.get("baseline/scripted-v1");

  /** Plays one episode in each of some worlds: how long it took, whether it ended in success, and the return. */
  async function play(id: string, reward: string, count: number) {
    const { env, worlds, actions, observations, features } = openWorlds(envs.find(id), count);
    const policy = await scripted.create({}, hostOf(id, env.observation, env.action));
    const steps = new Int32Array(count);
    const returns = new Float64Array(count);
    worlds.forEach((world, row) => void world.reset(generator(11, "world", row)));
    const running = new Set(worlds.keys());
    for (let step = 0; step < env.maxSteps && running.size > 0; step++) {
      const [decided] = arraysOf((await policy.act(viewOf(count, observations), "exploit")).actions);
      actions.set(decided);
      const before = Object.fromEntries(Object.entries(features).map(([name, column]) => [name, column.slice()]));
      for (const row of running) worlds[row].step();
      const paid = evaluate(rewards.find(reward), features, before);
      for (const row of running) {
        expect(contains(env.action, read(env.action, actions, row))).toBe(true);
        steps[row]++;
        returns[row] += paid[row];
        if (worlds[row].terminated()) running.delete(row);
      }
    }
    return { steps: Array.from(steps), mean: returns.reduce((sum, value) => sum + value, 0) / count, features };
  }

  test("balances the pole for 500 steps", async () => {
    const { steps } = await play("classic/cart-pole-v1", "shaped/cart-pole-v1", 50);
    expect(Math.min(...steps)).toBe(500);
  });

  test("swings the pendulum up", async () => {
    const { mean, features } = await play("classic/pendulum-v1", "shaped/pendulum-v1", 50);
    expect(mean).toBeGreaterThan(-200);
    expect(Math.min(...features.upright)).toBeGreaterThan(0.99);
  });

  test.each([
    ["classic/acrobot-v1", "shaped/acrobot-v1", 300, -100],
    ["classic/mountain-car-v1", "shaped/mountain-car-v1", 130, -130],
    ["classic/mountain-car-continuous-v1", "shaped/mountain-car-continuous-v1", 140, 94],
  ])("%s: reaches the goal every time", async (id, reward, slowest, leastMean) => {
    const { steps, mean, features } = await play(id, reward, 50);
    expect(Array.from(features.success)).toEqual(Array(50).fill(1));
    expect(Math.max(...steps)).toBeLessThan(slowest);
    expect(mean).toBeGreaterThan(leastMean);
  });

  test("names the envs that it knows where it knows one not", async () => {
    const one = choice("one", "two");
    await expect(scripted.create({}, hostOf("fixture/other-v1", one, one))).rejects.toThrow(
      /agent\/unsupported.*fixture\/other-v1.*classic\/cart-pole-v1.*classic\/acrobot-v1/,
    );
  });

  test("knows every classic env", async () => {
    for (const env of envs.all.filter(({ id }) => id.startsWith("classic/"))) {
      const { observation, action } = bindEnv(env as Env);
      await expect(scripted.create({}, hostOf(env.id, observation, action))).resolves.toHaveProperty("act");
    }
  });
});

describe("baseline/random-v1", () => {
  const random = agents.get("baseline/random-v1");
  const nothing = choice("nothing");
  const rows = 400;
  const look = (masks?: Uint8Array<ArrayBuffer>) => viewOf(rows, batchOf(nothing, rows), masks);

  test.each([
    ["box", box({ dtype: "float32", shape: [3], low: [-1, 0, 5], high: [1, 0.5, 6] })],
    ["unbounded box", box({ dtype: "float64", shape: [2, 2] })],
    ["whole numbers", box({ dtype: "int32", shape: [1], low: -3, high: 3 })],
    ["choice", choice("a", "b", "c")],
    ["choices", choices({ move: ["stay", "go"], hand: ["open", "shut", "point"] })],
    ["text", text(12)],
    ["codes", codes({ shape: [2], count: 9 })],
    ["pick", pick("things", { most: 3 }, ["take", "drop"])],
    ["parts", parts({ say: text(5), go: choice("left", "right"), far: box({ dtype: "uint8", shape: [2] }) })],
  ])("draws from any space: %s", async (_, action: Space) => {
    const policy = await random.create({}, hostOf("fixture/any-v1", nothing, action));
    const { actions } = await policy.act(look(), "explore");
    const drawn = Array.from({ length: rows }, (_, row) => read(action, actions, row));
    expect(drawn.every((value) => contains(action, value))).toBe(true);
    expect(new Set(drawn.map((value) => JSON.stringify(value))).size).toBeGreaterThan(1);
  });

  test("keeps to what masks allow, and draws all of that", async () => {
    const action = choices({ move: ["stay", "go"], hand: ["open", "shut", "point"] });
    const policy = await random.create({}, hostOf("fixture/any-v1", nothing, action, 5));
    // even rows: go with open or point; odd rows: only stay with shut
    const masks = Uint8Array.from({ length: rows * 5 }, (_, i) =>
      Math.floor(i / 5) % 2 === 0 ? [0, 1, 1, 0, 1][i % 5] : [1, 0, 0, 1, 0][i % 5],
    );
    const [drawn] = arraysOf((await policy.act(look(masks), "explore")).actions);
    const pairs = (odd: number) =>
      new Set(Array.from({ length: rows / 2 }, (_, i) => `${drawn[4 * i + 2 * odd]},${drawn[4 * i + 2 * odd + 1]}`));
    expect(pairs(0)).toEqual(new Set(["1,0", "1,2"]));
    expect(pairs(1)).toEqual(new Set(["0,1"]));
  });

  test("the seed decides", async () => {
    const action = box({ dtype: "float32", shape: [1], low: -1, high: 1 });
    const draw = async (seed: number) => {
      const policy = await random.create({}, { ...hostOf("fixture/any-v1", nothing, action), seed });
      return (await policy.act(look(), "explore")).actions;
    };
    expect(await draw(1)).toEqual(await draw(1));
    expect(await draw(1)).not.toEqual(await draw(2));
  });
});
