import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocateIn,
  arraysOf,
  batchOf,
  box,
  bytesNeeded,
  choice,
  choices,
  contains,
  flatten,
  generator,
  isBounded,
  leavesOf,
  maskSizeOf,
  parts,
  read,
  rowsOf,
  sample,
  sizeOf,
  text,
  whyNotIn,
  write,
} from "../../src/core/index.ts";
import { anySpace } from "./any-space.ts";

const invalid = expect.objectContaining({ code: "space/invalid" });

describe("any space", () => {
  it("holds its own samples", () => {
    fc.assert(
      fc.property(anySpace, fc.integer(), (space, seed) => {
        expect(whyNotIn(space, sample(space, generator(seed)))).toBeUndefined();
      }),
    );
  });

  it("reads back what was written, in its row alone", () => {
    fc.assert(
      fc.property(anySpace, fc.integer(), fc.nat({ max: 2 }), (space, seed, row) => {
        const value = sample(space, generator(seed));
        const batch = batchOf(space, 3);
        for (const values of arraysOf(batch)) values.fill(7);
        const others = [0, 1, 2].filter((other) => other !== row).map((other) => rowsOf(space, batch, other));
        write(space, batch, value, row);
        expect(read(space, batch, row)).toEqual(value);
        for (const other of others) expect(arraysOf(other).every((values) => values.every((v) => v === 7))).toBe(true);
      }),
    );
  });

  it("flattens to its size, finite, and the same from any row", () => {
    fc.assert(
      fc.property(anySpace, fc.integer(), (space, seed) => {
        const value = sample(space, generator(seed));
        const batch = batchOf(space, 2);
        write(space, batch, value, 0);
        write(space, batch, value, 1);
        const flat = flatten(space, batch, 0, new Float32Array(sizeOf(space)).fill(Number.NaN));
        expect(flat.every(Number.isFinite)).toBe(true);
        expect(flatten(space, batch, 1)).toEqual(flat);
        const around = flatten(space, batch, 1, new Float32Array(sizeOf(space) + 2).fill(-7), 1);
        expect([around[0], around.at(-1)]).toEqual([-7, -7]);
        expect(around.slice(1, -1)).toEqual(flat);
      }),
    );
  });

  it("lies in shared memory as it does in its own", () => {
    fc.assert(
      fc.property(anySpace, fc.integer(), (space, seed) => {
        const bytes = bytesNeeded((allocate) => batchOf(space, 2, allocate));
        const shared = batchOf(space, 2, allocateIn(new SharedArrayBuffer(bytes)));
        const own = batchOf(space, 2);
        for (const row of [0, 1]) {
          const value = sample(space, generator(seed, row));
          write(space, shared, value, row);
          write(space, own, value, row);
        }
        expect(arraysOf(shared).map((values) => Array.from(values))).toEqual(arraysOf(own).map((v) => Array.from(v)));
        expect(arraysOf(shared).every(({ byteOffset }) => byteOffset % 8 === 0)).toBe(true);
        expect(() => batchOf(space, 2, allocateIn(new SharedArrayBuffer(bytes - 8)))).toThrow(RangeError);
      }),
    );
  });

  it("has a leaf for each of its arrays", () => {
    fc.assert(
      fc.property(anySpace, (space) => {
        const sizes = leavesOf(space).map(({ size, dtype }) => [dtype, size * 3]);
        const arrays = arraysOf(batchOf(space, 3));
        expect(
          arrays.map((values) => [values.constructor.name.replace("Array", "").toLowerCase(), values.length]),
        ).toEqual(sizes);
      }),
    );
  });
});

describe("flatten", () => {
  it("writes boxes as they are, choices one-hot and text as bytes, part after part", () => {
    const space = parts({
      place: box({ dtype: "int16", shape: [2] }),
      turn: choice("left", "right", "none"),
      both: choices({ a: ["x", "y"], b: ["u", "v", "w"] }),
      note: text(3),
    });
    const batch = batchOf(space, 1);
    write(space, batch, { place: Int16Array.of(-4, 9), turn: 1, both: Int32Array.of(0, 2), note: "ok" });
    // place; turn; both a, b; "o" is 111 and "k" 107, then padding
    expect(Array.from(flatten(space, batch))).toEqual([-4, 9, 0, 1, 0, 1, 0, 0, 0, 1, 111, 107, 0]);
    expect(sizeOf(space)).toBe(13);
    expect(leavesOf(space).map(({ path }) => path)).toEqual(["place", "turn", "both", "note"]);
  });
});

