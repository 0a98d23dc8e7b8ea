import protobuf from "protobufjs/light.js";
import { expect, test } from "vitest";
import { readMessage } from "../../src/autodiff/read-protobuf.ts";

const { Root, Reader, Writer } = protobuf;
const part = Root.fromJSON({
  nested: {
    Part: {
      fields: {
        name: { type: "string", id: 1 },
        counts: { rule: "repeated", type: "int64", id: 2 },
        share: { type: "float", id: 3 },
        raw: { type: "bytes", id: 4 },
        parts: { rule: "repeated", type: "Part", id: 5 },
      },
    },
  },
}).lookupType("Part");
const read = (bytes: Uint8Array) => readMessage(part, Reader.create(bytes), bytes.length);

test("a message is read as protobufjs' own decoder reads it, and fields that nobody knows are skipped", () => {
  const inner = { name: "b", counts: [-1, 2 ** 40], parts: [{ share: 0.5 }] };
  const written = { name: "a", counts: [0, 7], raw: Uint8Array.of(1, 2), parts: [inner, {}] };
  const known = part.encode(part.fromObject(written)).finish();
  const bytes = Buffer.concat([Writer.create().uint32(72).uint32(9).uint32(82).string("later").finish(), known]);
  expect(read(bytes)).toEqual({ ...written, raw: expect.anything() });
  expect(read(bytes)).toEqual(part.toObject(part.decode(bytes), { longs: Number, defaults: false }));
});

test("numbers that are not packed are read, too", () => {
  expect(read(Writer.create().uint32(16).int64(3).uint32(16).int64(4).finish())).toEqual({ counts: [3, 4] });
});

test("what is cut off is an error", () => {
  const bytes = part.encode(part.fromObject({ name: "long enough", parts: [{ name: "inside" }] })).finish();
  for (let length = bytes.length - 1; length > 13; length--) expect(() => read(bytes.subarray(0, length))).toThrow();
});
