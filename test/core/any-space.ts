import fc from "fast-check";
import {
  type Box,
  box,
  type CodeType,
  choice,
  choices,
  codes,
  type Dtype,
  list,
  parts,
  pick,
  product,
  rangeOf,
  type Space,
  text,
} from "../../src/core/index.ts";

const dtypes: Dtype[] = ["float32", "float64", "int32", "int16", "uint8"];
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
const record = <T>(value: fc.Arbitrary<T>) =>
  names.chain((keys) =>
    fc.array(value, { minLength: keys.length, maxLength: keys.length }).map((values) => {
      return Object.fromEntries(keys.map((key, i) => [key, values[i]]));
    }),
  );

/** Any box that can be: bounds for all elements, one by one, or none. */
const anyBox: fc.Arbitrary<Box> = fc
  .record({
    dtype: fc.constantFrom(...dtypes),
    shape: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    bounded: fc.constantFrom("no", "low", "high", "both", "each"),
    from: fc.integer({ min: -100, max: 200 }),
    width: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ dtype, shape, bounded, from, width }) => {
    const [least] = rangeOf[dtype];
    const low = Math.max(least, from);
    const high = low + width;
    const each = (bound: number) => Array.from({ length: product(shape) }, (_, i) => bound + i);
    const bounds = {
      no: {},
      low: { low },
      high: { high },
      both: { low, high },
      each: { low: each(low), high: each(high) },
    };
    return box({ dtype, shape, ...bounds[bounded] });
  });

const anyCodes = fc
  .record({
    dtype: fc.constantFrom<CodeType>("int32", "int16", "uint8"),
    shape: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    count: fc.integer({ min: 1, max: 20 }),
  })
  .map(codes);
const most = fc.integer({ min: 1, max: 4 });

/** Any space, nested a little. */
export const anySpace: fc.Arbitrary<Space> = fc.letrec<{
  space: Space;
  inList: Space;
  leaf: Space;
  pick: Space;
  list: Space;
  parts: Space;
  rows: Space;
}>((tie) => ({
  leaf: fc.oneof(
    anyBox,
    anyCodes,
    names.map((options) => choice(...options)),
    record(names).map((options) => choices(options)),
    fc.integer({ min: 1, max: 12 }).map(text),
  ),
  pick: fc.tuple(most, names).map(([most, verbs]) => pick("any", { most }, verbs)),
  // without lists and picks inside
  rows: record(tie("leaf")).map((fields) => parts(fields)),
  inList: fc.oneof(tie("leaf"), tie("rows")),
  list: fc.tuple(most, tie("inList")).map(([most, of]) => list({ of, most })),
  parts: record(tie("space")).map((fields) => parts(fields)),
  space: fc.oneof({ maxDepth: 2, withCrossShrink: true }, tie("leaf"), tie("pick"), tie("list"), tie("parts")),
})).space;
