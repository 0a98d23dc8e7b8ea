import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { memoryOf } from "../../agents/ppo/demands.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import {
  type AgentHost,
  bindEnv,
  bindReward,
  bindTransform,
  box,
  type Env,
  isWithin,
  type Parametrised,
} from "../../src/core/index.ts";
import { requireRoom } from "../../src/run/room.ts";
import { command, temporaryFolder } from "../scripts/command.ts";
import { serving, talking } from "../wire/here.ts";

const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "2000", "--episodes", "0", "--quiet"];
const envNamed = (id: string) => envs.find(id) as Env;

// A learner's params were checked for their type alone: these ended in stacks, in half a run folder, or passed.
test.each([
  [["epochs=1.5"], "a whole number from 1 to 1000"],
  [["rolloutSteps=12.5"], "a whole number from 1 to 1000000000"],
  [["memory=2.5"], "a whole number from 0 to 4096"],
  [["minibatch=2.5"], "a whole number"],
  [["threads=1.5"], "a whole number from 1 to 1024"],
  [["unroll=1.5"], "a whole number from -1 to 64"],
  [["unroll=-0.5"], "a whole number from -1 to 64"],
  [["unroll=4096", "minibatch=8"], "a whole number from -1 to 64"],
  [['hidden=[64,"a"]'], "a list of 0 to 16 elements, each a whole number from 1 to 65536"],
  [["hidden=[1.5]"], "each a whole number"],
  [["hidden=[-3]"], "each a whole number"],
  [["hidden=[0]"], "each a whole number"],
  [["hidden=[null]"], "each a whole number"],
  [["hidden=[[1]]"], "each a whole number"],
  [["hidden=64"], "a list"],
  [["hidden=[100000,100000]"], "each a whole number from 1 to 65536"],
  [[`hidden=[${Array.from({ length: 16 }, () => 65536)}]`], "GB of it for weights"], // 4 TB
  [["rolloutSteps=1e9"], "rows a rollout"],
  [["unroll=16", "rolloutSteps=32", "minibatch=256", "epochs=10"], "divides 10"], // 32 x 8 rows are one minibatch
  [["unroll=4", "rolloutSteps=64", "minibatch=256", "recomputeAdvantages=true"], "divides 2"], // of each epoch
  [["memory=4", "sequence=512", "rolloutSteps=512"], "written one after another"],
  [["minibatch=1"], "at least 2 rows"],
  [["env.maxSteps=1e300"], "a whole number from 1 to 2147483647"],
  [["env.maxsteps=3"], 'Did you mean "maxSteps"'],
])("train --set %o is refused, and nothing is written", async (settings, words) => {
  const out = join(temporaryFolder(), "run");
  const outcome = await command(...train, "--out", out, ...settings.flatMap((setting) => ["--set", setting]));
  expect({ code: outcome.code, stdout: outcome.stdout }, outcome.stderr).toEqual({ code: 2, stdout: "" });
  expect(outcome.stderr).toMatch(/^rewardgym: params\/invalid: got .*\n$/);
  expect(outcome.stderr).toContain(words);
  expect(existsSync(out)).toBe(false);
});

test.each([
  [["--threads", "1.5"], "--threads 1.5"],
  [["--worlds", "1.5"], "--worlds 1.5"],
  [["--seed", "1.5"], "--seed 1.5"],
])("train %o is refused, and nothing is written", async (flags, words) => {
  const out = join(temporaryFolder(), "run");
  const { code, stderr } = await command(...train, "--out", out, ...flags);
  expect(code, stderr).toBe(2);
  expect(stderr).toContain(words);
  expect(existsSync(out)).toBe(false);
});

test("a loop takes any number of minibatches, and an unrolled update a divisor of them", async () => {
  for (const unroll of [0, 1, 5]) {
    const settings = ["--set", `unroll=${unroll}`, "--set", "epochs=5"]; // of one minibatch each
    const out = join(temporaryFolder(), "run");
    const { code, stderr } = await command(...train, "--out", out, ...settings);
    expect(code, stderr).toBe(0);
  }
});

