import type { Argv } from "yargs";
import { type AnyLimits, everyEnvLimits, type Params } from "../../src/core/index.ts";
import { columns } from "../columns.ts";
import type { Flags } from "../flags.ts";
import { registries } from "../registries.ts";
import { customaryReward } from "../zoo/index.ts";

/** One plug-in, as shown by `--json`. */
type Entry = { readonly id: string; readonly summary: string; readonly params: Params; readonly limits?: AnyLimits };

const entryOf = ({ id, summary, params, limits }: Entry): Entry => ({ id, summary, params, limits });

const entries = {
  envs: async () =>
    (await registries.envs.all()).map(({ id, goal, params, limits, features, maxSteps }) => ({
      id,
      summary: goal,
      params: { ...params, maxSteps, actionRepeat: 1 },
      limits: { ...limits, ...everyEnvLimits },
      features,
      reward: customaryReward(id),
    })),
  rewards: async () => (await registries.rewards.all()).map(entryOf),
  transforms: async () => (await registries.transforms.all()).map(entryOf),
  agents: async () => (await registries.agents.all()).map(entryOf),
} satisfies { readonly [kind: string]: () => Promise<readonly Entry[]> };

const kinds = Object.keys(entries) as (keyof typeof entries)[];

export const flags = { json: { type: "boolean", describe: "everything, as JSON" } } satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "list <kind>",
    "What there is, with ids",
    (args) =>
      args
        .positional("kind", { choices: kinds, demandOption: true, describe: "what to list" })
        .options(flags)
        .example("$0 list envs", "every env in a line"),
    async ({ kind, json }) => {
      const found: readonly Entry[] = await entries[kind]();
      console.log(
        json
          ? JSON.stringify(found, null, 2)
          : columns(found.map(({ id, summary, params }) => [id, summary, paramsInWords(params)])),
      );
    },
  );

const paramsInWords = (params: Params) =>
  Object.keys(params).length > 6 ? `${Object.keys(params).length} params` : Object.keys(params).join(", ");
