import { expect, test } from "vitest";
import { type Answered, serving, talking } from "./here.ts";

async function speaking() {
  const server = await serving();
  const talker = await talking(`${server.url}/classic/cart-pole-v1/ws`, []);
  return {
    server,
    talker,
    ask: (type: string, data?: object): Promise<Answered> => talker.ask({ type, ...(data && { data }) }),
  };
}

test("OpenEnv's messages drive a world", async () => {
  const { talker, ask, server } = await speaking();
  const begun = await ask("reset", { seed: 3, episode_id: "mine" });
  expect(begun).toMatchObject({ type: "observation", data: { reward: null, done: false } });
  expect(begun.data.observation.observation).toHaveLength(4);
  expect(await ask("state")).toMatchObject({ type: "state", data: { episode_id: "mine", step_count: 0 } });
  let told = begun;
  let steps = 0;
  for (; !told.data.done; steps++) told = await ask("step", { action: 1 });
  expect(steps).toBeGreaterThan(5);
  expect(told.data).toMatchObject({ reward: 1, done: true });
  expect(told.data.observation).toMatchObject({ terminated: true, truncated: false, terms: { "cart-pole": 1 } });
  expect(told.data.observation.score).toBeCloseTo(steps / 500);
  expect(await ask("state")).toMatchObject({ data: { step_count: steps } });
  expect((await ask("step", { action: 1 })).data.code).toBe("EXECUTION_ERROR"); // it has ended
  expect((await ask("reset")).data.done).toBe(false);
  expect((await ask("step", { action: 0 })).data.done).toBe(false);
  talker.socket.send('{"type": "close"}');
  expect(await talker.closed).toBe(1000);
  const metrics = await (await fetch(`${server.url.replace("ws", "http")}/metrics`)).text();
  expect(metrics).toMatch(/^rewardgym_sessions 0$/m);
});

test("equal seeds, equal episodes", async () => {
  const { ask } = await speaking();
  const first = await ask("reset", { seed: 3 });
  expect(await ask("reset", { seed: 3 })).toEqual(first);
  expect(await ask("reset", { seed: 4 })).not.toEqual(first);
});

test("what is wrong is told with OpenEnv's codes", async () => {
  const { talker, ask } = await speaking();
  expect((await talker.ask("{")).data.code).toBe("INVALID_JSON");
  expect((await ask("jump")).data.code).toBe("UNKNOWN_TYPE");
  expect((await ask("step", { action: 1 })).data.code).toBe("EXECUTION_ERROR"); // before reset
  await ask("reset", { seed: 1 });
  expect((await ask("step", { action: 7 })).data.code).toBe("VALIDATION_ERROR");
  expect((await ask("step", {})).data.code).toBe("VALIDATION_ERROR");
  expect((await ask("reset", { seed: "x" })).data.code).toBe("VALIDATION_ERROR");
  expect((await ask("step", { action: 1 })).data.reward).toBe(1);
});

test("an env that is not there is told, and the socket closed", async () => {
  const server = await serving();
  const talker = await talking(`${server.url}/classic/nothing-v1/ws`, []);
  expect((await talker.next()).data.code).toBe("FACTORY_ERROR");
  expect(await talker.closed).toBe(1011);
});
