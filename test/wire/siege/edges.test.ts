import { expect, test } from "vitest";
import { pack, unpack } from "../../../src/core/index.ts";
import { type Answered, serving, talking } from "../here.ts";

const env = "classic/pendulum-v1";

test.each(["constructor", "__proto__", "prototype", "toString"])(
  "a key named %s is refused wherever it stands, not dropped",
  async (name) => {
    const server = await serving();
    const talker = await talking(server.url);
    const code = async (json: string): Promise<string> => (await talker.ask(json)).error.code;
    const make = `"id":1,"op":"make","env":"${env}"`;
    expect(await code(`{${make},"params":{"${name}":1}}`)).toBe("params/invalid");
    expect(await code(`{"id":1,"op":"describe","env":"${env}","params":{"${name}":{}}}`)).toBe("params/invalid");
    expect(await code(`{${make},"${name}":1}`)).toBe("wire/request");
    expect(await code(`{${make},"capture":{"${name}":1}}`)).toBe("wire/request");
    expect(await code(`{${make},"capture":{"frames":{"width":8,"height":8,"${name}":1}}}`)).toBe("wire/request");
    expect(await code(`{${make},"reward":{"use":"sparse/alive-v1","params":{"${name}":1}}}`)).toMatch(
      /^(params\/invalid|reward\/expression)$/,
    );
    expect(await code(`{"id":1,"op":"ping","${name}":1}`)).toBe("wire/request");
    const bytes = pack({ id: 1, op: "make", env, params: JSON.parse(`{"${name}":1}`) });
    expect(new TextDecoder().decode(await talker.ask(bytes))).toContain("params/invalid");
    expect(await talker.ask({ id: 2, op: "ping" })).toEqual({ id: 2, ok: {} });
  },
);

test("OpenEnv is told that an env is unknown, and which one", async () => {
  const server = await serving();
  const talker = await talking(`${server.url}/classic/nothing-v1/ws`, []);
  const { data } = await talker.next();
  expect(data.code).toBe("FACTORY_ERROR");
  expect(data.message).toContain('registry/unknown: got env "classic/nothing-v1"');
});

test("whatever save answers can be sent back in the same form, and larger states are refused", async () => {
  const server = await serving({ maxFrameBytes: 16_000, maxTextBytes: 9_000 });
  const [talker, bystander] = [await talking(server.url), await talking(server.url)];
  const other = (await bystander.ask({ id: 1, op: "make", env, worlds: 1 })).ok.session;
  let id = 0;
  const refused = { text: 0, bytes: 0 };
  const sent = { text: 0, bytes: 0 };
  for (const worlds of [1, 4, 8, 12, 16, 24, 40]) {
    const { session } = (await talker.ask({ id: ++id, op: "make", env, worlds })).ok;
    const inText = (op: string, given: object): Promise<Answered> => talker.ask({ id: ++id, op, session, ...given });
    const inBytes = async (op: string, given: object): Promise<Answered> =>
      unpack(new Uint8Array(await talker.ask(pack({ id: ++id, op, session, ...given }))));
    for (const [form, ask] of Object.entries({ text: inText, bytes: inBytes }) as ["text" | "bytes", typeof inText][]) {
      expect((await inBytes("reset", { seed: 1 })).error).toBeUndefined();
      const saved = await ask("save", {});
      if (saved.error) {
        expect(saved.error.code).toBe("wire/limit");
        refused[form]++;
      } else {
        expect((await ask("load", { state: saved.ok.state })).error).toBeUndefined();
        sent[form]++;
      }
    }
    await talker.ask({ id: ++id, op: "close", session });
  }
  for (const counts of [refused, sent]) expect(Math.min(counts.text, counts.bytes)).toBeGreaterThan(0);
  expect((await bystander.ask({ id: 2, op: "reset", session: other, seed: 1 })).ok.step).toBe(0);
});

test("no answer is larger than a frame may be, columns as text and copies of worlds included", async () => {
  const server = await serving({ maxFrameBytes: 30_000 });
  const talker = await talking(server.url);
  const { session } = (await talker.ask({ id: 1, op: "make", env, worlds: 60 })).ok;
  const inText = await talker.ask({ id: 2, op: "reset", session, seed: 1 });
  expect(inText.error).toMatchObject({ code: "wire/limit", fix: expect.stringContaining("bytes") });
  expect((await talker.ask({ id: 3, op: "save", session, world: 0 })).error.code).toBe("vector/unready"); // nothing has begun
  const inBytes = await talker.ask(pack({ id: 4, op: "reset", session, seed: 1 }));
  expect(new TextDecoder().decode(inBytes)).toContain('"step":0');
  expect(inBytes.length).toBeLessThan(30_000);
  const copies = await talker.ask({ id: 5, op: "branch", session, world: 0, copies: 6000 });
  expect(copies.error.code).toBe("wire/limit");
  expect((await talker.ask({ id: 6, op: "branch", session, world: 0, copies: 2 })).ok.session).toBeDefined();
});
