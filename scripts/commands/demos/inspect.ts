import type { Argv } from "yargs";
import { episodeFiles } from "../../../src/audit/index.ts";
import { evaluationSeed, highestSeed } from "../../../src/core/index.ts";
import {
  type ActionRanges,
  type InspectedEpisode,
  type InspectedEpisodes,
  inspectEpisodes,
  type Spread,
} from "../../../src/demos/index.ts";
import { columns } from "../../columns.ts";
import type { Flags } from "../../flags.ts";
import { digits, percent, whole } from "../../numbers.ts";
import { fromHere } from "../../places.ts";
import { registries } from "../../registries.ts";

export const flags = { json: { type: "boolean", describe: "all of it, as JSON" } } satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "inspect <episodes..>",
    "What episodes show to whoever learns from them",
    (args) =>
      args
        .positional("episodes", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "files, folders of them, or folders of runs",
        })
        .options(flags)
        .example("$0 demos inspect demos", ""),
    async ({ episodes, json }) => {
      const inspected = await inspectEpisodes(await episodeFiles(episodes), registries.envs);
      if (json) return console.log(JSON.stringify(inspected, null, 2));
      console.log(describe(inspected));
      for (const warning of inspected.warnings) console.error(warning);
    },
  );

function describe({ episodes, pairs, return: sums, steps, score, actions }: InspectedEpisodes): string {
  const spread = (name: string, { mean, lowest, highest }: Spread) => [
    name,
    digits(mean),
    digits(lowest),
    digits(highest),
  ];
  return [
    columns([
      ["episode", "env", "agent", "seed", "steps", "return", "score", "end", "observations"],
      ...episodes.map(rowOf),
    ]),
    "",
    columns([
      [`${episodes.length} ${episodes.length === 1 ? "episode" : "episodes"}`, "mean", "lowest", "highest"],
      spread("return", sums),
      ...(score ? [spread("score", score)] : []),
      spread("steps", steps),
    ]),
    "",
    `${whole(pairs)} pairs of observation and action.`,
    ...(actions ? actionLines(actions) : []),
  ].join("\n");
}

function rowOf({ file, env, agent, seed, world, imported, score, ended, ...episode }: InspectedEpisode): string[] {
  return [
    fromHere(file),
    env.id,
    imported ? `${imported.dataset}${agent === undefined ? "" : `, ${agent}`}` : (agent ?? "-"),
    seed === undefined ? "-" : `${asGiven(seed)}${world ? `, world ${world}` : ""}`,
    whole(episode.steps),
    digits(episode.return),
    score === undefined ? "-" : digits(score),
    ended === "terminated" ? "ended" : imported ? "cut off" : "time ran out",
    episode.observations ? "yes" : "no",
  ];
}

/** The seed that an evaluation was given, whose worlds have another one. */
const asGiven = (seed: number) => (seed > highestSeed ? seed - evaluationSeed(0) : seed);

function actionLines({ numbers, choices }: ActionRanges): string[] {
  const bound = (value: number | null) => (value === null ? "none" : digits(value));
  return [
    ...(numbers.length > 0
      ? [
          "",
          columns([
            ["action", "lowest", "highest", "bounds", "at a bound"],
            ...numbers.map(({ name, lowest, highest, bounds: [low, high], atBounds }) => [
              name,
              digits(lowest),
              digits(highest),
              `${bound(low)} to ${bound(high)}`,
              percent(atBounds),
            ]),
          ]),
        ]
      : []),
    ...choices.map(({ name, options }) => `\n${name}: ${sharesOf(options)}`),
  ];
}

/** The options that were taken, most often first; and how many never were. */
function sharesOf(options: { readonly [option: string]: number }): string {
  const all = Object.values(options).reduce((sum, count) => sum + count, 0);
  const taken = Object.entries(options)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  const shown = taken.slice(0, 12).map(([option, count]) => `${option} ${percent(count / all)}`);
  const more = taken.length > shown.length ? [`${taken.length - shown.length} others`] : [];
  const never = Object.keys(options).length - taken.length;
  return [...shown, ...more, ...(never > 0 ? [`${never} never`] : [])].join(", ");
}
