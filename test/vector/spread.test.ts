import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import type { VectorEnv } from "../../src/core/index.ts";
import { openScored } from "../../src/run/index.ts";
import { openVector, spread } from "../../src/vector/index.ts";

const env = { id: "classic/pendulum-v1" };
const observed = ({ observations }: VectorEnv, row: number) =>
  [...(observations as Float32Array)].slice(3 * row, 3 * row + 3);

async function push(vector: VectorEnv, force: number): Promise<void> {
  (vector.actions as Float32Array).fill(force);
  await vector.step();
}

test.each([0, 1])("worlds go on from another's state, the rest as they were, with %i threads", async (threads) => {
  const open = () => openVector({ envs, env, worlds: 4, threads });
  const [vector, untouched] = [await open(), await open()];
  for (const each of [vector, untouched]) {
    await each.reset(3);
    await push(each, 1);
  }
  await spread(vector, 1, [0, 1, 3]);
  for (const each of [vector, untouched]) await push(each, -1);
  const [zero, one, two, three] = [0, 1, 2, 3].map((row) => observed(vector, row));
  expect([zero, three]).toEqual([one, one]);
  expect(one).toEqual(observed(untouched, 1));
  expect(two).toEqual(observed(untouched, 2));
  expect(two).not.toEqual(one);
  await vector.close();
  await untouched.close();
});

test("a scored world takes along what its reward remembers and its return so far", async () => {
  const reward = { use: "sparse/reached-v1", params: { feature: "upright", bound: -1 } };
  const scored = await openScored({ registries: { envs, rewards, transforms }, env, reward, worlds: 2 });
  await scored.reset(1);
  await scored.step();
  expect([...scored.rewards]).toEqual([1, 1]); // reached at once, and paid once
  await scored.restart(1, 5);
  await spread(scored, 0, [1]);
  await scored.step();
  expect([...scored.rewards]).toEqual([0, 0]);
  await scored.close();
});

test("rows that are not there are refused before anything has changed", async () => {
  const vector = await openVector({ envs, env, worlds: 2 });
  await vector.reset(1);
  const before = [...(vector.observations as Float32Array)];
  for (const rows of [
    [1, 2],
    [1, -1],
    [1, 0.5],
  ])
    await expect(spread(vector, 0, rows)).rejects.toMatchObject({ code: "run/invalid" });
  await expect(spread(vector, 2, [1])).rejects.toMatchObject({ code: "run/invalid" });
  expect([...(vector.observations as Float32Array)]).toEqual(before);
  await vector.close();
});
