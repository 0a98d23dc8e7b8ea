import { junctionKinds, laneTypes, lightColours, roadFormat, stopKinds } from "./map.ts";

/**
 * The part of JSON Schema (2020-12) that road maps need; `matches` reads it. Records take no other keys than those listed.
 * Of `oneOf`, records with a `kind` are told apart by it, and other values by their type.
 */
export type Schema =
  | { readonly $ref: string }
  | { readonly const: string }
  | { readonly type: "boolean" }
  | {
      readonly type: "string";
      readonly enum?: readonly string[];
      readonly minLength?: number;
      readonly maxLength?: number;
    }
  | {
      readonly type: "number";
      readonly minimum?: number;
      readonly exclusiveMinimum?: number;
      readonly maximum?: number;
    }
  | { readonly type: "integer"; readonly minimum: number; readonly maximum: number }
  | { readonly type: "array"; readonly items: Schema; readonly minItems?: number; readonly maxItems?: number }
  | {
      readonly type: "object";
      readonly properties: { readonly [name: string]: Schema };
      readonly required: readonly string[];
      readonly additionalProperties: false;
    }
  | { readonly oneOf: readonly Schema[] };

/** Largest numbers of each kind of element in one map. */
export const mapLimits = { lanes: 20_000, pieces: 2000, others: 20_000, size: 100_000, steps: 36_000 } as const;

const text: Schema = { type: "string", minLength: 1, maxLength: 200 };
const place: Schema = { type: "number", minimum: -mapLimits.size, maximum: mapLimits.size };
const angle: Schema = { type: "number", minimum: -1000, maximum: 1000 };
const length: Schema = { type: "number", exclusiveMinimum: 0, maximum: mapLimits.size };
const distance: Schema = { type: "number", minimum: 0, maximum: mapLimits.size };
const curvature: Schema = { type: "number", minimum: -10, maximum: 10 };
const flag: Schema = { type: "boolean" };
const words = (values: readonly string[]): Schema => ({ type: "string", enum: values });
const list = (items: Schema, minItems = 0, maxItems: number = mapLimits.others): Schema => ({
  type: "array",
  items,
  minItems,
  maxItems,
});
const tuple = (items: Schema, size: number) => list(items, size, size);
const record = (properties: { readonly [name: string]: Schema }, optional: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

const definitions = {
  pose: record({ x: place, y: place, heading: angle }),
  span: tuple(distance, 2),
  cubic: tuple(place, 3),
  piece: {
    oneOf: [
      record({ kind: { const: "line" }, length }),
      record({ kind: { const: "arc" }, length, curvature }),
      record({ kind: { const: "clothoid" }, length, curvature: tuple(curvature, 2) }),
      record({ kind: { const: "polynomial" }, u: ref("cubic"), v: ref("cubic") }),
    ],
  },
  lane: record(
    {
      id: text,
      type: words(laneTypes),
      start: ref("pose"),
      pieces: list(ref("piece"), 1, mapLimits.pieces),
      width: { oneOf: [{ type: "number", minimum: 0, maximum: 100 }, list(tuple(distance, 2), 1)] },
      limit: { type: "number", exclusiveMinimum: 0, maximum: 150 },
      left: text,
      right: text,
      opposite: text,
      next: list(text, 0, 64),
      ends: flag,
    },
    ["left", "right", "opposite", "ends"],
  ),
  conflict: record(
    { lanes: tuple(text, 2), spans: tuple(ref("span"), 2), kind: words(["cross", "merge", "fork"]), yields: text },
    ["yields"],
  ),
  junction: record({ id: text, kind: words(junctionKinds), lanes: list(text), conflicts: list(ref("conflict")) }),
  phase: record({ colour: words(lightColours), seconds: { type: "number", exclusiveMinimum: 0, maximum: 3600 } }),
  light: record({ id: text, phases: list(ref("phase"), 1, 64), offset: { type: "number", minimum: 0, maximum: 1e6 } }),
  stopLine: record({ id: text, lane: text, at: distance, kind: words(stopKinds), light: text }, ["light"]),
  stretch: record({ lane: text, span: ref("span") }),
  crossing: record({
    id: text,
    from: tuple(place, 2),
    to: tuple(place, 2),
    width: { type: "number", exclusiveMinimum: 0, maximum: 100 },
    lanes: list(ref("stretch")),
  }),
  bay: record({ x: place, y: place, heading: angle, length, width: length }),
  parkingLot: record({ id: text, lanes: list(text), bays: list(ref("bay")) }),
  trace: record(
    {
      length: { type: "number", exclusiveMinimum: 0, maximum: 50 },
      width: { type: "number", exclusiveMinimum: 0, maximum: 10 },
      start: { type: "integer", minimum: 0, maximum: mapLimits.steps },
      poses: list(tuple(place, 3), 1, mapLimits.steps),
      ego: flag,
    },
    ["ego"],
  ),
} as const satisfies { readonly [name: string]: Schema };

/** The form of a road map, as JSON Schema. What it cannot say, `checkRoads` checks. */
export const roadSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Road map",
  ...record(
    {
      format: { const: roadFormat },
      name: text,
      lanes: list(ref("lane"), 1, mapLimits.lanes),
      junctions: list(ref("junction")),
      lights: list(ref("light")),
      stopLines: list(ref("stopLine")),
      crossings: list(ref("crossing")),
      parking: list(ref("parkingLot")),
      traces: list(ref("trace")),
    },
    ["traces"],
  ),
  $defs: definitions as { readonly [name: string]: Schema },
};
