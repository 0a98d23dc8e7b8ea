import { bindEnv } from "../../src/core/index.ts";
import { heldByEngines } from "../../src/physics/index.ts";
import { openScored } from "../../src/run/index.ts";
import type { Host } from "../../src/wire/server/index.ts";
import { registries } from "../registries.ts";
import { customaryReward } from "../zoo/index.ts";

const { files: _, ...served } = registries; // whoever connects must not name files of this machine

/** All plug-ins of this package, for a server and each of its threads. */
const host: Host = {
  list: async () => ({
    envs: (await registries.envs.all()).map(({ id, goal }) => ({ id, goal })),
    rewards: (await registries.rewards.all()).map(({ id, summary }) => ({ id, summary })),
    transforms: (await registries.transforms.all()).map(({ id, summary }) => ({ id, summary })),
  }),
  describe: async ({ id, params }) => bindEnv(await registries.envs.find(id), params),
  customary: (env) => customaryReward(env),
  open: (wish) => openScored({ registries: served, ...wish }),
  nativeBytes: heldByEngines,
};
export default host;
