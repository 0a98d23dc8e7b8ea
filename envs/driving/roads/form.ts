import { listing, nearest } from "../../../src/core/index.ts";
import type { Schema } from "./schema.ts";

/** What is wrong with a value, where, and what was expected there. */
export interface Flaw {
  /** As in `lanes.3.width`; empty for the value itself. */
  readonly path: string;
  readonly given: string;
  readonly expected: string;
  readonly fix?: string;
}

type Definitions = { readonly [name: string]: Schema };

/** The first flaw of a value, or nothing if it is of the schema's form. */
export function flawOf(value: unknown, schema: Schema, definitions: Definitions, path = ""): Flaw | undefined {
  const wrong = (expected: string, fix?: string): Flaw => ({ path, given: shown(value), expected, fix });
  if ("$ref" in schema) return flawOf(value, definitions[schema.$ref.slice("#/$defs/".length)], definitions, path);
  if ("const" in schema) return value === schema.const ? undefined : wrong(JSON.stringify(schema.const));
  if ("oneOf" in schema) return flawOfOne(value, schema.oneOf, definitions, path);
  switch (schema.type) {
    case "boolean":
      return typeof value === "boolean" ? undefined : wrong("true or false");
    case "string":
      return flawOfText(value, schema) ? wrong(flawOfText(value, schema)!) : undefined;
    case "number":
      return isWithin(value, schema) ? undefined : wrong(numberInWords(schema));
    case "integer":
      return Number.isInteger(value) && isWithin(value, schema)
        ? undefined
        : wrong(`a whole number from ${schema.minimum} to ${schema.maximum}`);
    case "array": {
      if (!Array.isArray(value)) return wrong("a list");
      const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
      if (value.length < minItems || value.length > maxItems)
        return { path, given: `${value.length} elements`, expected: `${minItems} to ${maxItems}` };
      return firstOf(value.entries(), ([i, item]) => flawOf(item, schema.items, definitions, join(path, i)));
    }
    case "object": {
      if (value === null || typeof value !== "object" || Array.isArray(value)) return wrong("a record");
      const { properties, required } = schema;
      const unknown = Object.keys(value).find((key) => !Object.hasOwn(properties, key));
      if (unknown !== undefined) {
        const known = Object.keys(properties);
        return {
          path: join(path, unknown),
          given: "an unknown key",
          expected: listing(known),
          fix: nearest(unknown, known),
        };
      }
      const missing = required.find((key) => !Object.hasOwn(value, key));
      if (missing !== undefined) return { path: join(path, missing), given: "nothing", expected: "a value for it" };
      return firstOf(Object.entries(value), ([key, item]) =>
        item === undefined && !required.includes(key)
          ? undefined
          : flawOf(item, properties[key], definitions, join(path, key)),
      );
    }
  }
}

const join = (path: string, key: string | number) => (path === "" ? String(key) : `${path}.${key}`);

function firstOf<T>(items: Iterable<T>, flawOf: (item: T) => Flaw | undefined): Flaw | undefined {
  for (const item of items) {
    const flaw = flawOf(item);
    if (flaw) return flaw;
  }
  return undefined;
}

/** Of the schemas that a value may have, the one that it seems to mean says what is wrong. */
function flawOfOne(value: unknown, schemas: readonly Schema[], definitions: Definitions, path: string) {
  const kinds = schemas.map(kindOf);
  if (kinds.every((kind) => kind !== undefined)) {
    const kind = (value as { kind?: unknown } | null)?.kind;
    const meant = schemas[kinds.indexOf(kind as string)];
    if (meant) return flawOf(value, meant, definitions, path);
    return { path: join(path, "kind"), given: shown(kind), expected: listing(kinds) };
  }
  const meant = schemas.find(
    (schema) => "type" in schema && schema.type === (Array.isArray(value) ? "array" : typeof value),
  );
  return flawOf(value, meant ?? schemas[0], definitions, path);
}

const kindOf = (schema: Schema): string | undefined => {
  const kind = "properties" in schema ? schema.properties.kind : undefined;
  return kind && "const" in kind ? kind.const : undefined;
};

type TextSchema = Extract<Schema, { readonly type: "string" }>;
type NumberSchema = Extract<Schema, { readonly type: "number" }>;

function flawOfText(value: unknown, { enum: words, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: TextSchema) {
  if (typeof value !== "string") return words ? listing(words) : "a text";
  if (words) return words.includes(value) ? undefined : listing(words);
  return value.length >= minLength && value.length <= maxLength ? undefined : `${minLength} to ${maxLength} characters`;
}

const isWithin = (value: unknown, { minimum, exclusiveMinimum, maximum }: Omit<NumberSchema, "type">): boolean =>
  typeof value === "number" &&
  Number.isFinite(value) &&
  (minimum === undefined || value >= minimum) &&
  (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
  (maximum === undefined || value <= maximum);

function numberInWords({ minimum, exclusiveMinimum, maximum }: NumberSchema): string {
  const low =
    exclusiveMinimum === undefined ? (minimum === undefined ? "" : ` from ${minimum}`) : ` above ${exclusiveMinimum}`;
  return `a number${low}${maximum === undefined ? "" : `${low ? " to" : " up to"} ${maximum}`}`;
}

function shown(value: unknown): string {
  const text =
    value === undefined
      ? "nothing"
      : typeof value === "number"
        ? String(value)
        : (JSON.stringify(value) ?? typeof value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
