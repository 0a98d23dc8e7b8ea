import { bindEnv } from "../../src/core/index.ts";
import { openScored } from "../../src/run/index.ts";
import type { Host } from "../../src/wire/server/index.ts";
import { customaryReward } from "../customary.ts";
import { registries } from "../registries.ts";

/** All plug-ins of this package, for a server and each of its threads. */
const host: Host = {
  list: () => ({
    envs: registries.envs.all.map(({ id, goal }) => ({ id, goal })),
    rewards: registries.rewards.all.map(({ id, summary }) => ({ id, summary })),
    transforms: registries.transforms.all.map(({ id, summary }) => ({ id, summary })),
  }),
  describe: ({ id, params }) => bindEnv(registries.envs.find(id), params),
  customary: (env) => customaryReward(env),
  open: (wish) => openScored({ registries, ...wish }),
};
export default host;
