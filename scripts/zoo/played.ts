import type { Params } from "../../src/core/index.ts";

/** Params that suit people who play an env by its keys, where they differ from those that suit agents. */
export function paramsForPeople(defaults: Params): Params {
  const { actions, more } = defaults;
  return {
    ...((actions === "task" || actions === "useful") && { actions: "full" }), // NLE's small set has no inventory and picks nothing up
    ...(more === false && { more: true }), // so that no message is missed
  };
}
