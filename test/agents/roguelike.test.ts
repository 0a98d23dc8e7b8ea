import { expect, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { presets } from "../../scripts/zoo/index.ts";
import { choice, text } from "../../src/core/index.ts";
import { evaluateAgent } from "./play.ts";

const registries = { envs, rewards, transforms, agents, presets };

test("it finds the stairs in most dungeons, and twice the same way", async () => {
  const [once, again] = [
    await evaluateAgent(registries, "dungeon/staircase-v1", "baseline/scripted-v1", 12),
    await evaluateAgent(registries, "dungeon/staircase-v1", "baseline/scripted-v1", 12),
  ];
  expect(again.episodes).toEqual(once.episodes);
  expect(once.summary.score.mean).toBeGreaterThan(0.6);
});

test("it plays nothing but NLE's observations and actions", async () => {
  const scripted = await agents.find("baseline/scripted-v1");
  const host = { env: "a/b-v1", maskSize: 0, seats: 1, seed: 1, device: "cpu" } as const;
  await expect(
    scripted.create({ controller: "delve-and-fight" } as never, {
      ...host,
      observation: text(5),
      action: choice("north", "search"),
    }),
  ).rejects.toMatchObject({ code: "agent/unsupported" });
});
