import { expect, test } from "vitest";
import type { RunSpec } from "../../src/core/index.ts";
import { openTrained, train } from "../../src/run/index.ts";
import { againstRandom, registries, selfPlay as spec } from "../fixtures/self-play.ts";
import { contentOf, freshFolder } from "./folder.ts";

test("PPO learns both sides of a pursuit by playing against itself", async () => {
  const directory = freshFolder();
  await train({ spec, registries, directory });
  const { policy: trained } = await openTrained(directory, registries);
  const { random, pursuer, evader } = await againstRandom(trained);
  expect(random.caught + random.free).toBe(1);
  expect(pursuer).toBeGreaterThan(random.caught + 0.1);
  expect(evader).toBeGreaterThan(random.free + 0.15);
  await trained.close?.();
});

for (const [what, env, more] of [
  ["whose seats end together", "fixture/pursuit-v1", {}],
  ["whose seats come and go", "fixture/queue-v1", {}],
  ["whose seats come and go, with memory", "fixture/queue-v1", { memory: 8, sequence: 4 }],
] as const)
  test(`a run in worlds ${what} resumes bit for bit, on any number of threads`, async () => {
    const [whole, halves] = [freshFolder(), freshFolder()];
    const params = { ...spec.agent.params, rolloutSteps: 16, ...more };
    const short: RunSpec = {
      ...spec,
      env: { id: env, params: env === "fixture/queue-v1" ? { places: 3, pause: 2 } : {} },
      reward: { apply: "transform/normalise-v2", to: { apply: "transform/delay-v1", to: "sparse/success-v1" } },
      agent: { ...spec.agent, params: { ...params, normalizeObservations: true } },
      steps: 16 * 4 * 20,
      worlds: 4,
    };
    await train({ spec: short, registries, directory: whole });
    const controller = new AbortController();
    const onProgress = ({ steps }: { steps: number }) => steps >= short.steps / 2 && controller.abort();
    await train({ spec: short, registries, directory: halves, signal: controller.signal, onProgress });
    await train({ spec: short, registries, directory: halves, resume: true, threads: 2 });
    expect(await contentOf(halves)).toEqual(await contentOf(whole));
  });
