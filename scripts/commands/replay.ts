import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { readEpisode } from "../../src/record/index.ts";
import { replayScored } from "../../src/run/index.ts";
import { columns } from "../columns.ts";
import type { Flags } from "../flags.ts";
import { digits } from "../numbers.ts";
import { fromHere } from "../places.ts";
import { castOf } from "../play/replay-cast.ts";
import { registries } from "../registries.ts";
import { readReward, withNamed } from "../run-flags.ts";
import { visible } from "../visible.ts";

export const flags = {
  reward: { type: "string", describe: "id, expression as JSON, .json or .reward file" },
  watch: { type: "string", array: true, nargs: 1, describe: "name=reward: a further reward to score it by" },
  cast: { type: "string", describe: "file for what a terminal shows of it, as asciicast (asciinema)" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "replay <episode>",
    "Simulate a recorded episode again and compare every bit; score it by other rewards",
    (args) =>
      args
        .positional("episode", { type: "string", demandOption: true, describe: "an episode's file" })
        .options(flags)
        .example("$0 replay runs/a/episodes/100000-1-best.episode --reward sparse/success-v1", "")
        .example("$0 replay runs/a/episodes/100000-1-best.episode --watch gold=sparse/success-v1", "")
        .example("$0 replay a.episode --cast a.cast", "to watch it with asciinema"),
    async ({ episode, reward, watch, cast }) => {
      const record = await readEpisode(episode);
      const watched = (await withNamed(undefined, "watch", watch)) ?? {};
      if ("reward" in watched)
        fail("cli/usage", { given: "--watch reward=...", expected: "another name: that one is --reward's" });
      const expression = reward === undefined ? undefined : await readReward(reward);
      const rewards = { ...(expression !== undefined && { reward: expression }), ...watched };
      const { reward: worth, ...others } = await replayScored(record, rewards, registries, (why) =>
        console.error(visible(`The recorded rewards were not computed again: ${why}.`)),
      );
      if (Object.keys(record.features).length === 0)
        console.error("It was recorded without features: none was compared.");
      const { env, agent, steps, score, return: sum, terminated } = record;
      console.log(
        `${visible(env.id)} with ${visible(agent)}: ${steps} steps, the same to the last bit; ${terminated ? "ended" : "time ran out"}, score ${digits(score)}, return ${digits(sum)}`,
      );
      const rows = [
        ...(worth ? [["by this reward", worth.total] as const, ...Object.entries(worth.terms)] : []),
        ...Object.entries(others).map(([name, { total }]) => [`watch/${name}`, total] as const),
      ];
      if (rows.length) console.log(columns(rows.map(([name, value]) => [name, digits(value)])));
      if (cast === undefined) return;
      await (await castOf(record)).write(cast);
      console.error(`recorded ${fromHere(cast)}`);
    },
  );
