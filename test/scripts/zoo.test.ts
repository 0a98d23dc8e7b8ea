import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { registries } from "../../scripts/registries.ts";
import { skills } from "../../scripts/zoo/customary/skills.ts";
import { wholeGame } from "../../scripts/zoo/customary/whole-game.ts";
import { presets } from "../../scripts/zoo/index.ts";
import { canonical, digest } from "../../src/core/index.ts";
import { settle, worldsFor } from "../../src/run/index.ts";

const run = (env: string, agent: string) => ({
  env: { id: env, params: {} },
  reward: "sparse/alive-v1",
  agent: { id: agent, params: {} },
  seed: 1,
  steps: 1e5,
  worlds: worldsFor(agent, env, registries),
  device: "cpu" as const,
});

// The digest is what it was when presets were still a part of the agent. It changes only with a preset, a default or an env.
test("runs of PPO on every env of the package keep their identity", async () => {
  const identity = async (ids: readonly string[]) =>
    digest(canonical(await Promise.all(ids.map((id) => settle(run(id, "learner/ppo-v1"), registries)))));
  const isGame = (id: string) => Object.hasOwn(wholeGame, id);
  const isSkill = (id: string) => Object.hasOwn(skills, id);
  const isDriving = (id: string) => id.startsWith("driving/");
  const isGrid = (id: string) => id.startsWith("dungeon/") && !isGame(id) && !isSkill(id);
  expect(await identity(envs.ids.filter((id) => !id.startsWith("dungeon/") && !isDriving(id)))).toBe(
    "a4454ab55ca9d50e",
  );
  expect(await identity(envs.ids.filter(isDriving))).toBe("07cc7941e6770c1a");
  expect(await identity(envs.ids.filter(isGrid))).toBe("d650c7119b78fbdb");
  expect(await identity(["dungeon/score-v1"])).toBe("6b4b2f57dac80583");
  expect(await identity(envs.ids.filter(isGame))).toBe("cab9c116d972002b");
  expect(await identity(envs.ids.filter(isSkill))).toBe("a1325e31ec34d8df");
});

test("presets lie between an agent's defaults and what a run gives, and only where they are given", async () => {
  const spec = run("classic/cart-pole-v1", "learner/ppo-v1");
  const given = { ...spec, agent: { ...spec.agent, params: { lambda: 0.5 } } };
  expect((await settle(given, registries)).agent.params).toMatchObject({ lambda: 0.5, gamma: 0.98, targetKl: 0 });
  const without = { ...registries, presets: undefined };
  expect((await settle(given, without)).agent.params).toMatchObject({ lambda: 0.5, gamma: 0.99 });
  expect(worldsFor("learner/ppo-v1", "classic/cart-pole-v1", without)).toBe(16);
});

test("an agent or env that nothing is known about has no presets", () => {
  expect(presets("learner/ppo-v1", "fixture/none-v1")).toEqual({ params: {} });
  expect(presets("baseline/random-v1", "classic/cart-pole-v1")).toEqual({});
  expect(presets("baseline/scripted-v1", "constructor")).toEqual({});
});
