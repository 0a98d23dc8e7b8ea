import * as v from "valibot";
import {
  highestSeed,
  isWithin,
  type Json,
  limitInWords,
  type RewardExpression,
  type RunField,
  runFieldEntries,
} from "../core/index.ts";
import { json } from "../record/form.ts";
import type { BaseRun, Question } from "./question.ts";

/** A record with known keys. The message for an unknown key lists them; the one for a missing key says it is missing. */
const record = <E extends v.ObjectEntries>(entries: E) =>
  v.strictObject(entries, ({ expected }) =>
    expected === "never" ? Object.keys(entries).join(" ") : expected === "Object" ? "a record" : "a value for it",
  );

/** Text, or else a record. The error then names the mistake in the record instead of saying that it is not text. */
const textOr = <S extends v.GenericSchema>(schema: S) =>
  v.lazy(
    (input): v.GenericSchema<string | v.InferInput<S>, string | v.InferOutput<S>> =>
      typeof input === "string" ? text : schema,
  );

const text = v.pipe(v.string("a text"), v.nonEmpty("a text that is not empty"));
const named = <S extends v.GenericSchema>(schema: S) => v.record(v.string(), schema, "values by name");
const value = v.custom<Json>(json.is, "JSON");
const params = named(value);
const number = v.pipe(v.number("a number"), v.finite("a finite number"));
const count = v.pipe(number, v.safeInteger("a whole number"), v.minValue(1, "a number of at least 1"));
const seedWords = `a seed from 0 to ${highestSeed}`;
const seed = v.pipe(
  number,
  v.safeInteger("a whole number"),
  v.minValue(0, seedWords),
  v.maxValue(highestSeed, seedWords),
);
const share = v.pipe(number, v.gtValue(0, "a number above 0"), v.ltValue(1, "a number below 1"));
const flag = v.boolean("true or false");
/** The content of an expression is checked when it is bound. */
const expression = v.custom<RewardExpression>(
  (input) => typeof input === "string" || (json.is(input) && typeof input === "object" && input !== null),
  "a reward's id or expression",
);

const kinds: { readonly [K in RunField["kind"]]: v.GenericSchema } = {
  "plug-in": textOr(record({ id: text, params: v.optional(params) })),
  reward: expression,
  rewards: named(expression),
  number,
  device: text,
  rollouts: text,
  flag,
  weights: text,
  digests: v.pipe(v.array(text, "a list of paths"), v.nonEmpty("at least one path")),
};

/** The schema of one field of a run. */
function fieldSchema(field: RunField): v.GenericSchema {
  const schema = kinds[field.kind];
  if (!("limit" in field)) return schema;
  return v.pipe(
    schema,
    v.check((value) => isWithin(value as Json, field.limit), limitInWords(field.limit)),
  );
}

/** The fields of a run but its seed; most of them have a default in a question. */
const baseSchema = v.pipe(
  record(
    Object.fromEntries(
      runFieldEntries
        .filter(([name]) => name !== "seed")
        .map(([name, field]) => {
          const schema = fieldSchema(field);
          return [name, name === "env" || name === "steps" ? schema : v.optional(schema)];
        }),
    ),
  ),
  v.transform((checked): BaseRun => checked as never), // the fields are those of its type, but TypeScript cannot see it
);

export const questionSchema: v.GenericSchema<unknown, Question> = record({
  question: v.pipe(text, v.endsWith("?", "a sentence that ends with a question mark")),
  base: baseSchema,
  envs: v.optional(
    v.pipe(
      v.array(textOr(record({ id: text, params: v.optional(params), steps: v.optional(count) })), "a list"),
      v.nonEmpty("at least one env"),
    ),
  ),
  variants: v.optional(named(params)),
  dropEach: v.optional(flag),
  swapEach: v.optional(named(expression)),
  grid: v.optional(named(v.pipe(v.array(value, "a list of values"), v.nonEmpty("at least one value")))),
  withBase: v.optional(flag),
  seeds: v.lazy(
    (input): v.GenericSchema<unknown, number | number[]> =>
      typeof input === "number" ? count : v.pipe(v.array(seed, "a number or a list of seeds"), v.nonEmpty("a seed")),
  ),
  evaluation: v.optional(
    record({
      episodes: v.optional(count),
      sampled: v.optional(flag),
      measure: v.optional(v.picklist(["score", "return"], "score or return")),
      reward: v.optional(expression),
      heldOut: v.optional(named(params)),
    }),
  ),
  stopAtScore: v.optional(v.pipe(number, v.gtValue(0, "a score above 0"), v.maxValue(1, "a score of at most 1"))),
  halving: v.optional(
    record({
      eta: v.optional(v.pipe(number, v.gtValue(1, "a number above 1"))),
      rungs: v.optional(v.pipe(count, v.maxValue(30, "at most 30 rungs"))),
    }),
  ),
  confidence: v.optional(share),
  published: v.optional(
    v.array(record({ what: text, value: number, source: text, env: v.optional(text) }), "a list of figures"),
  ),
});
