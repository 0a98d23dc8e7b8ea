import { fail } from "./errors.ts";
import { canonical, digest, type Json } from "./json.ts";
import { isWithin, limitInWords } from "./limits.ts";
import type { RewardExpression } from "./reward.ts";
import { type RunField, type RunFields, rewardName, rewardNameInWords, runFieldEntries } from "./run-fields.ts";

/**
 * A run: one env, one reward, one agent, a seed and a budget. Its hash is its identity, so what is left out, such as
 * `overlap` where it is false, is left out everywhere. `streams` are rewards beside the run's own that the agent may
 * discount and value apart (intrinsic beside extrinsic); `watch` are rewards that nobody learns from (gold beside proxy).
 */
export interface RunSpec extends RunFields {}

/** The rewards of a run: its own, its streams, and those that it watches. */
export const rewardsOf = ({ reward, streams = {}, watch = {} }: RunSpec): readonly RewardExpression[] => [
  reward,
  ...Object.values(streams),
  ...Object.values(watch),
];

/** The identity of a run: equal descriptions, equal text. */
export const identityOf = (spec: RunSpec): Promise<string> => digest(canonical(spec));

/**
 * Checks a run's own values; ids and expressions are checked where they are looked up and bound.
 * @throws `run/invalid`
 */
export function checkRun(spec: RunSpec): void {
  for (const [name, field] of runFieldEntries) {
    const value = spec[name];
    if (value === undefined && field.optional) continue;
    const expected = expectedOf(field, value);
    if (expected !== undefined) fail("run/invalid", { given: `${name} = ${shown(value)}`, expected });
  }
  checkNames(spec);
}

const isDigest = (value: unknown) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value);

const shown = (value: unknown): string =>
  typeof value === "number" ? `${value}` : (JSON.stringify(value) ?? "nothing");

/** What a field should have been, in words; nothing where its value is fine. */
function expectedOf(field: RunField, value: unknown): string | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  switch (field.kind) {
    case "number":
    case "device":
      return isWithin(value as Json, field.limit) ? undefined : limitInWords(field.limit);
    case "flag":
      return typeof value === "boolean" ? undefined : "true or false";
    case "plug-in":
      return isRecord && "id" in value && typeof value.id === "string" ? undefined : "an id and params";
    case "reward":
      return isRecord || typeof value === "string" ? undefined : "a reward's id or expression";
    case "rewards":
      return isRecord ? undefined : "rewards by name";
    case "weights": {
      const { digest, run } = (isRecord ? value : {}) as { readonly digest?: unknown; readonly run?: unknown };
      const isOrigin = isDigest(digest) && (run === undefined || isDigest(run));
      return isOrigin ? undefined : "{ digest, run }, both of 16 hexadecimal digits";
    }
    case "digests": {
      const isList = Array.isArray(value) && value.length > 0 && value.every(isDigest);
      return isList ? undefined : "a list of digests of 16 hexadecimal digits";
    }
  }
}

/** Every reward of a run has a name of its own, since metrics and reports show them side by side. */
function checkNames(spec: RunSpec): void {
  const taken = new Map([["reward", "the run's own reward"]]);
  for (const [key, field] of runFieldEntries) {
    if (field.kind !== "rewards") continue;
    for (const name of Object.keys(spec[key] ?? {})) {
      const given = `the ${field.one} ${JSON.stringify(name)}`;
      if (!rewardName.test(name)) fail("run/invalid", { given, expected: rewardNameInWords });
      const other = taken.get(name);
      if (other)
        fail("run/invalid", { given: `${given} beside ${other}`, expected: "a name that no other reward has" });
      taken.set(name, given);
    }
  }
}
