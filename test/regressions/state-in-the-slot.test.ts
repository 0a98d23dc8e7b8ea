import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { openStage, type Stage } from "../../src/check/stage.ts";
import { bindEnv } from "../../src/core/index.ts";

/** Loads a world's own bytes into a fresh stage, whose features hold nothing of what it measured. */
function moved(stage: Stage): Stage {
  const fresh = openStage(stage.env);
  const { world, generator } = stage.save(0);
  fresh.load(0, { world, generator, slot: stage.save(0).slot.map((values) => values.map(() => 0)) });
  return fresh;
}

async function started(id: string): Promise<Stage> {
  const bound = bindEnv(envs.find(id));
  await bound.prepare();
  const stage = openStage(bound);
  stage.reset(0, 1);
  return stage;
}

test("how long a foot has been in the air is saved with the world, not read back from its features", async () => {
  const stage = await started("locomotion/hopper-v1");
  for (let step = 0; step < 2; step++) stage.step(0);
  expect(stage.features.footAirTime[0]).toBe(0.016); // the hopper starts above the floor; a step lasts 0.008 s
  const fresh = moved(stage);
  fresh.step(0);
  expect(fresh.features.footAirTime[0]).toBeCloseTo(0.024, 12);
  for (const { close } of [stage, fresh]) close();
});

test("whether a push was recovered from is saved with the world, not read back from its features", async () => {
  const stage = await started("locomotion/hopper-push-v1");
  stage.step(0);
  expect(stage.features.recovered[0]).toBe(1); // no push came yet
  const fresh = moved(stage);
  fresh.step(0);
  expect(fresh.features.recovered[0]).toBe(1);
  for (const { close } of [stage, fresh]) close();
});
