import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocateIn,
  arraysOf,
  batchIn,
  batchOf,
  box,
  bytesNeeded,
  choice,
  choices,
  codes,
  contains,
  flatten,
  generator,
  isBounded,
  leavesOf,
  list,
  maskSizeOf,
  parts,
  pick,
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

  it("is built from the arrays that it consists of", () => {
    fc.assert(
      fc.property(anySpace, (space) => {
        const batch = batchOf(space, 2);
        expect(batchIn(space, arraysOf(batch))).toEqual(batch);
      }),
    );
  });
});

describe("a list", () => {
  const things = list({
    of: parts({ kind: codes({ shape: [], count: 9 }), size: box({ dtype: "float32", shape: [2] }) }),
    most: 3,
  });
  const thing = (kind: number, ...size: number[]) => ({ kind: Int32Array.of(kind), size: Float32Array.from(size) });
  const two = [thing(4, 1, 2), thing(8, 3, 4)];

  it("is a length and room for all rows, one row of the batch after another", () => {
    expect(leavesOf(parts({ things })).map(({ path, size }) => [path, size])).toEqual([
      ["things.length", 1],
      ["things.rows.kind", 3],
      ["things.rows.size", 6],
    ]);
    const batch = batchOf(things, 2);
    write(things, batch, two, 1);
    expect([...batch.length]).toEqual([0, 2]);
    expect([...batch.rows.kind]).toEqual([0, 0, 0, 4, 8, 0]);
    expect([...batch.rows.size]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0]);
    expect(read(things, batch, 1)).toEqual(two);
  });

  it("leaves zeros where it became shorter", () => {
    const batch = batchOf(things, 1);
    write(things, batch, two);
    write(things, batch, [thing(5, 6, 7)]);
    expect([...batch.rows.kind, ...batch.rows.size]).toEqual([5, 0, 0, 6, 7, 0, 0, 0, 0]);
  });

  it("is refused where it is longer than its most, whatever is done with it", () => {
    const batch = batchOf(things, 1);
    const tooLong = expect.objectContaining({ code: "space/length", message: expect.stringContaining("0 to 3") });
    expect(() => write(things, batch, [...two, ...two])).toThrow(tooLong);
    expect(batch).toEqual(batchOf(things, 1));
    for (const length of [4, -1]) {
      batch.length[0] = length;
      expect(() => read(things, batch)).toThrow(tooLong);
      expect(() => flatten(things, batch)).toThrow(tooLong);
    }
    expect(whyNotIn(things, [...two, ...two])).toBe("value has 4 rows, more than 3");
  });

  it("flattens to its length, its rows, codes one-hot, and zeros", () => {
    const space = list({ of: codes({ shape: [1], count: 3 }), most: 3 });
    const batch = batchOf(space, 1);
    write(space, batch, [Int32Array.of(2), Int32Array.of(0)]);
    expect(Array.from(flatten(space, batch))).toEqual([2, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
    expect(sizeOf(space)).toBe(10);
  });
});

describe("flatten", () => {
  it("never writes codes and picks as numbers", () => {
    const space = parts({
      glyph: codes({ dtype: "uint8", shape: [2], count: 3 }),
      item: pick("x", { most: 2 }, ["a", "b"]),
    });
    const batch = batchOf(space, 1);
    write(space, batch, { glyph: Uint8Array.of(2, 1), item: Int32Array.of(1, 0) });
    // glyphs 2 and 1 of three; row 1 with verb 0 is the third of four
    expect(Array.from(flatten(space, batch))).toEqual([0, 0, 1, 0, 1, 0, 0, 0, 1, 0]);
  });

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
    [codes({ shape: [2], count: 5 }), Int32Array.of(4, 5), "value[1] is 5, not 0 to 4"],
    [codes({ shape: [2], count: 5 }), [0.5, 0], "value[0] is 0.5, not 0 to 4"],
    [pick("a", { most: 2 }, ["x"]), [2, 0], "value[0] is 2, not 0 to 1"],
    [pick("a", { most: 2 }, ["x"]), [1], "value does not have 2 indices"],
    [list({ of: choice("x"), most: 2 }), [0, 1], "value[1] is 1, not 0 to 0"],
    [list({ of: choice("x"), most: 2 }), 3, "value is no list"],
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

  it("draws legal options of every part of an action", () => {
    const space = parts({
      say: text(3),
      go: choice("x", "y"),
      inner: parts({ item: pick("items", { most: 2 }, ["a", "b"]), far: box({ dtype: "float32", shape: [1] }) }),
      both: choices({ a: ["x", "y"], b: ["u", "v"] }),
    });
    // go: y; item: row 0 with b, row 1 with a; both: x and u or v
    const mask = Uint8Array.of(0, 1, 0, 1, 1, 0, 1, 0, 1, 1);
    expect(maskSizeOf(space)).toBe(mask.length);
    const drawn = Array.from({ length: 60 }, (_, seed) => sample(space, generator(seed), mask));
    expect(new Set(drawn.map(({ go }) => go))).toEqual(new Set([1]));
    expect(new Set(drawn.map(({ inner }) => inner.item.join()))).toEqual(new Set(["0,1", "1,0"]));
    expect(new Set(drawn.map(({ both }) => both.join()))).toEqual(new Set(["0,0", "0,1"]));
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
    ["no code", () => codes({ shape: [1], count: 0 })],
    ["more codes than their type holds", () => codes({ dtype: "uint8", shape: [1], count: 257 })],
    ["codes with a length of 0", () => codes({ shape: [0], count: 3 })],
    ["a list without room", () => list({ of: choice("a"), most: 0 })],
    ["a list in a list", () => list({ of: parts({ a: list({ of: choice("a"), most: 1 }) }), most: 1 })],
    ["a list of picks", () => list({ of: pick("a", { most: 1 }, ["x"]), most: 1 })],
    ["a pick without verbs", () => pick("a", { most: 1 }, [])],
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