describe("text", () => {
  it("is cut after its last whole character", () => {
    const space = text(4);
    const batch = batchOf(space, 1);
    write(space, batch, "aé€"); // 1 + 2 + 3 bytes
    expect(read(space, batch)).toBe("aé");
    expect(Array.from(batch)).toEqual([97, 0xc3, 0xa9, 0]);
  });

  it("holds what fits and survives", () => {
    expect(contains(text(3), "€")).toBe(true);
    expect(contains(text(2), "€")).toBe(false);
    expect(contains(text(4), "a\0b")).toBe(false);
    expect(contains(text(4), "\ud800")).toBe(false);
    expect(contains(text(4), 5)).toBe(false);
  });
});

describe("contains", () => {
  const place = box({ dtype: "float32", shape: [2], low: [0, -1], high: 1 });

  it.each([
    [place, [0, -1], undefined],
    [place, Float32Array.of(0, -1.1), "value[1] is -1.100000023841858, outside -1 to 1"],
    [place, [0], "value has 1 elements, not 2"],
    [place, [0, Number.NaN], "value[1] is NaN, not a finite number"],
    [place, 5, "value is no array"],
    [box({ dtype: "uint8", shape: [1] }), [1.5], "value[0] is 1.5, not whole"],
    [choice("a", "b"), 2, "value is 2, not 0 to 1"],
    [choices({ a: ["x"], b: ["u", "v"] }), [0, -1], "value[1] is -1, not 0 to 1"],
    [choices({ a: ["x"] }), [0, 0], "value does not have 1 parts"],
    [parts({ inner: parts({ a: choice("x") }) }), { inner: { a: 1 } }, "value.inner.a is 1, not 0 to 0"],
    [parts({ a: choice("x") }), null, "value is no record"],
  ])("says why %o does not hold %o", (space, value, why) => {
    expect(whyNotIn(space, value)).toBe(why);
  });

  it("lets single numbers lie on bounds that have more digits", () => {
    expect(contains(box({ dtype: "float32", shape: [1], high: 0.1 }), Float32Array.of(0.1))).toBe(true);
  });
});

describe("sample", () => {
  it("draws legal options only", () => {
    const space = choices({ a: ["x", "y"], b: ["u", "v", "w"] });
    const mask = Uint8Array.of(0, 1, 1, 0, 1);
    expect(maskSizeOf(space)).toBe(5);
    const drawn = Array.from({ length: 50 }, (_, seed) => sample(space, generator(seed), mask).join());
    expect(new Set(drawn)).toEqual(new Set(["1,0", "1,2"]));
  });

  it("reaches both ends of whole numbers", () => {
    const space = box({ dtype: "uint8", shape: [1], low: 254.5 });
    const tiny = box({ dtype: "int16", shape: [1], low: -1, high: 1 });
    const rng = generator(1);
    expect(sample(space, rng)).toEqual(Uint8Array.of(255));
    expect(new Set(Array.from({ length: 50 }, () => sample(tiny, rng)[0]))).toEqual(new Set([-1, 0, 1]));
  });
});

describe("impossible spaces", () => {
  it.each([
    ["a length of 0", () => box({ dtype: "float32", shape: [0] })],
    ["a broken length", () => box({ dtype: "float32", shape: [1.5] })],
    ["low above high", () => box({ dtype: "float32", shape: [1], low: 1, high: 0 })],
    ["a bound that is no number", () => box({ dtype: "float32", shape: [1], low: Number.NaN })],
    ["no finite number between bounds", () => box({ dtype: "float64", shape: [1], low: Number.POSITIVE_INFINITY })],
    ["no byte between bounds", () => box({ dtype: "uint8", shape: [1], low: 256 })],
    ["no whole number between bounds", () => box({ dtype: "int32", shape: [1], low: 0.2, high: 0.8 })],
    ["bounds of another length", () => box({ dtype: "float32", shape: [2], low: [0] })],
    ["labels of another length", () => box({ dtype: "float32", shape: [2], labels: ["a"] })],
    ["no option", () => choice()],
    ["an option twice", () => choice("a", "a")],
    ["no part", () => choices({})],
    ["a part without options", () => choices({ a: [] })],
    ["no text at all", () => text(0)],
    ["no field", () => parts({})],
  ])("refuses %s", (_, make) => {
    expect(make).toThrow(invalid);
  });
});

it("knows whether all bounds are there", () => {
  expect(isBounded(box({ dtype: "float32", shape: [2], low: 0, high: [1, 2] }))).toBe(true);
  expect(isBounded(box({ dtype: "float32", shape: [2], low: 0, high: [1, Number.POSITIVE_INFINITY] }))).toBe(false);
  expect(isBounded(box({ dtype: "float32", shape: [2], high: 1 }))).toBe(false);
});
