import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { openScored } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { openRemote } from "../../src/wire/client/index.ts";
import { connected, serving, talking } from "../wire/here.ts";

const { envs } = registries;
const env = { id: "classic/pendulum-v1", params: { maxSteps: 5 } };
/** Three numbers a world. */
const row = (observations: unknown, world: number) =>
  Array.from((observations as Float32Array).slice(3 * world, 3 * (world + 1)));

test.each([0, 1, 2])(
  "a world restarts as it would with the others, or as the only one; %i threads",
  async (threads) => {
    const vector = await openVector({ envs, env, worlds: 3, threads });
    const all = await openVector({ envs, env, worlds: 3 });
    const one = await openVector({ envs, env, worlds: 1 });
    await vector.reset(1);
    await vector.step();
    const before = row(vector.observations, 0);
    await vector.restart(1, 8);
    await vector.restart(2, 8, true);
    await all.reset(8);
    await one.reset(8);
    expect(row(vector.observations, 0)).toEqual(before);
    expect(row(vector.observations, 1)).toEqual(row(all.observations, 1));
    expect(row(vector.observations, 2)).toEqual(row(one.observations, 0));
    for (let step = 0; step < 7; step++) for (const each of [vector, all, one]) await each.step();
    expect(row(vector.observations, 1)).toEqual(row(all.observations, 1)); // in the next episode too
    expect(row(vector.observations, 2)).toEqual(row(one.observations, 0));
    for (const each of [vector, all, one]) await each.close();
  },
);

test("an episode that began with a restart is scored, and its return is its own", async () => {
  const scored = await openScored({ registries, env, reward: "sparse/alive-v1", worlds: 2 });
  await scored.reset(1);
  await scored.step();
  await scored.step();
  await scored.restart(1, 3);
  const ends: number[] = [];
  for (let step = 0; step < 5; step++) {
    await scored.step();
    for (const world of scored.vector.endedRows.subarray(0, scored.vector.ended)) {
      ends.push(world);
      expect(scored.ended.lengths[world]).toBe(5);
      expect(scored.ended.returns[world]).toBe(5); // 1 a step
      expect(scored.ended.scores[world]).toBeGreaterThanOrEqual(0);
    }
  }
  expect(ends).toEqual([0, 1]);
  await scored.close();
});

test("a remote vector restarts worlds as one that is here", async () => {
  const server = await serving();
  const here = await openVector({ envs, env, worlds: 3 });
  const there = await openRemote({ connection: await connected(server.url), env, worlds: 3, known: envs.find(env.id) });
  for (const vector of [here, there]) {
    await vector.reset(1);
    await vector.restart(1, 8);
    await vector.restart(2, 8, true);
    await vector.step();
  }
  expect(there.observations).toEqual(here.observations);
  for (const vector of [here, there]) await vector.close();
});

test("a client may give a seed for every world, and name the worlds; what does not fit is refused and changes nothing", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  let id = 0;
  const ask = (op: string, given: object) => talker.ask({ id: ++id, op, ...given });
  const { session } = (await ask("make", { env: env.id, worlds: 3 })).ok;
  const single = (await ask("make", { env: env.id })).ok.session;
  const alone = (await ask("reset", { session: single, seed: 7 })).ok.observations;
  const listed = (await ask("reset", { session, seed: [7, 9, 7] })).ok.observations;
  expect([row(listed, 0), row(listed, 2)]).toEqual([alone, alone]);
  expect(row(listed, 1)).not.toEqual(alone);
  for (const wrong of [
    { seed: [1, 2] },
    { worlds: [1] },
    { seed: 1, worlds: [3] },
    { seed: [1, 2], worlds: [0, 0] },
    { seed: [1, 2, 3], worlds: [0, 1] },
  ])
    expect((await ask("reset", { session, ...wrong })).error).toMatchObject({ code: "wire/request" });
  const some = (await ask("reset", { session, seed: [7], worlds: [1] })).ok.observations;
  expect(row(some, 1)).toEqual(alone);
  expect([row(some, 0), row(some, 2)]).toEqual([alone, alone]); // as they were
});
