import { sha256 } from "#platform";
import {
  type BoundEnv,
  canonical,
  fail,
  type Json,
  leavesOf,
  type Packable,
  type PackedArray,
  pack,
  unpack,
} from "../core/index.ts";
import { array, bytes, count, fields, type Kind, optional, readForm, text } from "../record/form.ts";

/** A world's complete state: the content of `VectorEnv.save`. */
export interface WorldState {
  /** Steps since the episode began. */
  readonly elapsed: number;
  readonly generator: Float64Array;
  /** What the world shows in all its rows: observation arrays and masks, and features, feature by feature. */
  readonly observation: readonly PackedArray[];
  readonly mask: Uint8Array;
  readonly features: Float64Array;
  /** `[seats]`, where there are several: who takes part. */
  readonly present?: Uint8Array;
  /** Where worlds are grouped: the seed of the last reset, and episodes begun since then. */
  readonly start?: Float64Array;
  /** What `World.save` gave. */
  readonly state: Uint8Array;
}

const format = "rewardgym/world-1";

/** Longer params, such as a map, are not written into every saved world [characters]. */
const longestParam = 2 ** 14;
const owners = new WeakMap<BoundEnv, string>();

/** Must be equal for a world to continue elsewhere. */
function ownerOf(env: BoundEnv): string {
  let owner = owners.get(env);
  if (owner === undefined) {
    const params = Object.entries({ ...env.params, maxSteps: env.maxSteps }).map(([name, value]) => [
      name,
      brief(value),
    ]);
    owner = `${env.id} with ${canonical(Object.fromEntries(params))}`;
    owners.set(env, owner);
  }
  return owner;
}

function brief(value: Json): Json {
  if (typeof value !== "string" || value.length <= longestParam) return value;
  const hash = sha256([new TextEncoder().encode(value)]).subarray(0, 8);
  return `${value.length} characters, ${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

export const packWorld = (env: BoundEnv, world: WorldState): Uint8Array =>
  pack({ format, owner: ownerOf(env), world: { ...world } });

/** A packed world with additional data of its user. It can be loaded like a world without. */
export const packBeside = (world: Uint8Array, beside: Packable): Uint8Array =>
  pack({ ...(unpack(world, "a saved world") as { readonly [key: string]: Packable }), beside });

/** The bytes that `packBeside` was given. A server takes a world back only as it was saved there. */
export function withoutBeside(packed: Uint8Array): Uint8Array {
  const { beside: _, ...world } = unpack(packed, "a saved world") as { readonly [key: string]: Packable };
  return pack(world);
}

/** The data packed beside a world; undefined if there is none. @throws `file/corrupt` for bytes that are not a saved world */
export function besideWorld(world: Uint8Array): Packable | undefined {
  const value = unpack(world, "a saved world");
  return typeof value === "object" && value !== null && "beside" in value ? value.beside : undefined;
}

/**
 * Reads and checks a saved world.
 * @param isGrouped whether it must know the start of its episode
 * @throws `file/corrupt` for bytes that are no saved world, `checkpoint/foreign` for one of another env or params
 */
export function unpackWorld(env: BoundEnv, packed: Uint8Array, isGrouped = false): WorldState {
  const value = unpack(packed, "a saved world");
  const { owner } = readForm(value, { format: exactly(format), owner: text }, "a saved world");
  if (owner !== ownerOf(env))
    fail("checkpoint/foreign", { given: `a world of ${owner}`, expected: `one of ${ownerOf(env)}` });
  const { world } = readForm(value, { world: fields(worldForm(env)) }, "a saved world");
  if (isGrouped && !world.start)
    fail("checkpoint/foreign", {
      given: `a world of ${env.id} that was saved without groups`,
      expected: "one that belonged to a group, so that it is known how its group goes on",
    });
  return world;
}

/** Whether a saved world is at the start of an episode. */
export const beginsEpisode = (env: BoundEnv, packed: Uint8Array): boolean => unpackWorld(env, packed).elapsed === 0;

const worldForm = (env: BoundEnv) => ({
  elapsed: below(env.maxSteps),
  generator: finite(array("float64", 4)),
  observation: observationOf(env),
  mask: array("uint8", env.seats * env.maskSize),
  features: finite(array("float64", env.seats * Object.keys(env.features).length)),
  ...(env.seats > 1 && { present: array("uint8", env.seats) }),
  start: optional(finite(array("float64", 2))),
  state: bytes,
});

const exactly = (expected: string): Kind<string> => ({
  words: expected,
  is: (value): value is string => value === expected,
});

const below = (limit: number): Kind<number> => ({
  words: `a whole number below ${limit}`,
  is: (value): value is number => count.is(value) && value < limit,
});

const finite = <T extends PackedArray>(kind: Kind<T>): Kind<T> => ({
  words: `${kind.words}, all finite`,
  is: (value): value is T => kind.is(value) && value.every(Number.isFinite),
});

function lengthUpTo(most: number, seats: number): Kind<PackedArray> {
  const one = array("int32", seats);
  return {
    words: `lengths of lists, 0 to ${most}`,
    is: (value): value is Int32Array => one.is(value) && value.every((length) => length >= 0 && length <= most),
  };
}

function observationOf({ observation, seats }: BoundEnv): Kind<readonly PackedArray[]> {
  const leaves = leavesOf(observation).map(({ dtype, size, space }) =>
    space.type === "length" ? lengthUpTo(space.most, seats) : finite<PackedArray>(array(dtype, seats * size)),
  );
  return {
    words: "a world's observations",
    is: (value): value is readonly PackedArray[] =>
      Array.isArray(value) && value.length === leaves.length && leaves.every((leaf, i) => leaf.is(value[i])),
  };
}
