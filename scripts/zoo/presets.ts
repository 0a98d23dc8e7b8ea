import type { Presets } from "../../src/run/index.ts";
import { ppoPresets } from "./ppo.ts";
import { sacPresets } from "./sac.ts";
import { controllers } from "./scripted.ts";

/** What suits the agents of this package on its envs. */
export const presets: Presets = (agent, env) => {
  switch (agent) {
    case "learner/ppo-v1": {
      const { worlds, ...params } = longestMatch(ppoPresets, env) ?? {};
      return { worlds, params };
    }
    case "learner/sac-v1": {
      const { worlds, ...params } = longestMatch(sacPresets, env) ?? {};
      return { worlds, params };
    }
    case "baseline/scripted-v1":
      return Object.hasOwn(controllers, env) ? { params: { controller: controllers[env] } } : {};
    default:
      return {};
  }
};

/** The entry under the longest key that the id starts with. */
function longestMatch<T>(byStart: { readonly [start: string]: T }, id: string): T | undefined {
  const matches = Object.keys(byStart).filter((start) => id.startsWith(start));
  return byStart[matches.sort((a, b) => b.length - a.length)[0]];
}
