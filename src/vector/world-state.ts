import {
  type BoundEnv,
  canonical,
  fail,
  leavesOf,
  type Packable,
  type PackedArray,
  pack,
  unpack,
} from "../core/index.ts";

/** Everything that makes a world go on as if nothing had been: what `VectorEnv.save` packs. */
export interface WorldState {
  /** Steps since the episode began. */
  readonly elapsed: number;
  readonly generator: Float64Array;
  /** What the world shows: one row of observation arrays, mask and features, in the order of the env. */
  readonly observation: readonly PackedArray[];
  readonly mask: Uint8Array;
  readonly features: Float64Array;
  /** What `World.save` gave. */
  readonly state: Uint8Array;
}

const format = "rewardgym/world-1";

/** What must agree for a world to go on elsewhere. */
const ownerOf = ({ id, params, maxSteps }: BoundEnv): string => `${id} with ${canonical({ ...params, maxSteps })}`;

export const packWorld = (env: BoundEnv, world: WorldState): Uint8Array =>
  pack({ format, owner: ownerOf(env), world: { ...world } });

/**
 * Reads and checks a saved world.
 * @throws `file/corrupt` for bytes that are no saved world, `checkpoint/foreign` for one of another env or params
 */
export function unpackWorld(env: BoundEnv, bytes: Uint8Array): WorldState {
  const wrong = (given: string) => fail("file/corrupt", { given, expected: "a world as `save` packed it" });
  const saved = fieldsOf(unpack(bytes, "a saved world"));
  if (saved.format !== format) wrong(`bytes of format ${JSON.stringify(saved.format)}`);
  if (saved.owner !== ownerOf(env))
    fail("checkpoint/foreign", { given: `a world of ${saved.owner}`, expected: `one of ${ownerOf(env)}` });
  const { elapsed, generator, observation, mask, features, state } = fieldsOf(saved.world);
  const leaves = leavesOf(env.observation);
  const isWhole =
    Number.isInteger(elapsed) &&
    (elapsed as number) >= 0 &&
    (elapsed as number) < env.maxSteps &&
    isArray(generator, "float64", 4) &&
    Array.isArray(observation) &&
    observation.length === leaves.length &&
    leaves.every(({ dtype, size }, i) => isArray(observation[i], dtype, size)) &&
    isArray(mask, "uint8", env.maskSize) &&
    isArray(features, "float64", Object.keys(env.features).length) &&
    isArray(state, "uint8");
  if (!isWhole) wrong("a saved world with parts of another form");
  return { elapsed, generator, observation, mask, features, state } as WorldState;
}

const fieldsOf = (value: Packable | undefined): { readonly [name: string]: Packable | undefined } =>
  typeof value === "object" && value !== null && !ArrayBuffer.isView(value) ? (value as never) : {};

const isArray = (value: Packable | undefined, dtype: string, length?: number): boolean =>
  ArrayBuffer.isView(value) &&
  value.constructor.name.toLowerCase() === `${dtype}array` &&
  (value as PackedArray).every(Number.isFinite) &&
  (length === undefined || (value as PackedArray).length === length);
