import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import {
  type AgentHost,
  arraysOf,
  bindEnv,
  boundsAt,
  leavesOf,
  type Params,
  type Policy,
  read,
  type Space,
} from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { envs } from "../fixtures/worlds.ts";
import { type Outputs, runExported } from "./exported.ts";
import { counted, mean, trained } from "./training.ts";

/** Every step stands alone in these worlds, so that nothing is to be gained from looking ahead. */
const settings = { rolloutSteps: 16, minibatch: 128, learningRate: 3e-3, gamma: 0, lambda: 0, scaleRewards: false };
const careful = { ...settings, minibatch: 64, learningRate: 1e-3 };
const rightAnd = (...events: string[]) => ({ sum: Object.fromEntries(events.map((name) => [name, counted(name)])) });

interface Case {
  readonly what: string;
  readonly env: string;
  readonly envParams?: Params;
  readonly events: readonly string[];
  readonly steps: number;
  readonly params: Params;
  /** Of the greedy policy; the best is 1. */
  readonly least: number;
}

const cases: readonly Case[] = [
  {
    what: "the names of glyphs",
    env: "fixture/glyphs-v1",
    events: ["right"],
    steps: 10_240,
    params: settings,
    least: 1,
  },
  { what: "a picture", env: "fixture/sheet-v1", events: ["named"], steps: 8192, params: careful, least: 0.98 },
  {
    what: "a map of codes",
    env: "fixture/sheet-v1",
    envParams: { painted: false },
    events: ["named"],
    steps: 6144,
    params: careful,
    least: 0.98,
  },
  {
    what: "a list and a pick",
    env: "fixture/shelf-v1",
    events: ["right"],
    steps: 30_720,
    params: settings,
    least: 0.97,
  },
  {
    what: "an action in parts with masks",
    env: "fixture/bench-v1",
    events: ["said", "held", "pressed", "lifted"],
    steps: 20_480,
    params: settings,
    least: 0.97,
  },
];

test.each(cases)("$what: learned, and policy.onnx decides alike", async (each) => {
  const { env, envParams, events, steps, params, least } = each;
  const { scores, policy, exported } = await trained({
    env,
    envs,
    envParams,
    reward: rightAnd(...events),
    steps,
    params,
    worlds: 32,
  });
  expect(mean(scores)).toBeGreaterThanOrEqual(least);
  await expectAlike(env, envParams, policy, exported);
});

/** Plays some steps greedily; in each the file must decide as the policy does. */
async function expectAlike(env: string, params: Params | undefined, policy: Policy, exported: Uint8Array) {
  const rows = 8;
  const vector = await openVector({ envs, env: { id: env, params }, worlds: rows });
  const { observation, action } = vector.env;
  await vector.reset(5);
  for (let step = 0; step < 5; step++) {
    const { observations, masks } = vector;
    const view = { rows, observations, masks, starts: new Uint8Array(rows), state: new Float32Array(0) };
    const { actions } = await policy.act(view, "exploit");
    const outputs = await runExported(exported, { observation }, view);
    arraysOf(actions).forEach((decided, i) => {
      expectLeaf(leavesOf(action)[i], decided, outputs, rows);
      arraysOf(vector.actions)[i].set(decided);
    });
    await vector.step();
  }
  await vector.close();
}

function expectLeaf(
  { path, space, size }: ReturnType<typeof leavesOf>[number],
  decided: ArrayLike<number>,
  outputs: Outputs,
  rows: number,
) {
  const output = (name: string) => outputs[path ? `${name}.${path}` : name];
  const action = output("action");
  expect(action.dims).toEqual([rows, size]);
  if (space.type === "box") {
    const { mean, logStd } = { mean: output("mean"), logStd: output("logStd") };
    expect([mean.dims, logStd.dims]).toEqual([
      [rows, size],
      [1, size],
    ]);
    expect(logStd.data.every((value) => value < 0)).toBe(true); // it has grown surer than at the start
    action.data.forEach((value, i) => {
      const [low, high] = boundsAt(space, i % size);
      const middle = (low + high) / 2;
      expect(value).toBeCloseTo(Math.min(high, Math.max(low, decided[i])), 4);
      expect(value).toBeCloseTo(Math.min(high, Math.max(low, middle + ((high - low) / 2) * mean.data[i])), 4);
    });
  } else {
    expect(action.data).toEqual(Array.from(decided));
    const { dims, data } = output("logits");
    if (space.type !== "choice") return;
    for (let row = 0; row < rows; row++) {
      const scores = data.slice(row * dims[1], (row + 1) * dims[1]);
      expect(scores.indexOf(Math.max(...scores))).toBe(decided[row]);
    }
  }
}

test("text as an action is refused by a network, and said at random", async () => {
  const bound = bindEnv(envs.get("fixture/echo-v1"));
  const host: AgentHost = {
    env: bound.id,
    observation: bound.observation,
    action: bound.action,
    maskSize: bound.maskSize,
    seats: 4,
    seed: 1,
    device: "cpu",
  };
  const { params, create } = agents.get("learner/ppo-v1");
  await expect(create(params, host)).rejects.toMatchObject({
    code: "agent/unsupported",
    message: expect.stringMatching(/actions of type text \(say\).*[Ll]anguage models/),
  });

  const random = await agents.get("baseline/random-v1").create({}, host);
  const vector = await openVector({ envs, env: { id: bound.id }, worlds: 4 });
  await vector.reset(1);
  const said = new Set<string>();
  for (let step = 0; step < 10; step++) {
    const { observations, masks } = vector;
    const view = { rows: 4, observations, masks, starts: new Uint8Array(4), state: new Float32Array(0) };
    const { actions } = await random.act(view, "explore");
    said.add(JSON.stringify(read<Space>(bound.action, actions)));
    arraysOf(vector.actions).forEach((array, i) => {
      array.set(arraysOf(actions)[i]);
    });
    await vector.step();
  }
  expect(said.size).toBeGreaterThan(5);
  await vector.close();
});
