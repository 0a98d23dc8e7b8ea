import { expect, test } from "vitest";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { randomRollout } from "../../scripts/bench/experience.ts";
import { decodeModel } from "../../src/autodiff/onnx-schema.ts";
import { box, choice, type Space } from "../../src/core/index.ts";

interface Graph {
  readonly node: readonly { readonly input: readonly string[] }[];
  readonly initializer: readonly { readonly name: string }[];
}

/** Names of constants that no node reads, about which runtimes warn at every load. */
function unread(model: Uint8Array): string[] {
  const { node, initializer } = decodeModel(model).graph as Graph;
  const read = new Set(node.flatMap(({ input: names }) => names));
  expect(initializer.length).toBeGreaterThan(0);
  return initializer.map(({ name }) => name).filter((name) => !read.has(name));
}

const observation = box({ dtype: "float32", shape: [3] });
const actions: { readonly [name: string]: Space } = {
  "a choice": choice("a", "b"),
  "a bounded force": box({ dtype: "float32", shape: [2], low: -1, high: 1 }),
  "a force without bounds": box({ dtype: "float32", shape: [2] }),
};

for (const [name, action] of Object.entries(actions))
  for (const settings of [{}, { shared: true }, { memory: 4 }, { normalizeObservations: true }])
    test(`the policy of ${name} with ${JSON.stringify(settings)} holds nothing that it does not read`, async () => {
      const host = {
        env: "fixture/any-v1",
        observation,
        action,
        maskSize: 0,
        seats: 2,
        seed: 1,
        device: "cpu",
      } as const;
      const learner = await openPpo({ ...defaults, hidden: [4], rolloutSteps: 8, minibatch: 8, ...settings }, host);
      // as new, several constants are the same zeros and stand in the file once
      const { adopt } = await learner.learn(await randomRollout(learner, observation, action, 2, 1), 0);
      adopt();
      expect(unread(learner.exportOnnx?.() as Uint8Array)).toEqual([]);
      await learner.close?.();
    });
