import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import type { RewardExpression, ScoredVector } from "../../src/core/index.ts";
import { openScored } from "../../src/run/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { connected, serving } from "../wire/here.ts";

// `reached` remembered which worlds it had paid by their row, so a world that went back to before its first step was not
// paid for that step again, and one that had been paid elsewhere was paid twice.

const env = { id: "classic/pendulum-v1" };
const reward: RewardExpression = { use: "sparse/reached-v1", params: { feature: "upright", bound: -1 } }; // any step does

const open = (): Promise<ScoredVector> => openScored({ registries, env, reward, worlds: 2 });

test("a world that goes back to before it was paid is paid again", async () => {
  const scored = await open();
  await scored.reset(1);
  const start = await scored.save(0);
  await scored.step();
  expect(Array.from(scored.rewards)).toEqual([1, 1]);
  await scored.step();
  expect(Array.from(scored.rewards)).toEqual([0, 0]);
  await scored.load(0, start);
  await scored.step();
  expect(Array.from(scored.rewards)).toEqual([1, 0]);
  await scored.close();
});

test("a world that was paid is not paid again in another place, nor after a reset of others", async () => {
  const [one, two] = [await open(), await open()];
  await one.reset(1);
  await two.reset(2);
  await one.step();
  await two.load(1, await one.save(0));
  await two.step();
  expect(Array.from(two.rewards)).toEqual([1, 0]);
  await two.reset(3);
  await two.step();
  expect(Array.from(two.rewards)).toEqual([1, 1]);
  for (const scored of [one, two]) await scored.close();
});

test("a world saved without a reward, or under another one, is remembered as unpaid", async () => {
  const scored = await open();
  const other = await openScored({ registries, env, reward: "shaped/pendulum-v1", worlds: 1 });
  for (const each of [scored, other]) {
    await each.reset(1);
    await each.step();
  }
  for (const bytes of [await scored.vector.save(0), await other.save(0)]) {
    await scored.load(0, bytes);
    await scored.step();
    expect(scored.rewards[0]).toBe(1);
  }
  for (const each of [scored, other]) await each.close();
});

test("what is gathered and scored of an episode goes with its world", async () => {
  const [one, two] = [await open(), await open()];
  const short = { ...env, params: { maxSteps: 5 } };
  const [from, to] = await Promise.all([1, 2].map(() => openScored({ registries, env: short, reward, worlds: 1 })));
  await from.reset(1);
  await to.reset(2);
  for (let step = 0; step < 3; step++) await from.step();
  await to.load(0, await from.save(0));
  for (let step = 0; step < 2; step++) for (const each of [from, to]) await each.step();
  expect(to.vector.ended).toBe(1);
  expect([to.ended.returns[0], to.ended.lengths[0]]).toEqual([1, 5]);
  expect(to.ended.scores[0]).toBe(from.ended.scores[0]);
  for (const each of [one, two, from, to]) await each.close();
});

test("damaged bytes change nothing", async () => {
  const scored = await open();
  await scored.reset(1);
  await scored.step();
  const saved = await scored.save(0);
  await expect(scored.load(1, saved.slice(0, -8))).rejects.toMatchObject({ code: "file/corrupt" });
  await scored.step();
  expect(Array.from(scored.rewards)).toEqual([0, 0]);
  await scored.close();
});

test("the same over the wire, in a branch, and after the death of the thread that remembered", async () => {
  const server = await serving();
  const connection = await connected(server.url);
  const remote = await openRemote({ connection, env, reward, worlds: 2 });
  const paid = async () => {
    await remote.step();
    return Array.from(remote.rewards);
  };
  await remote.reset(1);
  const start = await remote.save(0);
  expect(await paid()).toEqual([1, 1]);
  for (const thread of server.threads) await thread.kill();
  expect(await paid()).toEqual([0, 0]);
  await remote.load(0, start);
  expect(await paid()).toEqual([1, 0]);
  const branch = (await remote.branch(0, 3)) as typeof remote;
  await branch.step();
  expect(Array.from(branch.rewards)).toEqual([0, 0, 0]);
  await branch.close();
});
