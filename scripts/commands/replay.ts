import type { Argv } from "yargs";
import { bindEnv } from "../../src/core/index.ts";
import { type EpisodeRecord, readEpisode, recordedRows, replay } from "../../src/record/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { columns } from "../columns.ts";
import type { Flags } from "../flags.ts";
import { digits } from "../numbers.ts";
import { registries } from "../registries.ts";
import { readReward } from "../run-flags.ts";

export const flags = {
  reward: { type: "string", describe: "id, expression as JSON, or .json file" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "replay <episode>",
    "Simulate a recorded episode again and compare every bit; score it by another reward",
    (args) =>
      args
        .positional("episode", { type: "string", demandOption: true, describe: "an episode's file" })
        .options(flags)
        .example("$0 replay runs/a/episodes/100000-1-0.episode --reward sparse/success-v1", ""),
    async ({ episode, reward }) => {
      const record = await readEpisode(episode);
      const expression = reward === undefined ? undefined : await readReward(reward);
      const vector = await openVector({ envs: registries.envs, env: record.env, worlds: 1 });
      try {
        await replay(record, vector);
      } finally {
        await vector.close();
      }
      const { env, agent, steps, score, return: sum, terminated } = record;
      console.log(
        `${env.id} with ${agent}: ${steps} steps, the same to the last bit; ${terminated ? "ended" : "time ran out"}, score ${digits(score)}, return ${digits(sum)}`,
      );
      if (expression === undefined) return;
      const scored = await rescore(record, expression);
      console.log(
        columns([
          ["by this reward", digits(scored.total)],
          ...scored.terms.map(([term, value]) => [term, digits(value)]),
        ]),
      );
    },
  );

/** The sum of another reward over an episode, and of each of its terms. */
async function rescore(record: EpisodeRecord, expression: Parameters<typeof openReward>[0]) {
  const env = bindEnv(registries.envs.find(record.env.id), record.env.params);
  const live = await openReward(expression, registries, env, rewardHost(env, { seats: 1, seed: record.seed }));
  try {
    const { total, terms } = await live.evaluate(recordedRows(record, env, live.inputs));
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    return { total: sum(total), terms: Object.entries(terms).map(([term, values]) => [term, sum(values)] as const) };
  } finally {
    await live.close();
  }
}
