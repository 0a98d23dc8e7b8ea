import { expect, test } from "vitest";
import { differences, requireSameRun } from "../../src/run/go-on.ts";
import { settle, worldsFor } from "../../src/run/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";

test("every param is spelled out: defaults, what suits the env, what was given", async () => {
  const spec = await settle(
    { ...cartPoleRun, agent: { id: "fake/linear-v1", params: { learningRate: 0.5 } } },
    registries,
  );
  expect(spec.env.params).toEqual({ maxSteps: 500 });
  expect(spec.agent.params).toEqual({ rolloutSteps: 16, learningRate: 0.5, divergesAt: 0 });
  expect(await settle(spec, registries)).toEqual(spec);
});

test("unknown ids and params are coded errors", async () => {
  const settled = (change: object) => settle({ ...cartPoleRun, ...change }, registries);
  await expect(settled({ env: { id: "classic/cart-pol-v1", params: {} } })).rejects.toThrow(
    'Did you mean "classic/cart-pole-v1"',
  );
  await expect(settled({ agent: { id: "fake/linear-v1", params: { learningrate: 1 } } })).rejects.toThrow(
    "params/invalid",
  );
  await expect(settled({ seed: Number.NaN })).rejects.toThrow("run/invalid");
});

test("worlds suit agent and env, or are 16", () => {
  expect(worldsFor("fake/linear-v1", "classic/cart-pole-v1", registries)).toBe(4);
  expect(worldsFor("fake/linear-v1", "classic/acrobot-v1", registries)).toBe(16);
});

test("differences are named down to the param", () => {
  const other = { ...cartPoleRun, seed: 9, env: { id: cartPoleRun.env.id, params: { maxSteps: 7 } } };
  expect(differences(other, cartPoleRun)).toEqual([
    "env.params.maxSteps = 7 instead of nothing",
    "seed = 9 instead of 3",
  ]);
});

test("a run that goes on may only grow", () => {
  requireSameRun({ ...cartPoleRun, steps: 9999 }, cartPoleRun, cartPoleRun.steps);
  expect(() => requireSameRun({ ...cartPoleRun, steps: 1 }, cartPoleRun, cartPoleRun.steps)).toThrow("steps = 1");
  expect(() => requireSameRun({ ...cartPoleRun, seed: 4 }, cartPoleRun, cartPoleRun.steps)).toThrow(
    "checkpoint/foreign: got another run: seed = 4 instead of 3",
  );
});
