import {
  fail,
  type Json,
  listing,
  nearest,
  type Params,
  type RunField,
  type RunSpec,
  runFields,
} from "../core/index.ts";
import type { OriginPaths } from "../run/index.ts";
import type { NamedChanges } from "./variants.ts";

/** A run before presets are filled in. */
export interface DraftRun extends Omit<RunSpec, "worlds" | "seed" | keyof OriginPaths>, OriginPaths {
  readonly worlds?: number;
}

type Key = Exclude<keyof typeof runFields, "seed">;
type Choice = RunSpec["env"];

/** How a field of each kind takes a value at the path behind it. What the value may be is checked with the whole run. */
const takers: {
  readonly [K in RunField["kind"]]: (before: unknown, rest: readonly string[], value: Json, path: string) => unknown;
} = {
  "plug-in": (before, rest, value, path) =>
    rest.length === 0
      ? choiceOf(value, path)
      : { ...(before as Choice), params: withParam((before as Choice).params, rest, value, path) },
  reward: (before, rest, value, path) => replaced(before as Json, rest, value, path),
  rewards: (before = {}, [name, ...rest], value, path) => {
    if (name === undefined) return value;
    const { [name]: own, ...others } = before as { readonly [name: string]: Json };
    if (rest.length === 0) return value === null ? others : { ...others, [name]: value };
    return { ...others, [name]: replaced(own, rest, value, path) };
  },
  number: (_, rest, value, path) =>
    rest.length === 0 && typeof value === "number" ? value : wrong(path, "a number there, and no path behind it"),
  device: (_, rest, value, path) => (rest.length === 0 ? value : wrong(path, "no path behind it")),
  rollouts: (_, rest, value, path) => (rest.length === 0 ? value : wrong(path, "no path behind it")),
  flag: (_, rest, value, path) =>
    rest.length === 0 && typeof value === "boolean" ? value : wrong(path, "true or false there"),
  weights: (_, rest, value, path) => {
    if (rest.length > 0 || (typeof value !== "string" && value !== null)) wrong(path, "the folder of a run, or null");
    return value ?? undefined;
  },
  digests: (_, rest, value, path) => {
    const isList = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
    if (rest.length > 0 || !(isList || value === null)) wrong(path, "a list of recorded episodes, or null");
    return value ?? undefined;
  },
};

const { seed: _seed, ...changeable } = runFields; // seeds are the question's own
const keys = Object.keys(changeable);

/**
 * A run with values set at paths, whole keys before their parts. Null removes a key of a reward, or what a run begins from.
 * @throws `ablate/question` for a path that leads nowhere
 */
export function applyChanges(run: DraftRun, changes: NamedChanges["changes"]): DraftRun {
  const entries = Object.entries(changes).map(([path, value]) => ({ path, keys: path.split("."), value }));
  entries.sort((a, b) => a.keys.length - b.keys.length);
  let changed = run;
  for (const {
    path,
    keys: [key, ...rest],
    value,
  } of entries) {
    if (!keys.includes(key))
      wrong(
        path,
        `a path that begins with ${listing(keys)}`,
        nearest(key, keys) ?? `A param of the agent is written agent.${path}.`,
      );
    if (path === "env")
      wrong(path, "a path to one of the env's params, as env.maxSteps", "List other envs under `envs`.");
    changed = { ...changed, [key]: takers[runFields[key as Key].kind](changed[key as Key], rest, value, path) };
  }
  return changed;
}

const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function withParam(params: Params, rest: readonly string[], value: Json, path: string): Params {
  if (rest.length !== 1) wrong(path, "one param's name after the first dot");
  return { ...params, [rest[0]]: value };
}

function choiceOf(value: Json, path: string): Choice {
  if (typeof value === "string") return { id: value, params: {} };
  const { id, params = {}, ...others } = isRecord(value) ? value : {};
  if (typeof id !== "string" || !isRecord(params) || Object.keys(others).length > 0)
    return wrong(path, "an agent's id, or {id, params}");
  return { id, params };
}

/** A copy of a value in which the value at a path is replaced. */
function replaced(whole: Json, [key, ...rest]: readonly string[], value: Json, path: string): Json {
  if (key === undefined) return value;
  const record = typeof whole === "string" ? { use: whole } : whole; // a bare id is short for { use: id }
  if (!isRecord(record)) return wrong(path, `a path that ends before ${JSON.stringify(key)}`);
  const isThere = Object.hasOwn(record, key);
  const isGoingOn = rest.length > 0;
  if (!isThere && (value === null || (isGoingOn && key !== "params")))
    wrong(path, `one of ${listing(Object.keys(record))} for ${JSON.stringify(key)}`, nearest(key, Object.keys(record)));
  const { [key]: inner = {}, ...others } = record;
  return value === null && !isGoingOn ? others : { ...record, [key]: replaced(inner, rest, value, path) };
}

function wrong(path: string, expected: string, fix?: string): never {
  return fail("ablate/question", { given: `the path ${JSON.stringify(path)}`, expected, fix });
}
