import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { protocolSchema } from "../../scripts/protocol/schema.ts";
import { ops } from "../../src/wire/messages.ts";
import { type Answered, serving, talking } from "./here.ts";

const schema = JSON.parse(readFileSync("docs/protocol.schema.json", "utf8"));
const page = readFileSync("docs/protocol.md", "utf8");
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(schema, "protocol");
const says = (name: string, message: unknown): string => {
  const validate = ajv.getSchema(`protocol#/$defs/${name.replace(" ", "%20")}`);
  return validate?.(message)
    ? "as in the schema"
    : ajv.errorsText(validate?.errors ?? [{ message: `no ${name}` } as never]);
};

test("the schema is what the code says: `npm run protocol` writes it", () => {
  expect(JSON.parse(JSON.stringify(protocolSchema()))).toEqual(schema);
});

test("the page names every request", () => {
  for (const op of ops) expect(page).toContain(`| \`${op}\` |`);
});

test("every request, in text, and its answer are as the schema says", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const asked = new Set<string>();
  let id = 0;
  const ask = async (op: string, given: object = {}): Promise<Answered> => {
    const request = { id: ++id, op, ...given };
    expect(says(`${op} request`, request)).toBe("as in the schema");
    const answer = await talker.ask(request);
    expect(says(`${op} answer`, answer)).toBe("as in the schema");
    expect(answer.id).toBe(id);
    asked.add(op);
    return answer.ok;
  };
  expect(await ask("hello", { client: "a test" })).toMatchObject({ protocol: "rewardgym.v1", heartbeatSeconds: 15 });
  expect(await ask("ping")).toEqual({});
  const list = await ask("list");
  expect(list.envs).toContainEqual({ id: "classic/acrobot-v1", goal: expect.any(String) });
  expect(list.rewards.length).toBeGreaterThan(5);
  const described = await ask("describe", { env: "classic/acrobot-v1", params: { maxSteps: 9 } });
  expect(described).toMatchObject({ maxSteps: 9, action: { type: "choice" }, cameras: expect.any(Array) });

  const reward = { sum: { goal: "sparse/success-v1", step: { weight: -0.5, of: "sparse/alive-v1" } } };
  const capture = { frames: { width: 4, height: 3 } };
  const { session, token, terms, env } = await ask("make", {
    env: "classic/acrobot-v1",
    params: { maxSteps: 2 },
    worlds: 2,
    reward,
    capture,
    watchable: true,
  });
  expect((await ask("list")).watchable).toEqual([{ session, env: "classic/acrobot-v1", worlds: 2 }]);
  expect(terms).toEqual(["goal", "step"]);
  expect(env.maxSteps).toBe(2);
  const first = await ask("reset", { session, seed: 4, hash: true });
  expect(first.observations).toHaveLength(12);
  expect(first.frames).toBeUndefined(); // there is no step yet
  expect(first.ended).toBeUndefined();
  const { state } = await ask("save", { session });
  const moved = await ask("step", { session, actions: [0, 2] });
  expect(moved.frames).toHaveLength(2 * 4 * 3 * 3);
  expect(moved).toMatchObject({ step: 1, rewards: [-0.5, -0.5], terms: { goal: [0, 0], step: [-0.5, -0.5] } });
  expect(await ask("watch", { session, world: 1 })).toMatchObject({
    about: { worlds: 2 },
    lengths: [1],
    returns: [-0.5],
  });
  const last = await ask("step", { session, actions: [1, 1] });
  expect(last).toMatchObject({ terminated: [0, 0], truncated: [1, 1] });
  expect(last.ended).toMatchObject({ rows: [0, 1], returns: [-1, -1], lengths: [2, 2], scores: expect.any(Array) });
  expect(last.ended.observations).toHaveLength(12);
  expect(last.ended.observations).not.toEqual(last.observations);
  await ask("load", { session, state });
  expect(await ask("step", { session, actions: [0, 2] })).toMatchObject({ observations: moved.observations });
  const one = await ask("save", { session, world: 1 });
  await ask("load", { session, world: 0, state: one.state });
  const branch = await ask("branch", { session, world: 1, copies: 3 });
  expect(branch.session).not.toBe(session);
  const both = await ask("step", { session: branch.session, actions: [1, 1, 1] });
  expect(both.observations.slice(0, 6)).toEqual(both.observations.slice(12));
  const drawn = await ask("render", { session, width: 8, height: 8 });
  expect(Buffer.from(drawn.image, "base64").subarray(1, 4).toString()).toBe("PNG");
  expect(await ask("resume", { session, token })).toEqual({
    answered: expect.arrayContaining([id - 1]),
    pending: [],
    dropped: [],
  });
  await ask("close", { session: branch.session });
  await ask("close", { session });
  const talking2 = await ask("make", { env: "locomotion/hopper-v1" });
  await ask("reset", { session: talking2.session, seed: 1 });
  expect((await ask("text", { session: talking2.session })).text).toMatch(/\w/);
  expect((await ask("scene", { session: talking2.session })).scene.parts).not.toEqual([]);
  expect([...asked].sort()).toEqual([...ops].sort());
});

test("with auto-reset off the last observation is shown, and a reset must follow", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  let id = 0;
  const ask = (op: string, given: object) => talker.ask({ id: ++id, op, ...given });
  const params = { maxSteps: 2 };
  const made = await ask("make", { env: "classic/pendulum-v1", params, autoReset: "off" });
  const { session } = made.ok;
  await ask("reset", { session, seed: 1 });
  await ask("step", { session, actions: 0.5 });
  const last = await ask("step", { session, actions: 0.5 });
  expect(last.ok.truncated).toEqual([1]);
  expect(last.ok.observations).toEqual(last.ok.ended.observations);
  expect((await ask("step", { session, actions: 0.5 })).error.code).toBe("vector/unready");
  const begun = await ask("reset", { session });
  expect(begun.ok.observations).not.toEqual(last.ok.observations);
  expect((await ask("step", { session, actions: 0.5 })).ok.step).toBe(3);
  expect((await ask("reset", { session })).error).toMatchObject({ code: "wire/request" });
});

test("a branch waits for the step in hand", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const { session } = (await talker.ask({ id: 1, op: "make", env: "classic/pendulum-v1", worlds: 64 })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  const actions = Array.from({ length: 64 }, () => 0);
  for (let id = 3; id < 20; id++) talker.socket.send(JSON.stringify({ id, op: "step", session, actions }));
  talker.socket.send(JSON.stringify({ id: 20, op: "branch", session, world: 1, copies: 2 }));
  const answers = await Promise.all(Array.from({ length: 18 }, () => talker.next()));
  expect(answers.filter(({ error }) => error)).toEqual([]);
  expect(answers.find(({ id }) => id === 20).ok.session).toEqual(expect.any(String));
});

test("a number that comes again gets the first answer", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const { session } = (await talker.ask({ id: 1, op: "make", env: "classic/cart-pole-v1" })).ok;
  await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  const once = await talker.ask({ id: 3, op: "step", session, actions: [1] });
  expect(await talker.ask({ id: 3, op: "step", session, actions: [0] })).toEqual(once);
  const next = await talker.ask({ id: 4, op: "step", session, actions: [1] });
  expect(next.ok.step).toBe(2);
  for (let id = 5; id < 20; id++) await talker.ask({ id, op: "step", session, actions: [1] });
  expect((await talker.ask({ id: 3, op: "step", session, actions: [0] })).error.code).toBe("wire/request");
});
