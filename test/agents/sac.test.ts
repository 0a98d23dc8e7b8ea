import { describe, expect, it } from "vitest";
import { openExported } from "../../agents/exported.ts";
import { openSac } from "../../agents/sac/sac.ts";
import { defaults, type Settings } from "../../agents/sac/settings.ts";
import { draw } from "../../agents/sac/squashed.ts";
import { constant, evaluate } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  box,
  choice,
  type Learner,
  memoryBlobs,
  type Policy,
  type Rollout,
} from "../../src/core/index.ts";

const observation = box({ dtype: "float32", shape: [1] });
const action = box({ dtype: "float32", shape: [1], low: 2, high: 6 });
const host: AgentHost = { env: "test/aim-v1", observation, action, maskSize: 0, seats: 16, seed: 4, device: "cpu" };
const settings: Settings = {
  ...defaults,
  ...{ rolloutSteps: 1, minibatch: 64, hidden: [32], learningRate: 3e-3, learningStarts: 64, updateRatio: 0.5 },
};

/** Episodes of one step: what is observed, from -1 to 1, says where to aim within 2 to 6. */
async function live(learner: Learner, count: number): Promise<void> {
  const { seats } = host;
  for (let i = 0; i < count; i++) {
    const seen = Float32Array.from({ length: 2 * seats }, (_, row) => Math.sin(7 * row + 13 * i));
    const view = {
      ...{ rows: seats, observations: seen.subarray(0, seats), masks: new Uint8Array(0) },
      ...{ starts: new Uint8Array(seats).fill(1), state: new Float32Array(0) },
    };
    const actions = ((await learner.act(view, "explore")).actions as Float32Array).slice();
    const rollout = {
      ...{ steps: 1, seats, observations: seen, actions, present: new Uint8Array(seats).fill(1) },
      rewards: Float64Array.from(actions, (taken, row) => -((taken - (4 + seen[row])) ** 2)),
      terminated: new Uint8Array(seats).fill(1),
      truncated: new Uint8Array(seats),
      endings: { rows: Int32Array.from(actions.keys()), observations: seen.subarray(seats), notes: {} },
    } as unknown as Rollout;
    (await learner.learn(rollout, 0)).adopt();
  }
}

async function aims(learner: Policy): Promise<number[]> {
  const observations = Float32Array.of(-0.8, 0, 0.8);
  const view = {
    rows: 3,
    observations,
    masks: new Uint8Array(0),
    starts: new Uint8Array(3),
    state: new Float32Array(0),
  };
  return Array.from((await learner.act(view, "exploit")).actions as Float32Array);
}

describe("soft actor-critic", () => {
  it("learns where to aim, and to be sure of it", async () => {
    const learner = await openSac(settings, host);
    await live(learner, 120);
    const [low, middle, high] = await aims(learner);
    expect(low).toBeCloseTo(3.2, 0);
    expect(middle).toBeCloseTo(4, 0);
    expect(high).toBeCloseTo(4.8, 0);
    expect(high - low).toBeGreaterThan(0.8);
    await learner.close?.();
  });

  it("exports a policy that decides as it does", async () => {
    const learner = await openSac(settings, host);
    await live(learner, 20);
    const env = { id: host.env, observation, action, maskSize: 0 };
    const policy = await openExported(learner.exportOnnx!(), env);
    const [ours, theirs] = [await aims(policy), await aims(learner)];
    theirs.forEach((aim, i) => {
      expect(ours[i]).toBeCloseTo(aim, 5);
    });
    for (const each of [policy, learner]) await each.close?.();
  });

  it("goes on from a save as if it never had stopped", async () => {
    const blobs = memoryBlobs();
    const whole = await openSac(settings, { ...host, blobs });
    await live(whole, 12);
    const saved = await whole.save();
    await live(whole, 12);
    const resumed = await openSac(settings, { ...host, blobs });
    await resumed.load(saved);
    await live(resumed, 12);
    expect(await aims(resumed)).toEqual(await aims(whole));
    expect(await resumed.save()).toEqual(await whole.save());
    for (const each of [whole, resumed]) await each.close?.();
  });

  it("learns nothing before its learning starts, and acts over the whole range", async () => {
    const learner = await openSac({ ...settings, learningStarts: 1000 }, host);
    const before = await aims(learner);
    await live(learner, 10);
    expect(await aims(learner)).toEqual(before);
    const view = {
      ...{ rows: 1000, observations: new Float32Array(1000), masks: new Uint8Array(0) },
      ...{ starts: new Uint8Array(1000), state: new Float32Array(0) },
    };
    const drawn = (await learner.act(view, "explore")).actions as Float32Array;
    expect(Math.min(...drawn)).toBeLessThan(2.1);
    expect(Math.max(...drawn)).toBeGreaterThan(5.9);
    await learner.close?.();
  });

  it.each([
    ["a choice", choice("a", "b")],
    ["a box without bounds", box({ dtype: "float32", shape: [1] })],
  ])("refuses %s", async (_, other) => {
    await expect(openSac(settings, { ...host, action: other })).rejects.toMatchObject({ code: "agent/unsupported" });
  });
});

it("an action's log-probability is that of a normal number, less what the tangent does to its density", () => {
  const [mean, logStd, noise] = [0.3, -0.5, 1.2];
  const tensor = (number: number) => constant([number], [1, 1]);
  const { action: drawn, logProb } = draw({ mean: tensor(mean), logStd: tensor(logStd) }, tensor(noise));
  const [taken, said] = evaluate([drawn, logProb]).map(({ data }) => data[0]);
  const latent = mean + Math.exp(logStd) * noise;
  const normal = -0.5 * noise ** 2 - logStd - 0.5 * Math.log(2 * Math.PI);
  expect(taken).toBeCloseTo(Math.tanh(latent), 12);
  expect(said).toBeCloseTo(normal - Math.log(1 - Math.tanh(latent) ** 2), 12);
});
