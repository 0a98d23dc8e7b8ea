import { setImmediate as afterOthers } from "node:timers/promises";
import { bindEnv, type Registry } from "../../src/core/index.ts";
import { heldByEngines } from "../../src/physics/index.ts";
import { openScored } from "../../src/run/index.ts";
import type { Host } from "../../src/wire/server/index.ts";
import { registries } from "../registries.ts";
import { customaryReward } from "../zoo/index.ts";

const { files: _, ...served } = registries; // whoever connects must not name files of this machine

/** All entries, loaded so that others are answered in between: together they take most of a second. */
async function oneByOne<T extends { readonly id: string }>({ entries }: Registry<T>): Promise<readonly T[]> {
  const loaded: T[] = [];
  for (const entry of entries) {
    loaded.push(await entry.load());
    await afterOthers();
  }
  return loaded;
}

/** All plug-ins of this package, for a server and each of its threads. */
const host: Host = {
  list: async () => ({
    envs: (await oneByOne(registries.envs)).map(({ id, goal }) => ({ id, goal })),
    rewards: (await oneByOne(registries.rewards)).map(({ id, summary }) => ({ id, summary })),
    transforms: (await oneByOne(registries.transforms)).map(({ id, summary }) => ({ id, summary })),
  }),
  describe: async ({ id, params }) => bindEnv(await registries.envs.find(id), params),
  customary: (env) => customaryReward(env),
  open: (wish) => openScored({ registries: served, ...wish }),
  nativeBytes: heldByEngines,
};
export default host;
