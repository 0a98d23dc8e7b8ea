import { expect, it } from "vitest";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { compile, input, neg, openSession } from "../../src/autodiff/index.ts";
import { box, type Device, messageOf } from "../../src/core/index.ts";
import { randomRollout } from "./experience.ts";

const observation = box({ dtype: "float32", shape: [5] });
const action = box({ dtype: "float32", shape: [2], low: -1, high: 1 });

/** Why no WebGPU session opens here, or nothing where one does. */
async function whyNoAdapter(): Promise<string | undefined> {
  const x = input("x", [1]);
  try {
    await (await openSession(compile([x], { y: neg(x) }), { devices: ["webgpu"] })).close();
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}
const reason = await whyNoAdapter();
if (reason) console.warn(`skipped: WebGPU against CPU. ${reason}`);

async function train(device: Device, updates: number) {
  const settings = {
    ...defaults,
    hidden: [16, 16],
    rolloutSteps: 16,
    minibatch: 32,
    epochs: 2,
    normalizeObservations: true,
  };
  const host = { env: "fixture/any-v1", observation, action, maskSize: 0, worlds: 8, seed: 1, device };
  const [learner, actor] = [await openPpo(settings, host), await openPpo(settings, { ...host, device: "cpu" })];
  const losses: number[] = [];
  for (let i = 0; i < updates; i++)
    losses.push((await learner.learn(await randomRollout(actor, observation, action, 8, i), i / updates)).loss);
  await learner.close?.();
  await actor.close?.();
  return losses;
}

it.skipIf(reason)("gives the CPU's losses on WebGPU, over 50 updates", { timeout: 240_000 }, async () => {
  const [onCpu, onGpu] = [await train("cpu", 50), await train("webgpu", 50)];
  onCpu.forEach((loss, i) => {
    expect(Math.abs(onGpu[i] - loss), `update ${i}`).toBeLessThan(1e-4);
  });
  expect(new Set(onCpu).size).toBe(50);
});
