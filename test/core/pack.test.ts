import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError, type Packable, pack, unpack } from "../../src/core/index.ts";

const arrays = fc.oneof(
  fc.float32Array(),
  fc.float64Array(),
  fc.int32Array(),
  fc.int16Array(),
  fc.uint8Array(),
) as fc.Arbitrary<Packable>;
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0); // -0 is 0 in JSON
const key = fc.string().filter((name) => name !== "$array" && name !== "__proto__");
const packable: fc.Arbitrary<Packable> = fc.letrec<{ value: Packable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    arrays,
    numbers,
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const outcome = (bytes: Uint8Array): string => {
  try {
    unpack(bytes);
    return "taken";
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown.code;
    throw thrown;
  }
};

describe("pack", () => {
  it("is undone by unpack", () => {
    fc.assert(
      fc.property(packable, (value) => {
        expect(unpack(pack(value))).toEqual(value);
      }),
    );
  });

  it("writes this layout", () => {
    const bytes = pack({ a: Int16Array.of(1, -2) });
    const header = '{"value":{"a":{"$array":0}},"arrays":[["int16",2]]}';
    expect(header.length).toBe(51);
    // u32 length, header, 1 byte of padding to 56, the array, 4 bytes of padding to 64
    expect(Array.from(bytes.subarray(0, 4))).toEqual([51, 0, 0, 0]);
    expect(new TextDecoder().decode(bytes.subarray(4, 55))).toBe(header);
    expect(Array.from(bytes.subarray(55))).toEqual([0, 1, 0, 0xfe, 0xff, 0, 0, 0, 0]);
  });

  it("packs part of a buffer, shared memory and a Buffer as the bytes that they are", () => {
    const inside = new Float64Array([1, 2, 3]).subarray(1);
    const shared = new Int32Array(new SharedArrayBuffer(8)).fill(7);
    expect(unpack(pack({ inside, shared, buffer: Buffer.from("hi") }))).toEqual({
      inside: Float64Array.of(2, 3),
      shared: Int32Array.of(7, 7),
      buffer: Uint8Array.of(104, 105),
    });
  });

  it("leaves out what is undefined and refuses what JSON cannot say", () => {
    expect(unpack(pack({ a: undefined, b: 1 }))).toEqual({ b: 1 });
    expect(() => pack(Number.NaN)).toThrow("packed numbers are finite");
    expect(() => pack({ $array: 0 })).toThrow("no key $array");
    expect(() => pack({ step: () => 0 } as never)).toThrow("a function is not packed");
  });
});

describe("unpack", () => {
  it("gives copies, from a view and from a Buffer of a pool too", () => {
    const packed = pack({ a: Float32Array.of(1.5), b: Uint8Array.of(1, 2, 3) });
    const shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    for (const bytes of [packed, shifted.subarray(3), Buffer.from(packed)]) {
      const read = unpack(bytes) as { a: Float32Array; b: Uint8Array };
      expect(read).toEqual({ a: Float32Array.of(1.5), b: Uint8Array.of(1, 2, 3) });
      bytes.fill(0);
      expect(read.a[0]).toBe(1.5);
    }
  });

  it("answers altered and cut bytes with a value or file/corrupt, nothing else", () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(packable, fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(), (value, changes, cut) => {
        const bytes = pack(value);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        expect(["taken", "file/corrupt"]).toContain(outcome(bytes));
        expect(["taken", "file/corrupt"]).toContain(outcome(bytes.subarray(0, cut % bytes.length)));
      }),
      { numRuns: 500 },
    );
  });

  it("finds every cut", () => {
    const bytes = pack({ a: Float64Array.of(1, 2) });
    for (let length = 0; length < bytes.length; length++)
      expect(outcome(bytes.subarray(0, length))).toBe("file/corrupt");
  });

  const block = (header: unknown) => {
    const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
    const bytes = new Uint8Array(Math.ceil((4 + json.length) / 8) * 8 + 16);
    new DataView(bytes.buffer).setUint32(0, json.length, true);
    bytes.set(json, 4);
    return bytes;
  };
  it.each([
    ["a header that is a number", 5],
    ["no list of arrays", { value: 1 }],
    ["no value", { arrays: [] }],
    ["an array of another kind", { value: 1, arrays: [["bigint64", 1]] }],
    ["an array of a kind that objects have", { value: 1, arrays: [["constructor", 1]] }],
    ["an array of negative length", { value: 1, arrays: [["uint8", -1]] }],
    ["an array longer than memory", { value: 1, arrays: [["float64", 2 ** 52]] }],
    ["an entry that is no pair", { value: 1, arrays: [null] }],
    ["an array that is not there", { value: { $array: 1 }, arrays: [["uint8", 1]] }],
    ["an array by another name", { value: { $array: "length" }, arrays: [["uint8", 1]] }],
    ["lists without end", `{"arrays":[],"value":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
  ])("finds %s", (_, header) => {
    expect(outcome(block(header))).toBe("file/corrupt");
  });

  it("names what was read", () => {
    expect(() => unpack(new Uint8Array(2), "a checkpoint")).toThrow("a checkpoint: 2 bytes");
  });
});
