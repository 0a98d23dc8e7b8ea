import { generator, type Packable, pack, type Rng } from "../../../src/core/index.ts";
import type { Frame } from "../../../src/wire/frame.ts";
import { columnNames, ops } from "../../../src/wire/messages.ts";

/**
 * Almost valid requests: generated from a grammar of the protocol, then corrupted, in text and in bytes. Equal seeds give
 * equal frames.
 */
export function* mutatedFrames(seed: number, session: string): Generator<Frame, never> {
  const rng = generator(seed, "frames");
  for (let id = 1000; ; id++) {
    const message = request(rng, id, session);
    const spoiled = rng.uniform() < 0.4 ? spoil(rng, message, 0) : message;
    if (rng.uniform() < 0.5)
      yield cutText(
        rng,
        safely(() => JSON.stringify(plain(spoiled)), '{"id":1}'),
      );
    else
      yield cutBytes(
        rng,
        safely(() => pack(spoiled as Packable), pack({ id: 1 })),
      );
  }
}

type Value = unknown;
const pick = <T>(rng: Rng, values: readonly T[]): T => values[rng.integer(values.length)];

const oddNumbers = [0, -1, 1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308, 4096, 65_537, 1e-320];
const oddTexts = [
  "",
  "__proto__",
  "constructor",
  "\u0000",
  "s1",
  "classic/cart-pole-v1",
  "a".repeat(300),
  "💥",
  "$array",
];

function odd(rng: Rng): Value {
  return pick<() => Value>(rng, [
    () => pick(rng, oddNumbers),
    () => pick(rng, oddTexts),
    () => null,
    () => true,
    () => [],
    () => ({}),
    () => [pick(rng, oddNumbers), pick(rng, oddTexts)],
    () => Array.from({ length: rng.integer(40) }, () => pick(rng, oddNumbers)),
    () => new Float32Array(Array.from({ length: rng.integer(20) }, () => pick(rng, [0, Number.NaN, 1e38, -1]))),
    () => new Int32Array(rng.integer(20)),
    () => new Uint8Array(rng.integer(200)).map(() => rng.integer(256)),
    () => nested(rng.integer(100)),
  ])();
}

function nested(levels: number): Value {
  let value: Value = 1;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
}

/** A valid request for a small env. */
function request(rng: Rng, id: number, session: string): Value {
  const op = pick(rng, ops);
  const env = pick(rng, ["classic/cart-pole-v1", "classic/pendulum-v1", "classic/acrobot-v1"]);
  const worlds = 1 + rng.integer(4);
  const given: { readonly [op: string]: object } = {
    hello: { client: "fuzz" },
    describe: { env, params: { maxSteps: 1 + rng.integer(50) } },
    make: {
      env,
      worlds,
      reward: pick<Value>(rng, ["sparse/alive-v1", null, { sum: { a: "sparse/alive-v1" } }]),
      columns: columnNames.filter(() => rng.uniform() < 0.5),
      autoReset: pick(rng, ["same-step", "off"]),
    },
    resume: { session, token: "nothing" },
    reset: { session, seed: rng.integer(1000), hash: rng.uniform() < 0.2 },
    step: { session, actions: pick<Value>(rng, [[0, 1], new Int32Array(2), new Float32Array(2)]), hash: false },
    save: { session, world: rng.integer(3) },
    load: { session, world: rng.integer(3), state: pack({ format: "rewardgym/world-1", owner: env, world: {} }) },
    branch: { session, world: rng.integer(3), copies: worlds },
    render: { session, width: 1 + rng.integer(30), height: 1 + rng.integer(30), format: pick(rng, ["png", "rgb"]) },
    text: { session },
    close: { session: "s999999" },
  };
  return { id, op, ...given[op] };
}

/** Changes one randomly chosen part of a value. */
function spoil(rng: Rng, value: Value, depth: number): Value {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || depth > 6) return odd(rng);
  if (Array.isArray(value)) {
    const at = rng.integer(value.length + 1);
    return [...value.slice(0, at), spoil(rng, value[at], depth + 1), ...value.slice(at + 1)];
  }
  const names = Object.keys(value);
  const name = pick(rng, names.length ? names : ["a"]);
  const choice = rng.uniform();
  const record = value as { [name: string]: Value };
  if (name === "id") return { ...record, id: pick(rng, [null, -1, 0.5, "x", 3, true]) }; // a high id would end the session
  if (choice < 0.2) return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
  if (choice < 0.3)
    return {
      ...record,
      [pick(
        rng,
        oddTexts.filter((text) => text !== "$array"),
      )]: odd(rng),
    };
  return { ...record, [name]: rng.uniform() < 0.4 ? spoil(rng, record[name], depth + 1) : odd(rng) };
}

/** JSON has no typed arrays. */
function plain(value: Value): Value {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function cutText(rng: Rng, text: string): string {
  if (rng.uniform() < 0.85) return text;
  const at = rng.integer(text.length + 1);
  return pick(rng, [
    text.slice(0, at),
    text.slice(0, at) + pick(rng, ["{", "}", "[", '"', ",", "1e999", "-0", "\\u0000", "null"]) + text.slice(at),
    text.slice(0, at) + text.slice(at + 1),
    text + text,
  ]);
}

function cutBytes(rng: Rng, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (rng.uniform() < 0.6) return bytes;
  const changed = bytes.slice(0, rng.uniform() < 0.3 ? rng.integer(bytes.length + 1) : undefined);
  for (let flips = rng.integer(6); flips > 0 && changed.length > 0; flips--)
    changed[rng.uniform() < 0.5 ? rng.integer(Math.min(8, changed.length)) : rng.integer(changed.length)] =
      rng.integer(256);
  return changed;
}

function safely<T>(make: () => T, otherwise: T): T {
  try {
    return make();
  } catch {
    return otherwise; // the value cannot be encoded
  }
}
