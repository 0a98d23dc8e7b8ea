import { fail, type Json, listing, nearest, type Params, type RewardExpression, type RunSpec } from "../core/index.ts";
import type { NamedChanges } from "./variants.ts";

/** A run before presets are filled in. */
export interface DraftRun extends Omit<RunSpec, "worlds" | "seed"> {
  readonly worlds?: number;
}

/** For each key of a run, how to set a value at the path behind the key. */
const takers: {
  readonly [key: string]: (run: DraftRun, rest: readonly string[], value: Json, path: string) => DraftRun;
} = {
  env: (run, rest, value, path) =>
    rest.length === 0
      ? wrong(path, "a path to one of the env's params, as env.maxSteps", "List other envs under `envs`.")
      : { ...run, env: { ...run.env, params: withParam(run.env.params, rest, value, path) } },
  agent: (run, rest, value, path) =>
    rest.length === 0
      ? { ...run, agent: agentOf(value, path) }
      : { ...run, agent: { ...run.agent, params: withParam(run.agent.params, rest, value, path) } },
  reward: (run, rest, value, path) => ({
    ...run,
    reward: replaced(run.reward as Json, rest, value, path) as RewardExpression,
  }),
  steps: (run, rest, value, path) => ({ ...run, steps: numberAt(rest, value, path) }),
  worlds: (run, rest, value, path) => ({ ...run, worlds: numberAt(rest, value, path) }),
  device: (run, rest, value, path) =>
    rest.length === 0 ? { ...run, device: value as RunSpec["device"] } : wrong(path, "device alone"),
  overlap: (run, rest, value, path) =>
    rest.length === 0 && typeof value === "boolean" ? { ...run, overlap: value } : wrong(path, "true or false there"),
};

/**
 * A run with values set at paths, whole keys before their parts. In a reward, null removes a key.
 * @throws `ablate/question` for a path that leads nowhere
 */
export function applyChanges(run: DraftRun, changes: NamedChanges["changes"]): DraftRun {
  const entries = Object.entries(changes).map(([path, value]) => ({ path, keys: path.split("."), value }));
  entries.sort((a, b) => a.keys.length - b.keys.length);
  return entries.reduce((changed, { path, keys: [key, ...rest], value }) => {
    if (!Object.hasOwn(takers, key))
      wrong(
        path,
        `a path that begins with ${listing(Object.keys(takers))}`,
        nearest(key, Object.keys(takers)) ?? `A param of the agent is written agent.${path}.`,
      );
    return takers[key](changed, rest, value, path);
  }, run);
}

const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function withParam(params: Params, rest: readonly string[], value: Json, path: string): Params {
  if (rest.length !== 1) wrong(path, "one param's name after the first dot");
  return { ...params, [rest[0]]: value };
}

function agentOf(value: Json, path: string): RunSpec["agent"] {
  if (typeof value === "string") return { id: value, params: {} };
  const { id, params = {}, ...others } = isRecord(value) ? value : {};
  if (typeof id !== "string" || !isRecord(params) || Object.keys(others).length > 0)
    return wrong(path, "an agent's id, or {id, params}");
  return { id, params };
}

function numberAt(rest: readonly string[], value: Json, path: string): number {
  return rest.length === 0 && typeof value === "number" ? value : wrong(path, "a number there, and no path behind it");
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
