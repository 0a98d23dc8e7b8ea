import type { Argv } from "yargs";
import { bindEnv, fail } from "../../../src/core/index.ts";
import { importMinari } from "../../../src/demos/index.ts";
import { wantedFlags, wantedFrom } from "../../demos/wanted-flags.ts";
import { anyCount, type Flags } from "../../flags.ts";
import { interruptible } from "../../interrupt.ts";
import { fromHere } from "../../places.ts";
import { registries } from "../../registries.ts";
import { parseSettings } from "../../settings.ts";

export const flags = {
  env: { type: "string", describe: "env that it is to be learned in; `rewardgym list envs` shows them" },
  out: { type: "string", describe: "folder for the episodes, a new one" },
  set: { type: "string", array: true, nargs: 1, describe: "env.key=value: a param of the env" },
  episodes: { type: "number", limits: anyCount, describe: "how many to look at, from the first on [all]" },
  ...wantedFlags,
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "import <kind> <dataset>",
    "Turn a data set of others into episodes to learn from",
    (args) =>
      args
        .positional("kind", { choices: ["minari"] as const, demandOption: true, describe: "what wrote it" })
        .positional("dataset", { type: "string", demandOption: true, describe: "its folder, or its id" })
        .options(flags)
        .example("$0 demos import minari mujoco/hopper/expert-v0 --env locomotion/hopper-v1 --out demos", "")
        .example("$0 demos import minari ./cart-pole-v0 --env classic/cart-pole-v1 --keep-best 10 --out demos", ""),
    async ({ dataset, env: id, out, set = [], episodes, ...flags }) => {
      if (id === undefined || out === undefined)
        return fail("cli/usage", {
          given: `no --${id === undefined ? "env" : "out"}`,
          expected: id === undefined ? "the env that it fits" : "a folder for the episodes",
          fix: id === undefined ? "`rewardgym list envs` shows them all." : "--out demos",
        });
      const wanted = wantedFrom(flags);
      const { env: params, agent, reward } = await parseSettings(set);
      const [other] = [...Object.keys(agent), ...Object.keys(reward).map((name) => `reward.${name}`)];
      if (other !== undefined)
        fail("cli/usage", { given: `--set ${other}`, expected: "a param of the env", fix: `--set env.${other}=...` });
      const env = bindEnv(await registries.envs.find(id), params);
      const imported = await interruptible((signal) =>
        importMinari(dataset, env, out, { ...wanted, episodes, signal }),
      );
      const { tried, steps, from, clipped, open } = imported;
      const origin = from === undefined ? imported.dataset : `${imported.dataset}, lived in ${from}`;
      console.log(
        `Kept ${imported.episodes} of ${tried} episodes of ${origin} in ${fromHere(out)}: ${steps} steps that fit ${id}.`,
      );
      if (clipped > 0)
        console.error(`${clipped} numbers in actions lay beyond the env's bounds; they were clipped to them.`);
      if (open > 0) console.error(`${open} episodes stop without an end; they count as cut off.`);
    },
  );
