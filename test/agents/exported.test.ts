import { expect, test } from "vitest";
import { openExported } from "../../agents/index.ts";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { randomView } from "../../scripts/bench/experience.ts";
import {
  arraysOf,
  box,
  choice,
  choices,
  generator,
  maskSizeOf,
  parts,
  type Space,
  text,
} from "../../src/core/index.ts";

const numbers = box({ dtype: "float32", shape: [3] });
const mixed = parts({
  numbers,
  side: choice("left", "right"),
  words: text(6),
  picture: box({ dtype: "uint8", shape: [4] }),
});
const force = box({ dtype: "float64", shape: [2], low: [-2, 0], high: [2, 5] });
const moves = choices({ move: ["back", "stay", "on"], mood: ["glad", "sad"] });

const settings = { ...defaults, hidden: [8, 8], rolloutSteps: 8, minibatch: 16, epochs: 2 };

async function exported(observation: Space, action: Space, masked: boolean, memory = 0) {
  const env = { id: "fixture/any-v1", observation, action, maskSize: masked ? maskSizeOf(action) : 0 };
  const learner = await openPpo({ ...settings, memory }, { ...env, env: env.id, seats: 4, seed: 1, device: "cpu" });
  return { env, learner, model: learner.exportOnnx!() };
}

test.each<[string, Space, Space, boolean, number]>([
  ["numbers and a force", numbers, force, false, 0],
  ["parts and a choice", mixed, choice("a", "b", "c"), false, 0],
  ["masked choices", numbers, moves, true, 0],
  ["a memory", mixed, moves, true, 5],
])("an exported policy decides as its learner does, greedily: %s", async (_, observation, action, masked, memory) => {
  const { env, learner, model } = await exported(observation, action, masked, memory);
  const policy = await openExported(model, env);
  const view = randomView(observation, action, masked, 6, learner.stateSize, generator(9, "view"));
  const [ours, theirs] = [await policy.act(view, "exploit"), await learner.act(view, "exploit")];
  const [decided] = arraysOf(ours.actions);
  Array.from(arraysOf(theirs.actions)[0]).forEach((each, i) => {
    expect(decided[i]).toBeCloseTo(
      action === force ? Math.max([-2, 0][i % 2], Math.min([2, 5][i % 2], each)) : each,
      5,
    );
  });
  expect(policy.stateSize).toBe(memory);
  expect(ours.state).toHaveLength(6 * memory);
  Array.from(theirs.state).forEach((each, i) => {
    expect(ours.state[i]).toBeCloseTo(each, 5);
  });
  await policy.close?.();
  await learner.close?.();
});

test("a policy of other spaces, and bytes that are none, are refused", async () => {
  const { env, learner, model } = await exported(numbers, force, false);
  const other = { ...env, observation: box({ dtype: "float32", shape: [4] }) };
  await expect(openExported(model, other)).rejects.toMatchObject({ code: "agent/unsupported" });
  await expect(openExported(model, { ...env, observation: mixed })).rejects.toMatchObject({
    code: "agent/unsupported",
  });
  await expect(openExported(Uint8Array.of(1, 2, 3), env)).rejects.toMatchObject({ code: "file/corrupt" });
  await learner.close?.();
});
