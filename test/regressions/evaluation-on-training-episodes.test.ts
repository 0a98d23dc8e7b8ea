import { expect, test } from "vitest";
import { bindEnv, checkRun, evaluationSeed, highestSeed } from "../../src/core/index.ts";
import { evaluate, openPolicy, settle } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { cartPoleRun, registries } from "../run/fake-run.ts";

const spec = await settle(cartPoleRun, registries);
const { envs } = registries;
const worlds = 4;

/** A world's bytes as text, so that a set can hold them. */
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** The worlds of a training as they begin. */
async function trainingStarts(seed: number): Promise<string[]> {
  const vector = await openVector({ envs, env: spec.env, worlds });
  await vector.reset(seed);
  const starts = await Promise.all(
    Array.from({ length: worlds }, async (_, world) => textOf(await vector.save(world))),
  );
  await vector.close();
  return starts;
}

test("an evaluation with a training's own seed, or any other, begins where no training does", async () => {
  const policy = await openPolicy(spec, registries, bindEnv(await envs.find(spec.env.id)));
  const seeds = [0, 1, 2, 1001, highestSeed];
  const trained = (await Promise.all(seeds.map(trainingStarts))).flat();
  const evaluated: string[] = [];
  for (const seed of seeds) {
    const { records } = await evaluate({ spec, registries, policy, episodes: worlds, seed, worlds, record: worlds });
    for (const { start } of records) evaluated.push(textOf(start!));
  }
  expect(evaluated).toHaveLength(seeds.length * worlds);
  expect(new Set([...trained, ...evaluated]).size).toBe(2 * seeds.length * worlds);
});

test("no run can have the seed of an evaluation's worlds", () => {
  expect(() => checkRun({ ...spec, seed: highestSeed })).not.toThrow();
  for (const seed of [0, 1, highestSeed])
    expect(() => checkRun({ ...spec, seed: evaluationSeed(seed) })).toThrow(
      expect.objectContaining({ code: "run/invalid" }),
    );
});
