import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { compile, input, neg, openSession } from "../../src/autodiff/index.ts";
import { box, type Device, messageOf } from "../../src/core/index.ts";
import { randomRollout } from "./experience.ts";

const observation = box({ dtype: "float32", shape: [5] });
const action = box({ dtype: "float32", shape: [2], low: -1, high: 1 });
const settings = {
  ...defaults,
  hidden: [16, 16],
  rolloutSteps: 16,
  minibatch: 32,
  epochs: 2,
  normalizeObservations: true,
};

/** Why no session opens on a device; undefined if one opens. */
export async function whyNot(device: Device): Promise<string | undefined> {
  const x = input("x", [1]);
  try {
    await (await openSession(compile([x], { y: neg(x) }), { devices: [device] })).close();
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

/** Losses of a small PPO over a number of updates on a device, from the same experience and weights on every device. */
export async function lossesOn(device: Device, updates: number): Promise<number[]> {
  const host = { env: "bench/any-v1", observation, action, maskSize: 0, seats: 8, seed: 1, device };
  const learner = await openPpo(settings, host);
  const actor = await openPpo(settings, { ...host, device: "cpu" });
  const losses: number[] = [];
  for (let i = 0; i < updates; i++) {
    const update = await learner.learn(await randomRollout(actor, observation, action, 8, i), i / updates);
    update.adopt();
    losses.push(update.metrics.loss);
  }
  await learner.close?.();
  await actor.close?.();
  return losses;
}
