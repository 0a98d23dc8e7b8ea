import { rewards, transforms } from "../../rewards/index.ts";
import { bindEnv } from "../../src/core/index.ts";
import { openScored } from "../../src/run/index.ts";
import type { Host } from "../../src/wire/server/index.ts";
import { seated } from "../fixtures/worlds-seated.ts";

/** A host of worlds with several seats. */
const host: Host = {
  list: async () => ({ envs: (await seated.all()).map(({ id, goal }) => ({ id, goal })), rewards: [], transforms: [] }),
  describe: async ({ id, params }) => bindEnv(await seated.find(id), params),
  customary: () => ({
    sum: { success: "sparse/success-v1", once: { use: "sparse/reached-v1", params: { bound: 1 } } },
  }),
  open: (wish) => openScored({ registries: { envs: seated, rewards, transforms }, ...wish }),
};
export default host;
