import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { arrayKinds, errorCodes, type Space } from "../../src/core/index.ts";
import { type Op, requestSchemas } from "../../src/wire/messages.ts";

/** Messages of the protocol in text, as JSON Schema (draft 2020-12): `$defs` has requests and answers by op. */
export function protocolSchema(): object {
  const requests = Object.entries(requestSchemas).map(([op, schema]) => [`${op} request`, requestOf(schema)]);
  const answers = Object.entries(answersByOp).map(([op, ok]) => [`${op} answer`, answerOf(ok)]);
  const defs = Object.fromEntries([
    ...requests,
    ...answers,
    ["error", errorAnswer],
    ["event", event],
    ["space", space],
  ]);
  const refs = (kind: string) =>
    Object.keys(defs)
      .filter((name) => name.endsWith(kind))
      .map((name) => ({ $ref: `#/$defs/${name.replace(" ", "%20")}` }));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "rewardgym.v1",
    description: "Messages as text; see protocol.md. A client sends requests, the server answers, errors and events.",
    anyOf: [...refs("request"), ...refs("answer"), { $ref: "#/$defs/error" }, { $ref: "#/$defs/event" }],
    $defs: defs,
  };
}

/** The JSON form of kinds that only code can check. */
const custom: { readonly [message: string]: object } = {
  "params by name": { type: "object", additionalProperties: {} },
  "a reward's id or expression": { type: ["string", "object"] },
  "bytes; in text base64": { type: "string", contentEncoding: "base64" },
};

function requestOf(schema: v.GenericSchema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: "draft-2020-12",
    errorMode: "ignore",
    overrideSchema: ({ valibotSchema }) =>
      valibotSchema.type === "custom" ? custom[(valibotSchema as unknown as { message: string }).message] : undefined,
  });
  return rest;
}

const number = { type: "number" };
/** Null stands for what is not finite. */
const numbers = { type: "array", items: { type: ["number", "null"] } };
const named = (of: object) => ({ type: "object", additionalProperties: of });
const texts = { type: "array", items: { type: "string" } };
const text = { type: "string" };
const record = (required: { [name: string]: object }, optional: { [name: string]: object } = {}) => ({
  type: "object",
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});
const lengths = (least: number) => ({ type: "integer", minimum: least });
const shape = { type: "array", items: lengths(1) };
const anySpace = { $ref: "#/$defs/space" };
const bound = { anyOf: [number, { type: "array", items: { type: ["number", "null"] } }] };
const kinds: { readonly [K in Space["type"]]: object } = {
  box: kind("box", { dtype: { enum: Object.keys(arrayKinds) }, shape }, { low: bound, high: bound, labels: texts }),
  codes: kind("codes", { dtype: { enum: ["int32", "int16", "uint8"] }, shape, count: lengths(1) }),
  choice: kind("choice", { names: texts }),
  choices: kind("choices", { parts: named(texts) }),
  text: kind("text", { maxLength: lengths(1) }),
  pick: kind("pick", { list: text, most: lengths(1), verbs: texts }),
  list: kind("list", { of: anySpace, most: lengths(1) }),
  parts: kind("parts", { fields: named(anySpace) }),
};
function kind(type: string, required: { [name: string]: object }, optional: { [name: string]: object } = {}) {
  return record({ type: { const: type }, ...required }, optional);
}
const space = { anyOf: Object.values(kinds) };

/** Arrays in the structure of a space. */
const arrays = { anyOf: [numbers, texts, { type: "object" }] };

const env = record({
  id: text,
  goal: text,
  observation: anySpace,
  action: anySpace,
  features: named(text),
  events: named(text),
  params: { type: "object" },
  maskSize: number,
  maxSteps: number,
  seats: number,
  stepSeconds: number,
  cameras: texts,
  keys: { type: "object" },
});
const made = record({ session: text, token: text, terms: texts }, { env });
const columns = record(
  { step: { type: "integer", minimum: 0 }, terminated: numbers, truncated: numbers },
  {
    observations: arrays,
    masks: numbers,
    features: named(numbers),
    events: named(numbers),
    rewards: numbers,
    terms: named(numbers),
    present: numbers,
    groups: numbers,
    broken: numbers,
    ended: record(
      { rows: numbers, scores: numbers, returns: numbers, lengths: numbers },
      { observations: arrays, features: named(numbers) },
    ),
    texts,
    goals: texts,
    poses: numbers,
    frames: numbers,
    framed: numbers,
    faults: { type: "array", items: record({ worlds: numbers, message: text }) },
    hash: { type: "string", pattern: "^[0-9a-f]{16}$" },
  },
);
const whole = { type: "integer", minimum: 0 };
const moment = record(
  { moment: whole },
  {
    about: record({ env, worlds: whole, terms: texts }, { scene: { type: "object" } }),
    step: whole,
    episode: whole,
    lengths: numbers,
    returns: numbers,
    observations: arrays,
    features: named(numbers),
    rewards: numbers,
    terms: named(numbers),
    poses: numbers,
  },
);
const base64 = { type: "string", contentEncoding: "base64" };
const listed = (...keys: string[]) => ({
  type: "array",
  items: record(Object.fromEntries(keys.map((key) => [key, text]))),
});

const answersByOp: { readonly [O in Op]: object } = {
  hello: record({
    protocol: { const: "rewardgym.v1" },
    server: text,
    heartbeatSeconds: number,
    lostSeconds: number,
    graceSeconds: number,
    maxFrameBytes: number,
    maxTextBytes: number,
    maxWorlds: number,
    maxWorldBytes: number,
    maxSessions: number,
    socketSessions: number,
    columns: texts,
    autoReset: texts,
    render: texts,
  }),
  ping: record({}),
  list: record({
    envs: listed("id", "goal"),
    rewards: listed("id", "summary"),
    transforms: listed("id", "summary"),
    watchable: { type: "array", items: record({ session: text, env: text, worlds: whole }) },
  }),
  describe: env,
  make: made,
  resume: record({ answered: numbers, pending: numbers, dropped: numbers }),
  reset: columns,
  step: columns,
  save: record({ state: base64 }),
  load: columns,
  branch: made,
  render: record({ width: number, height: number, format: { enum: ["png", "rgb"] }, image: base64 }),
  scene: record({ scene: { type: "object" }, poses: numbers }),
  text: record({ text }),
  watch: moment,
  close: record({}),
};

const id = { type: "integer", minimum: 0 };
const answerOf = (ok: object) => record({ id, ok });
const errorAnswer = record(
  {
    id: { type: ["integer", "null"], minimum: 0 },
    error: record(
      { code: { enum: [...Object.keys(errorCodes), "internal/defect"] }, message: text },
      { given: text, expected: text, fix: text },
    ),
  },
  { ok: columns },
);
const event = {
  anyOf: [record({ event: { const: "closing" } }), record({ event: { const: "taken" }, session: text })],
};
