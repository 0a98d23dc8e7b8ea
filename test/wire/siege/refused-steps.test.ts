import { expect, test } from "vitest";
import { openRemote } from "../../../src/wire/client/index.ts";
import { connected, serving, talking } from "../here.ts";

const host = new URL("./drowsy-host.ts", import.meta.url).href;
const env = "test/drowsy-v1";

test("a step whose reward failed has happened, is answered with the error and its columns, and is not lost", async () => {
  const server = await serving({ host });
  const [talker, bystander] = [await talking(server.url), await talking(server.url)];
  const { session } = (await talker.ask({ id: 1, op: "make", env, params: { maxSteps: 4 }, worlds: 2 })).ok;
  const other = (await bystander.ask({ id: 1, op: "make", env })).ok.session;
  await bystander.ask({ id: 2, op: "reset", session: other, seed: 1 });
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  const step = (id: number) => talker.ask({ id, op: "step", session, actions: [0, 0], hash: true });
  expect((await step(3)).ok).toMatchObject({ step: 1, rewards: [1, 1] });
  expect((await step(4)).ok).toMatchObject({ step: 2, rewards: [2, 2] });
  const failed = await step(5);
  expect(failed).toMatchObject({
    id: 5,
    error: { code: "reward/value" },
    ok: { step: 3, observations: [3, 3], terminated: [0, 0], truncated: [0, 0], hash: expect.any(String) },
  });
  expect(failed.ok.rewards ?? failed.ok.terms).toBeUndefined();
  expect(await step(5)).toEqual(failed); // and is not carried out twice
  expect(await bystander.ask({ id: 3, op: "step", session: other, actions: [0] })).toMatchObject({ ok: { step: 1 } });
  expect((await step(6)).ok).toMatchObject({
    step: 4,
    rewards: [4, 4],
    ended: { rows: [0, 1], returns: [null, null], lengths: [4, 4] }, // the return is not known
  });
  expect((await step(7)).ok).toMatchObject({ step: 5, rewards: [1, 1] });
});

test("a failed reward is not lost with its thread either, and the next episode is whole", async () => {
  const server = await serving({ host });
  const talker = await talking(server.url);
  const params = { maxSteps: 4 };
  const { session } = (await talker.ask({ id: 1, op: "make", env, params })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  for (let id = 3; id < 6; id++) await talker.ask({ id, op: "step", session, actions: [0] });
  for (const thread of server.threads) await thread.kill();
  const answers: number[] = [];
  for (let id = 6; id < 11; id++)
    answers.push((await talker.ask({ id, op: "step", session, actions: [0] })).ok?.observations[0]);
  expect(answers).toEqual([0, 1, 2, 3, 0]); // the observations of the next episode
});

test("the client here moves with the worlds and throws what the reward threw", async () => {
  const server = await serving({ host });
  const remote = await openRemote({
    connection: await connected(server.url),
    env: { id: env },
    worlds: 1,
    reward: "test/picky-v1",
  });
  await remote.reset(1);
  await remote.step();
  await remote.step();
  await expect(remote.step()).rejects.toMatchObject({ code: "reward/value" });
  expect(remote.features.count[0]).toBe(3);
  await remote.step();
  expect([remote.features.count[0], remote.rewards[0]]).toEqual([4, 4]);
});
