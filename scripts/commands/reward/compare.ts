import { basename, dirname, join } from "node:path";
import type { Argv } from "yargs";
import { type Comparison, compare, episodeFiles, episodesOf, readEpisodes } from "../../../src/audit/index.ts";
import { leadOf, warningsOf, writeComparison } from "../../../src/audit/report/index.ts";
import { fail } from "../../../src/core/index.ts";
import { columns } from "../../columns.ts";
import { anyCount, anyCountOrNone, type Flags } from "../../flags.ts";
import { interruptible } from "../../interrupt.ts";
import { digits, percent } from "../../numbers.ts";
import { fromHere, quoted } from "../../places.ts";
import { playRandomly } from "../../random-episodes.ts";
import { registries } from "../../registries.ts";
import { askedRewards, runAmong } from "../../reward-flags.ts";

export const flags = {
  reward: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "name=reward: id, expression as JSON, .json or .reward file",
  },
  gold: { type: "string", describe: "which of them says what is really wanted, or score [gold, else score]" },
  env: { type: "string", describe: "instead of recorded episodes: an env in which to act at random" },
  episodes: { type: "number", limits: anyCount, describe: "how many of these [200]" },
  seed: { type: "number", limits: anyCountOrNone, default: 1, describe: "of all that is drawn" },
  gamma: { type: "string", default: "0.99", describe: "discount of the shaping that distances disregard, in [0, 1]" },
  out: { type: "string", describe: "the page's path [reward-comparison.html]" },
  json: { type: "boolean", describe: "all of it, as JSON; a page only with --out" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "compare [recorded..]",
    "Hold rewards against each other and against gold, as a page with pictures",
    (args) =>
      args
        .positional("recorded", {
          type: "string",
          array: true,
          describe: "files of episodes, folders of them, or folders of runs",
        })
        .options(flags)
        .example("$0 reward compare runs/a --reward gold=sparse/success-v1", "")
        .example("$0 reward compare --env classic/pendulum-v1 --reward a=a.json --reward b=b.json --gold a", ""),
    async ({ recorded = [], reward, gold, env, episodes, seed, gamma, out, json }) => {
      if (recorded.length > 0 === (env !== undefined))
        fail("cli/usage", {
          given: env === undefined ? "no episodes" : "recorded episodes and --env",
          expected: "recorded episodes, or --env to act in at random",
        });
      if (episodes !== undefined && env === undefined)
        fail("cli/usage", { given: "--episodes without --env", expected: "all recorded episodes are compared on" });
      const discount = readGamma(gamma);
      const rewards = await askedRewards(await runAmong(recorded), reward);
      const records =
        env === undefined
          ? await readEpisodes(await episodeFiles(recorded))
          : await interruptible((signal) => playRandomly(env, { episodes: episodes ?? 200, seed, signal }));
      const compared = await compare(await episodesOf(records, registries.envs), rewards, registries, {
        gold,
        seed,
        gamma: discount,
      });
      if (json) console.log(JSON.stringify(compared, null, 2));
      else console.log(describe(compared));
      if (json && out === undefined) return;
      const page = out ?? "reward-comparison.html";
      const name = basename(page).replace(/\.html$/, "");
      await writeComparison(
        compared,
        commandOf({ recorded, reward, gold, env, episodes, seed, gamma }),
        dirname(page),
        name,
      );
      console.error(["html", "md"].map((kind) => fromHere(join(dirname(page), `${name}.${kind}`))).join("\n"));
    },
  );

function readGamma(text: string): number {
  const gamma = Number(text);
  if (text.trim() === "" || !(gamma >= 0 && gamma <= 1))
    fail("cli/usage", { given: `--gamma ${text}`, expected: "a number from 0 to 1" });
  return gamma;
}

function describe(comparison: Comparison): string {
  const { gold, rewards, epic, dard, notes } = comparison;
  const toGold = (distances: typeof epic, name: string) => {
    const [from, to] = [distances?.names.indexOf(gold) ?? -1, distances?.names.indexOf(name) ?? -1];
    return from < 0 || to < 0 ? "-" : number(distances?.between[from][to] ?? undefined);
  };
  const number = (value: number | undefined) => (value === undefined ? "-" : digits(value));
  return [
    leadOf(comparison),
    "",
    columns([
      [`against ${gold}`, "mean return", "pairs", "Spearman", "Pearson", "turns at n", "EPIC", "DARD"],
      ...rewards.map(({ name, meanReturn, episodes, bestOfN }) => [
        name,
        digits(meanReturn),
        episodes?.accuracy === undefined ? "-" : percent(episodes.accuracy),
        number(episodes?.spearman),
        number(episodes?.pearson),
        bestOfN?.turns === undefined ? "-" : String(bestOfN.turns),
        toGold(epic, name),
        toGold(dard, name),
      ]),
    ]),
    ...[...warningsOf(comparison), ...notes].map((line) => `\n${line}`),
  ].join("\n");
}

/** The command line again, for the page. */
function commandOf({ recorded, reward = [], ...flags }: Asked): string {
  const given = Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quoted(String(value))}`],
  );
  const named = reward.map((text) => `--reward ${quoted(text)}`);
  return ["npx rewardgym reward compare", ...recorded.map(fromHere), ...named, ...given].join(" ");
}

interface Asked {
  readonly recorded: readonly string[];
  readonly reward: readonly string[] | undefined;
  readonly [flag: string]: unknown;
}
