import type { Argv } from "yargs";
import { episodeFiles, rescoreFiles } from "../../../src/audit/index.ts";
import { columns } from "../../columns.ts";
import { anyCountOrNone, type Flags } from "../../flags.ts";
import { digits, whole } from "../../numbers.ts";
import { fromHere } from "../../places.ts";
import { registries } from "../../registries.ts";
import { askedRewards, runAmong } from "../../reward-flags.ts";

export const flags = {
  reward: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "name=reward: id, expression as JSON, .json or .reward file",
  },
  threads: { type: "number", limits: anyCountOrNone, default: 0, describe: "worker threads; 0: none" },
  json: { type: "boolean", describe: "every episode with every term, as JSON" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "rescore <episodes..>",
    "Score recorded episodes by other rewards, from what was recorded",
    (args) =>
      args
        .positional("episodes", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "files, folders of them, or folders of runs",
        })
        .options(flags)
        .example("$0 reward rescore runs/a --reward gold=sparse/success-v1", "the run's own reward and another")
        .example("$0 reward rescore episodes --reward a=a.json --threads 4 --json", ""),
    async ({ episodes, reward, threads, json }) => {
      const rewards = await askedRewards(await runAmong(episodes), reward);
      const { files, notices } = await rescoreFiles(await episodeFiles(episodes), rewards, registries, threads);
      if (json) return console.log(JSON.stringify({ episodes: files, notices }, null, 2));
      for (const notice of notices) console.error(notice);
      const names = Object.keys(rewards);
      const mean = (value: (file: (typeof files)[number]) => number) =>
        files.reduce((sum, file) => sum + value(file), 0) / files.length;
      console.log(
        columns([
          ["episode", "steps", "score", "as recorded", ...names],
          ...files.map((file) => [
            fromHere(file.file),
            whole(file.steps),
            digits(file.score),
            digits(file.return),
            ...names.map((name) => digits(file.rewards[name].total)),
          ]),
          [
            "mean",
            digits(mean(({ steps }) => steps)),
            digits(mean(({ score }) => score)),
            digits(mean((file) => file.return)),
            ...names.map((name) => digits(mean(({ rewards }) => rewards[name].total))),
          ],
        ]),
      );
    },
  );
