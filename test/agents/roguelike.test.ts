import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { bindEnv, choice, text } from "../../src/core/index.ts";
import { evaluate, openPolicy, settle } from "../../src/run/index.ts";

/** Plays some games of a task. */
async function played(id: string) {
  const given = {
    env: { id, params: { maxSteps: 1500 } },
    reward: "sparse/success-v1",
    agent: { id: "baseline/scripted-v1", params: {} },
    seed: 1,
    steps: 1,
    worlds: 4,
    device: "cpu",
  } as const;
  const spec = await settle(given, registries);
  const policy = await openPolicy(spec, registries, bindEnv(await registries.envs.find(id), spec.env.params));
  return evaluate({ spec, registries, policy, episodes: 12, seed: 1, worlds: 4 });
}

test("it finds the stairs in most dungeons, and twice in the same way", async () => {
  const [once, again] = [await played("dungeon/staircase-v1"), await played("dungeon/staircase-v1")];
  expect(again.episodes).toEqual(once.episodes);
  expect(once.summary.score.mean).toBeGreaterThan(0.6);
});

test("it plays nothing but NLE's observations and actions", async () => {
  const scripted = await registries.agents.find("baseline/scripted-v1");
  const host = { env: "a/b-v1", maskSize: 0, seats: 1, seed: 1, device: "cpu" } as const;
  await expect(
    scripted.create({ controller: "delve-and-fight" } as never, {
      ...host,
      observation: text(5),
      action: choice("north", "search"),
    }),
  ).rejects.toMatchObject({ code: "agent/unsupported" });
});
