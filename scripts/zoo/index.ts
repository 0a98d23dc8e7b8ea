/** What is known to go together: the reward that each env is usually trained on, and the agents' params that suit it. */
export { customaryReward } from "./customary.ts";
export { paramsForPeople } from "./played.ts";
export { presets } from "./presets.ts";
