import type { Argv } from "yargs";
import {
  type ExplainedPart,
  type Explanation,
  episodeFiles,
  episodesOf,
  explain,
  readEpisodes,
  runAt,
} from "../../../src/audit/index.ts";
import { columns } from "../../columns.ts";
import { anyCount, anyCountOrNone, type Flags } from "../../flags.ts";
import { digits } from "../../numbers.ts";
import { registries } from "../../registries.ts";
import { readReward } from "../../run-flags.ts";

export const flags = {
  step: { type: "number", limits: anyCount, describe: "which step, from 1 on [the one that paid or cost most]" },
  seat: { type: "number", limits: anyCountOrNone, default: 0, describe: "whose, in a world of several seats" },
  reward: {
    type: "string",
    describe: "id, expression as JSON, .json or .reward file [the reward of the run or episode]",
  },
  json: { type: "boolean", describe: "all of it, as JSON" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "explain <episode>",
    "Why a step paid what it paid, term by term",
    (args) =>
      args
        .positional("episode", {
          type: "string",
          demandOption: true,
          describe: "an episode's file, or a run's folder for its last one by name",
        })
        .options(flags)
        .example("$0 reward explain runs/a --step 12", "")
        .example("$0 reward explain a.episode --reward shaped/upright-v1", "the step that this reward pays most"),
    async ({ episode, step, seat, reward, json }) => {
      const run = await runAt(episode);
      const file = (await episodeFiles([episode])).at(-1)!;
      const { env, records, notices } = await episodesOf(await readEpisodes([file]), registries.envs);
      const [record] = records;
      const asked =
        reward !== undefined ? { reward: await readReward(reward) } : (run?.own ?? { reward: record.reward });
      const explained = await explain(env, record, asked, registries, { step, seat });
      if (json) return console.log(JSON.stringify({ file, ...explained }, null, 2));
      for (const notice of notices) console.error(notice);
      console.log(`${file}: ${env.id} with ${record.agent}\n`);
      console.log(describe(explained, env.seats));
    },
  );

function describe({ step, steps, seat, total, recorded, parts }: Explanation, seats: number): string {
  const where = `Step ${step} of ${steps}${seats > 1 ? `, seat ${seat}` : ""}`;
  const then =
    Math.abs(total - recorded) > 1e-9 * Math.max(1, Math.abs(total)) ? ` (recorded: ${digits(recorded)})` : "";
  const rows = parts.flatMap((part) => lines(part, 0));
  const sum = parts.map(({ value, weight = 1 }) => digits(value * weight)).join(" + ");
  return [
    `${where} paid ${digits(total)}${then}${parts.length > 1 ? ` = ${sum.replaceAll("+ -", "- ")}` : ""}`,
    "",
    columns(rows),
  ].join("\n");
}

/** A part with what it read, then the parts in it. */
function lines(
  { path, kind, weight, id, changed = {}, value, before, terms = {}, reads, parts }: ExplainedPart,
  depth: number,
): string[][] {
  const indent = "  ".repeat(depth);
  const params = Object.entries(changed).map(([name, given]) => `${name} = ${JSON.stringify(given)}`);
  const times = weight === undefined || weight === 1 ? "" : ` x ${digits(weight)} = ${digits(value * weight)}`;
  const earlier = before === undefined ? "" : `, before the step ${digits(before)}`;
  return [
    [
      `${indent}${path}`,
      `${digits(value)}${times}${earlier}`,
      `${id ?? kind}${params.length ? ` (${params.join(", ")})` : ""}`,
    ],
    ...Object.entries(terms).map(([name, term]) => [`${indent}  ${name}`, digits(term), ""]),
    ...reads.map((read) => [
      `${indent}  reads ${read.name}`,
      `${digits(read.value)}${read.before === undefined ? "" : `, before the step ${digits(read.before)}`}`,
      read.unit,
    ]),
    ...parts.flatMap((part) => lines(part, depth + 1)),
  ];
}
