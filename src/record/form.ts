import {
  type ArrayOf,
  arrayKinds,
  type Dtype,
  fail,
  type Json,
  type Packable,
  type PackedArray,
} from "../core/index.ts";

/** A kind of value, in words and as a test. */
export interface Kind<T> {
  readonly words: string;
  is(value: unknown): value is T;
}

export const text: Kind<string> = { words: "a text", is: (value) => typeof value === "string" };
export const flag: Kind<boolean> = { words: "true or false", is: (value) => typeof value === "boolean" };
export const count: Kind<number> = {
  words: "a whole number from 0",
  is: (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
};
export const number: Kind<number> = {
  words: "a finite number",
  is: (value): value is number => Number.isFinite(value),
};
export const bytes: Kind<Uint8Array> = { words: "bytes", is: (value) => value instanceof Uint8Array };
export const doubles: Kind<Float64Array> = { words: "doubles", is: (value) => value instanceof Float64Array };
/** Any unpacked value that is present. */
export const packable: Kind<Packable> = { words: "a value", is: (value): value is Packable => value !== undefined };

export const json: Kind<Json> = {
  words: "JSON",
  is: (value): value is Json =>
    value === null ||
    text.is(value) ||
    flag.is(value) ||
    number.is(value) ||
    (Array.isArray(value) ? value.every(json.is) : isRecord(value) && Object.values(value).every(json.is)),
};

export const array = <D extends Dtype>(dtype: D, length: number): Kind<ArrayOf[D]> => ({
  words: `${length} numbers of ${dtype}`,
  is: (value): value is ArrayOf[D] => value instanceof arrayKinds[dtype] && value.length === length,
});
/** An array with this number of rows, of any size and element type. */
export const rowsOfAny = (rows: number): Kind<PackedArray> => ({
  words: `arrays of ${rows} rows`,
  is: (value): value is PackedArray => {
    const length = ArrayBuffer.isView(value) ? (value as PackedArray).length : 0;
    return length > 0 && length % rows === 0;
  },
});

/** @param length any where none is given */
export const listOf = <T>(kind: Kind<T>, length?: number): Kind<readonly T[]> => ({
  words: `a list${length === undefined ? "" : ` of ${length}`}, each ${kind.words}`,
  is: (value): value is readonly T[] =>
    Array.isArray(value) && (length ?? value.length) === value.length && value.every(kind.is),
});
export const recordOf = <T>(kind: Kind<T>): Kind<{ readonly [name: string]: T }> => ({
  words: `a record, each ${kind.words}`,
  is: (value): value is { readonly [name: string]: T } => isRecord(value) && Object.values(value).every(kind.is),
});
export const fields = <F extends Form>(form: F): Kind<Formed<F>> => ({
  words: `a record with ${Object.keys(form).join(", ")}`,
  is: (value): value is Formed<F> =>
    isRecord(value) && Object.entries(form).every(([name, kind]) => kind.is(ownField(value, name))),
});
export const optional = <T>(kind: Kind<T>): Kind<T | undefined> => ({
  words: `${kind.words}, or nothing`,
  is: (value): value is T | undefined => value === undefined || kind.is(value),
});

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

const ownField = (record: { readonly [name: string]: unknown }, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Kinds by field. */
export type Form = { readonly [field: string]: Kind<unknown> };
export type Formed<F extends Form> = { readonly [K in keyof F]: F[K] extends Kind<infer T> ? T : never };

/**
 * The fields of a form, each checked for its kind; fields that the form does not name are left out.
 * @throws `file/corrupt`, naming the first field of the wrong kind
 */
export function readForm<F extends Form>(value: unknown, form: F, what: string): Formed<F> {
  if (!isRecord(value)) fail("file/corrupt", { given: `${what} without fields`, expected: "a record" });
  for (const [name, kind] of Object.entries(form))
    if (!kind.is(ownField(value, name)))
      fail("file/corrupt", { given: `${what} with a missing or wrong ${JSON.stringify(name)}`, expected: kind.words });
  return Object.fromEntries(Object.keys(form).map((name) => [name, ownField(value, name)])) as Formed<F>;
}
