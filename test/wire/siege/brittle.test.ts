import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../scripts/command.ts";
import { serving, talking, untilMetrics } from "../here.ts";

const host = new URL("./brittle-host.ts", import.meta.url).href;

/** Params with which the world ends this many threads. */
function deadly(times: number): { readonly file: string } {
  const file = join(temporaryFolder(), "left");
  writeFileSync(file, String(times));
  return { file };
}

test("worlds are weighed again where the thread died, and not taken for light", async () => {
  const server = await serving({ host, maxWorldBytes: 32 * 2 ** 20 });
  const talker = await talking(server.url);
  const env = "test/lethal-v1";
  const { error } = await talker.ask({ id: 1, op: "make", env, params: deadly(1), worlds: 100 });
  expect(error).toMatchObject({ code: "wire/limit", expected: "at most 32.0 MiB" });
  expect((await talker.ask({ id: 2, op: "make", env, params: deadly(2), worlds: 2 })).ok).toBeDefined();
  await untilMetrics(server, /^rewardgym_thread_deaths_total 3$/m);
});

test("worlds that always kill their thread are refused, and neighbours go on", async () => {
  const server = await serving({ host });
  const [talker, bystander] = [await talking(server.url), await talking(server.url)];
  const made = (await bystander.ask({ id: 1, op: "make", env: "test/superstitious-v1" })).ok;
  await bystander.ask({ id: 2, op: "reset", session: made.session, seed: 1 });
  const { error } = await talker.ask({ id: 1, op: "make", env: "test/lethal-v1", params: deadly(1e6) });
  expect(error.code).toBe("wire/lost");
  const { ok } = await bystander.ask({ id: 3, op: "step", session: made.session, actions: [0] });
  expect(ok).toMatchObject({ step: 1, observations: [1] });
  const metrics = await untilMetrics(server, /^rewardgym_thread_deaths_total [3-6]$/m);
  expect(metrics).toMatch(/^rewardgym_sessions 1$/m);
});

test("a request that fails half-way leaves the worlds as they were before it", async () => {
  const server = await serving({ host });
  const talker = await talking(server.url);
  let id = 0;
  const ask = (message: object) => talker.ask({ id: ++id, ...message });
  const opened = async () => {
    const { session } = (await ask({ op: "make", env: "test/superstitious-v1", worlds: 2 })).ok;
    await ask({ op: "reset", session, seed: 1 });
    return session as string;
  };
  const [source, torn, whole] = [await opened(), await opened(), await opened()];
  const step = (session: string, actions: readonly number[]) => ask({ op: "step", session, actions, hash: true });
  await step(source, [0, 1]);
  const { state } = (await ask({ op: "save", session: source })).ok;
  for (const session of [torn, whole]) await step(session, [0, 0]);
  for (const session of [torn, whole]) await step(session, [0, 0]);
  const failed = await ask({ op: "load", session: torn, state }); // the first world takes it, the second does not
  expect(failed.error).toBeDefined();
  expect(failed.ok).toBeUndefined();
  const [after, expected] = [await step(torn, [0, 1]), await step(whole, [0, 1])];
  expect(after.ok).toMatchObject({ step: 3, observations: [3, 15] });
  expect(after.ok).toEqual(expected.ok);
});
