import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { arraysOf, batchOf, bindEnv, type Choice, type Policy, type RunSpec } from "../../src/core/index.ts";
import { evaluate, openTrained, train } from "../../src/run/index.ts";
import { openPolicy } from "../../src/run/policy.ts";
import { pursuit } from "../fixtures/worlds-pursuit.ts";
import { seated } from "../fixtures/worlds-seated.ts";
import { contentOf, freshFolder } from "./folder.ts";

const registries = { envs: seated, rewards, transforms, agents };

const spec: RunSpec = {
  env: { id: "fixture/pursuit-v1", params: {} },
  reward: "sparse/success-v1", // the pursuer's once it catches, the evader's for every step that it is free
  agent: {
    id: "learner/ppo-v1",
    params: { rolloutSteps: 32, minibatch: 256, learningRate: 2e-3, entropyWeight: 0.05, gamma: 0.9 },
  },
  seed: 1,
  steps: 16 * 32 * 40,
  worlds: 16,
  device: "cpu",
};

/** Each seat of a world is played by its own policy. */
function bySeat(players: readonly Policy[]): Policy {
  return {
    stateSize: 0,
    async act(view, mode) {
      const actions = batchOf(pursuit.action as Choice, view.rows);
      for (const [seat, player] of players.entries()) {
        const decided = arraysOf((await player.act(view, mode)).actions);
        arraysOf(actions).forEach((array, i) => {
          const size = array.length / view.rows;
          for (let row = seat; row < view.rows; row += players.length)
            array.set(decided[i].subarray(row * size, (row + 1) * size), row * size);
        });
      }
      return { actions, state: new Float32Array(0) };
    },
  };
}

async function scoresBySeat(policy: Policy): Promise<number[]> {
  const { episodes } = await evaluate({ spec, registries, policy, episodes: 200, seed: 5 });
  expect(episodes.length).toBe(400); // one a seat
  return [0, 1].map((seat) => {
    const own = episodes.filter((_, i) => i % 2 === seat); // both end at once
    return own.reduce((sum, { score }) => sum + score, 0) / own.length;
  });
}

test("PPO learns both sides of a pursuit by playing against itself", async () => {
  const directory = freshFolder();
  await train({ spec, registries, directory });
  const { policy: trained } = await openTrained(directory, registries);
  const random = await openPolicy(
    { ...spec, agent: { id: "baseline/random-v1", params: {} } },
    registries,
    bindEnv(pursuit),
  );
  const [[caught, free], [caughtByTrained], [, freeFromRandom]] = [
    await scoresBySeat(bySeat([random, random])),
    await scoresBySeat(bySeat([trained, random])),
    await scoresBySeat(bySeat([random, trained])),
  ];
  expect(caught + free).toBe(1);
  expect(caughtByTrained).toBeGreaterThan(caught + 0.1);
  expect(freeFromRandom).toBeGreaterThan(free + 0.15);
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
