import { expect, test, vi } from "vitest";
import { pack } from "../../../src/core/index.ts";
import * as names from "../../../src/core/names.ts";
import { checkShape } from "../../../src/wire/shape.ts";
import { dear } from "../../fixtures/dear-requests.ts";
import { serving, talking } from "../here.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each(Object.entries(dear))("%s is refused unparsed, in few words, and the socket stays", async (_, message) => {
  const server = await serving();
  const [attacker, bystander] = [await talking(server.url), await talking(server.url)];
  const parse = vi.spyOn(JSON, "parse");
  for (const size of [100_000, 900_000, 3_000_000]) {
    parse.mockClear();
    const answering = attacker.ask(message(size));
    expect(await bystander.ask({ id: 1, op: "ping" })).toEqual({ id: 1, ok: {} });
    const answer = await answering;
    expect(answer.error.code).toMatch(/^wire\/(frame|request)$/);
    expect(answer.error.given.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(answer).length).toBeLessThan(2000);
    if (size > 2 ** 20) expect(parse.mock.calls.every(([text]) => text.length < 10_000)).toBe(true);
  }
  parse.mockRestore();
  expect(await attacker.ask({ id: 2, op: "ping" })).toEqual({ id: 2, ok: {} });
});

test("the shape of JSON is checked without parsing it", () => {
  for (const good of ['{"a":[1,{"b":"[[[[:::"}]}', '"\\""', '{"\\\\":"\\\\\\""}', "[".repeat(64), "", '"', "}}}"])
    checkShape(bytes(good));
  const refused = (text: string, words: string) => expect(() => checkShape(bytes(text))).toThrow(words);
  refused("[".repeat(65), "nested too deeply");
  refused(`${'{"a":'.repeat(65)}`, "nested too deeply");
  refused(`{"\\"":${"[".repeat(64)}`, "nested too deeply");
  refused(`{${'"a":1,'.repeat(4097)}}`, "4097 keys");
  refused(`[${"[],".repeat(2 ** 17)}]`, "lists and records");
});

test("headers of bytes have the same limits", async () => {
  const server = await serving();
  const talker = await talking(server.url);
  const said = async (header: string) => {
    const json = bytes(header);
    const frame = new Uint8Array(4 + json.length);
    new DataView(frame.buffer).setUint32(0, json.length, true);
    frame.set(json, 4);
    return new TextDecoder().decode(await talker.ask(frame));
  };
  expect(await said("[".repeat(500_000))).toContain("nested too deeply");
  expect(await said(`{${Array.from({ length: 9000 }, (_, i) => `"k${i}":1`)}}`)).toContain("9000 keys");
  expect(await said(`{"value":{"id":1,"op":"${"z".repeat(900_000)}"},"arrays":[]}`)).toContain("wire/request");
  expect(new TextDecoder().decode(await talker.ask(pack({ id: 1, op: "ping" })))).toContain('"ok":{}');
});

test("long names are compared with none", () => {
  const compared = vi.fn((text: string) => text);
  const candidate = { toLowerCase: () => compared("x"), length: 1 } as unknown as string;
  expect(names.nearest("z".repeat(101), [candidate])).toBeUndefined();
  expect(compared).not.toHaveBeenCalled();
});

test("OpenEnv's messages have the same limits", async () => {
  const server = await serving();
  const talker = await talking(`${server.url}/classic/cart-pole-v1/ws`, []);
  expect((await talker.ask("[".repeat(1_000_000))).data.code).toBe("INVALID_JSON");
  expect((await talker.ask(JSON.stringify({ type: "z".repeat(1_000_000) }))).data.message.length).toBeLessThan(501);
  expect((await talker.ask(JSON.stringify({ type: "z".repeat(3_000_000) }))).data.code).toBe("INVALID_JSON");
  expect((await talker.ask({ type: "state" })).type).toBe("state");
});
