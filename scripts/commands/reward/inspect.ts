import type { Argv } from "yargs";
import { parseLearned } from "../../../rewards/learned/file.ts";
import {
  type ExpressionPart,
  episodeFiles,
  episodesOf,
  type Inspection,
  inspect,
  readEpisodes,
  runAt,
} from "../../../src/audit/index.ts";
import { bindEnv, type Json, type RewardInputs } from "../../../src/core/index.ts";
import { readSealed } from "../../../src/record/index.ts";
import { columns } from "../../columns.ts";
import type { Flags } from "../../flags.ts";
import { digits, size } from "../../numbers.ts";
import { fromHere } from "../../places.ts";
import { registries } from "../../registries.ts";
import { envOf } from "../../reward-flags.ts";
import { isLearned, readReward } from "../../run-flags.ts";
import { sharesTable } from "../../shares-table.ts";

export const flags = {
  env: { type: "string", describe: "env that it is to be paid in [that of the run or file]" },
  episodes: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "recorded episodes, or a folder of them, to say what it is worth there [the run's]",
  },
  json: { type: "boolean", describe: "all of it, as JSON" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "inspect <reward>",
    "What a reward reads, how it is made, and what it is worth",
    (args) =>
      args
        .positional("reward", {
          type: "string",
          demandOption: true,
          describe: "id, expression as JSON, .json or .reward file, or a run's folder",
        })
        .options(flags)
        .example("$0 reward inspect shaped/upright-v1 --env classic/cart-pole-v1", "")
        .example("$0 reward inspect runs/a", "the run's own, on its last episodes"),
    async ({ reward: given, env, episodes: paths, json }) => {
      const run = await runAt(given);
      const learned = isLearned(given) ? await headerOf(given) : undefined;
      const asked = run?.own ?? { reward: await readReward(given) };
      const files = await filesOf(paths, run?.directory);
      const episodes = files.length ? await episodesOf(await readEpisodes(files), registries.envs) : undefined;
      const bound =
        episodes?.env ??
        (run
          ? bindEnv(await registries.envs.find(run.spec.env.id), run.spec.env.params)
          : await envOf(env ?? learned?.env.id));
      const inspection = await inspect(bound, asked, registries, episodes);
      if (json) return console.log(JSON.stringify(inspection, null, 2));
      for (const notice of episodes?.notices ?? []) console.error(notice);
      console.log(describe(inspection));
      if (learned) console.log(`\n${learnedInWords(learned.learned)}`);
      if (run && !episodes)
        console.log(`\nNo recorded episodes: \`rewardgym eval ${fromHere(run.directory)} --record 50\` records some.`);
    },
  );

/** What a file says of a learned reward. */
const headerOf = async (path: string) => parseLearned({ bytes: await readSealed(path, "reward"), place: path }).header;

/** `Learned from: labels`, and so on. */
const learnedInWords = ({ from, ...facts }: { readonly [name: string]: Json }): string =>
  [
    `Learned from: ${from}`,
    columns(
      Object.entries(facts).map(([name, fact]) => [
        `  ${name}`,
        typeof fact === "string" ? fact : JSON.stringify(fact),
      ]),
    ),
  ].join("\n");

/** The files that are named, or the run's where it has some. */
async function filesOf(paths: readonly string[] | undefined, run: string | undefined): Promise<string[]> {
  if (paths) return episodeFiles(paths);
  return run === undefined ? [] : episodeFiles([run]).catch(() => []);
}

function describe({ env, parts, inputs, measured, size: counts, learnedBytes, seatBytes, worth }: Inspection): string {
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
  const state = [
    learnedBytes ? `${size(learnedBytes)} of learned state` : "no learned state",
    seatBytes ? `${size(seatBytes)} of memory a seat` : "no memory of a seat",
  ];
  return [
    `In ${env}: ${counted(counts.rewards, "reward")}, ${counted(counts.transforms, "transform")}, ${counted(counts.params, "param")}; ${state.join(", ")}.`,
    "",
    columns(parts.flatMap((part) => lines(part, 0))),
    "",
    `Reads ${readsInWords(inputs)}.`,
    ...(Object.keys(measured).length
      ? [columns(Object.entries(measured).map(([name, unit]) => [`  ${name}`, unit]))]
      : []),
    ...(worth
      ? [
          "",
          `Worth ${digits(worth.mean)} an episode (deviation ${digits(worth.deviation)}, ${digits(worth.lowest)} to ${digits(worth.highest)}) on ${counted(worth.episodes, "recorded episode")}.`,
          sharesTable(worth.terms),
        ]
      : []),
  ].join("\n");
}

function lines({ path, kind, weight, id, summary, changed = {}, parts }: ExpressionPart, depth: number): string[][] {
  const params = Object.entries(changed).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  const name = `${"  ".repeat(depth)}${path}`;
  const own = [
    name,
    weight === undefined ? "" : `x ${digits(weight)}`,
    id ?? kind,
    [params.join(", "), summary].filter(Boolean).join("; "),
  ];
  return [own, ...parts.flatMap((part) => lines(part, depth + 1))];
}

function readsInWords(inputs: RewardInputs): string {
  const { before, history, features = [], vectors = [], events = [], leaves = [], frames, ...flags } = inputs;
  const named = [
    [features, "feature"],
    [vectors, "vector"],
    [events, "event"],
    [leaves, "part of the observation"],
  ] as const;
  const words = [
    ...named.flatMap(([names, what]) =>
      names.length ? [`the ${what}${names.length === 1 ? "" : "s"} ${names.join(", ")}`] : [],
    ),
    ...Object.entries(flags).flatMap(([name, asked]) => (asked ? [name] : [])),
    ...(frames ? [`frames of ${frames.width} x ${frames.height}`] : []),
    ...(before ? ["the state before the step"] : []),
    ...(history ? ["the order of steps and where episodes end"] : []),
  ];
  return words.join("; ") || "nothing";
}
