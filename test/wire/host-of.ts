import { bindEnv, type Env, type Registry, registry } from "../../src/core/index.ts";
import { openScored } from "../../src/run/index.ts";
import type { Host } from "../../src/wire/server/index.ts";

const none = {
  rewards: registry("reward", import.meta.url, []),
  transforms: registry("transform", import.meta.url, []),
};

/** A host of some envs and no rewards. */
export const hostOf = (envs: Registry<Env>): Host => ({
  list: async () => ({ envs: (await envs.all()).map(({ id, goal }) => ({ id, goal })), rewards: [], transforms: [] }),
  describe: async ({ id, params }) => bindEnv(await envs.find(id), params),
  customary: () => undefined,
  open: (wish) => openScored({ registries: { envs, ...none }, ...wish }),
});
