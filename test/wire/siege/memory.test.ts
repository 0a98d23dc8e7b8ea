import { expect, test } from "vitest";
import { serving, talking } from "../here.ts";

const env = "locomotion/humanoid-v1";

test("worlds for which there is no memory are refused with what is left, and neighbours notice nothing", async () => {
  const server = await serving({ threads: 1, maxWorldBytes: 48 * 2 ** 20 });
  const [attacker, bystander] = [await talking(server.url), await talking(server.url)];
  const { session } = (await bystander.ask({ id: 1, op: "make", env, worlds: 8 })).ok;
  await bystander.ask({ id: 2, op: "reset", session, seed: 1 });

  const never = await attacker.ask({ id: 1, op: "make", env, worlds: 2048 });
  expect(never.error).toMatchObject({ code: "wire/limit", expected: "at most 48.0 MiB" });
  expect(never.error.given).toMatch(/^2048 worlds of \d+ KiB each, \d+ MiB in all$/);

  const taken: string[] = [];
  for (let id = 2; ; id++) {
    const { ok, error } = await attacker.ask({ id, op: "make", env, worlds: 8 });
    if (!ok) {
      expect(error).toMatchObject({ code: "wire/busy", expected: /what is left of 48.0 MiB/ });
      break;
    }
    taken.push(ok.session);
    await attacker.ask({ id: 1, op: "reset", session: ok.session, seed: id });
  }
  expect(taken.length).toBeGreaterThan(1);
  expect(taken.length).toBeLessThan(12);
  const actions = Array(8 * 17).fill(0);
  expect((await bystander.ask({ id: 3, op: "step", session, actions })).ok.faults).toBeUndefined();

  await attacker.ask({ id: 100, op: "close", session: taken[0] });
  expect((await attacker.ask({ id: 101, op: "make", env, worlds: 8 })).ok).toBeDefined();
});

test("a session is not larger than the memory of native code in a thread", async () => {
  const server = await serving({ threads: 1, maxWorldBytes: 2 ** 40 });
  const talker = await talking(server.url);
  const refused = await talker.ask({ id: 1, op: "make", env, worlds: 4096 });
  expect(refused.error).toMatchObject({ code: "wire/limit", fix: "Open several sessions." });
  expect(refused.error.given).toContain("native memory");
});

test("params that no world can be made with are refused as they are without weighing", async () => {
  const server = await serving({ threads: 1 });
  const talker = await talking(server.url);
  const { error } = await talker.ask({ id: 1, op: "make", env: "classic/pendulum-v1", params: { no: 1 } });
  expect(error.code).toBe("params/invalid");
  expect((await talker.ask({ id: 2, op: "make", env: "classic/pendulum-v1" })).ok).toBeDefined();
});