test("the same holds for envs, rewards and transforms", () => {
  const refused = (bind: () => unknown) =>
    expect(bind).toThrow(expect.objectContaining({ code: "params/invalid", expected: expect.any(String) }));
  refused(() => bindEnv(envNamed("locomotion/ant-v1"), { frameSkip: 1.5 }));
  refused(() => bindEnv(envNamed("locomotion/ant-v1"), { healthyHeight: [0.2, "1"] }));
  refused(() => bindEnv(envNamed("locomotion/ant-v1"), { healthyHeight: [0.2, 0.5, 1] }));
  refused(() => bindEnv(envNamed("locomotion/ant-stairs-v1"), { stairs: 2.5 }));
  refused(() => bindEnv(envNamed("locomotion/ant-rough-v1"), { terrainSeed: 0.5 }));
  refused(() => bindTransform(transforms.find("transform/delay-v1"), { steps: 1.5 }));
  refused(() => bindTransform(transforms.find("transform/clamp-v1"), { low: 2, high: 1 }));
  refused(() => bindReward(rewards.find("shaped/tolerance-v1"), { lower: 2, upper: 1 }));
});

test("a spread may be a number even where its default is a range", () => {
  const steer = envNamed("locomotion/ant-steer-v1");
  expect(bindEnv(steer, { commandedSpeed: 1 }).params.commandedSpeed).toBe(1);
  expect(() => bindEnv(steer, { commandEvery: 0 })).toThrow("a number of at least 0.01, a range [low, high]");
});

test("and over the wire", async () => {
  const talker = await talking((await serving()).url);
  const env = "locomotion/hopper-v1";
  const refusal = async (what: object) => (await talker.ask({ id: 1, op: "make", env, ...what })).error;
  const code = "params/invalid";
  expect(await refusal({ params: { frameSkip: 1.5 } })).toMatchObject({ code, given: expect.stringContaining("1.5") });
  expect(await refusal({ params: { maxSteps: 1.5 } })).toMatchObject({ code });
  expect(await refusal({ params: { healthyPitch: [0, null] } })).toMatchObject({ code });
  const delayed = { apply: "transform/delay-v1", params: { steps: 1.5 }, to: "sparse/alive-v1" };
  expect(await refusal({ reward: delayed })).toMatchObject({ code });
});

test("what a learner takes is known before it is made, and refused where it is too much", () => {
  const host: AgentHost = {
    env: "fixture/any-v1",
    observation: box({ dtype: "float32", shape: [100] }),
    action: box({ dtype: "float32", shape: [10] }),
    maskSize: 0,
    seats: 10,
    seed: 1,
    device: "cpu",
  };
  const settings = { ...defaults, hidden: [1000], rolloutSteps: 1000, minibatch: 5000, epochs: 1 };
  const use = memoryOf(settings, host);
  // actor and critic: 2 x (100 + 1) x 1000, and 1001 x (10 + 1), and 10 deviations; 8 numbers of 4 bytes each
  expect(use.weights).toBe((2 * 101 * 1000 + 1001 * 11 + 10) * 8 * 4);
  // 10,000 rows of 100 + 10 floats in the env's spaces, 10 latents, 5 floats, 2 doubles and one place
  expect(use.rollouts).toBe(10_000 * (110 * 4 + 10 * 4 + 5 * 4 + 2 * 8 + 4));
  expect(use.minibatches).toBe(5000 * 2000 * 2 * 4);
  requireRoom("a/b-v1", { weights: 2e9, rollouts: 1e9 }, 3e9);
  expect(() => requireRoom("a/b-v1", { weights: 2e9, rollouts: 1e9 }, 2.9e9)).toThrow(
    "params/invalid: got params for a/b-v1 that need at least 3.00 GB of memory, 2.00 GB of it for weights; expected at most the 2.90 GB",
  );
});

test("every param that is a number, a list or an object says what it may be, and its default is within that", () => {
  const plugins: readonly Omit<Parametrised, "validate">[] = [
    ...envs.all,
    ...rewards.all,
    ...transforms.all,
    ...agents.all,
  ];
  for (const { id, params, limits = {} } of plugins)
    for (const [name, value] of Object.entries(params)) {
      const limit = limits[name];
      if (typeof value === "number" || (typeof value === "object" && value !== null))
        expect(limit, `${id} ${name}`).toBeDefined();
      if (limit) expect(isWithin(value, limit), `${id} ${name}`).toBe(true);
    }
});
