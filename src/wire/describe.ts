import { type BoundEnv, type Box, CodedError, type Env, type Id, type Json, type Space } from "../core/index.ts";
import { readForm, recordOf, text } from "../record/form.ts";

/** Everything that can be known about an env without its code, as JSON. */
export type EnvDescription = Omit<
  BoundEnv,
  "prepare" | "score" | "yardsticks" | "achievements" | "goals" | "create" | "createMany"
>;

export function descriptionOf(env: BoundEnv): EnvDescription {
  const {
    prepare: _,
    score: __,
    create: ___,
    createMany: ____,
    yardsticks: _____,
    achievements: ______,
    goals: _______,
    observation,
    action,
    ...rest
  } = env;
  return { ...rest, observation: sent(observation) as Space, action: sent(action) as Space };
}

/**
 * An env built from a description. It can only be stepped on the server that described it, and its score is unknown:
 * NaN.
 * @throws `file/corrupt` where features are not columns: whoever binds the env would make them of any number
 */
export function envOf(description: EnvDescription): BoundEnv {
  const elsewhere = () => {
    throw new CodedError("env/unsupported", {
      given: `${description.id}, which is only known by its description here`,
      expected: "its own code",
      fix: "Step it on the server that described it.",
    });
  };
  return {
    ...description,
    ...readForm(description, { features: recordOf(text) }, "a description"),
    seats: description.seats ?? 1, // a server of before there were seats does not say
    observation: received(description.observation),
    action: received(description.action),
    prepare: async () => elsewhere(),
    score: () => Number.NaN,
    yardsticks: {},
    create: elsewhere,
  };
}

/** A definition for a registry, with the params that the description states. */
export function definitionOf(description: EnvDescription): Env {
  const { prepare: _, goals: __, maskSize, seats, stepSeconds, ...env } = envOf(description);
  const { actionRepeat = 1 } = env.params as { readonly actionRepeat?: number }; // binding multiplies by it once more
  return {
    ...env,
    seats: () => seats,
    id: description.id as Id,
    actionMask: maskSize > 0,
    stepSeconds: stepSeconds / actionRepeat,
  };
}

/** JSON has no infinities: an element without a bound is null. */
function sent(space: Space): Json {
  const bound = (value: Box["low"]) =>
    typeof value === "object" ? value.map((one) => (Number.isFinite(one) ? one : null)) : value;
  switch (space.type) {
    case "box": {
      const { low, high, ...rest } = space;
      return {
        ...rest,
        ...(isBound(low) && { low: bound(low) }),
        ...(isBound(high) && { high: bound(high) }),
      } as unknown as Json;
    }
    case "parts":
      return { ...space, fields: mapped(space.fields, sent) };
    case "list":
      return { ...space, of: sent(space.of) };
    case "codes":
    case "choice":
    case "choices":
    case "text":
    case "pick":
      return space as unknown as Json;
  }
}

const isBound = (value: Box["low"]) => value !== undefined && (typeof value === "object" || Number.isFinite(value));

function received(space: Space): Space {
  const bound = (value: Box["low"], none: number) =>
    typeof value === "object" ? value.map((one) => (one as number | null) ?? none) : value;
  switch (space.type) {
    case "box":
      return {
        ...space,
        low: bound(space.low, Number.NEGATIVE_INFINITY),
        high: bound(space.high, Number.POSITIVE_INFINITY),
      };
    case "parts":
      return { ...space, fields: mapped(space.fields, received) };
    case "list":
      return { ...space, of: received(space.of) };
    case "codes":
    case "choice":
    case "choices":
    case "text":
    case "pick":
      return space;
  }
}

const mapped = <T>(fields: { readonly [name: string]: Space }, change: (field: Space) => T): { [name: string]: T } =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field)]));
