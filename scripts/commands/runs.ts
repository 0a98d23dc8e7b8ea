import type { Argv } from "yargs";
import {
  changeTags,
  deleteRun,
  findRun,
  type PastRun,
  pastRun,
  pastRuns,
  type RunFilter,
} from "../../src/ablate/index.ts";
import { canonical, clipped, fail } from "../../src/core/index.ts";
import { columns } from "../columns.ts";
import type { Flags } from "../flags.ts";
import { digits, whole } from "../numbers.ts";
import { fromHere } from "../places.ts";

interface Request extends RunFilter {
  readonly names: readonly string[];
  readonly remove: boolean;
  readonly yes: boolean;
}

/** The actions on runs; each returns its result as data and in words. */
const actions = {
  async list({ names, ...filter }: Request) {
    if (names.length) usage("list", `${names.join(" ")} behind it`, "filters only: --env, --reward, --agent, --tag");
    const { runs, notices } = await pastRuns(".", filter);
    for (const notice of notices) console.error(notice);
    return { data: runs.map(dataOf), words: runs.length ? listOf(runs) : "No runs are here." };
  },
  async show({ names }: Request) {
    if (names.length !== 1) usage("show", `${names.length} runs`, "one run");
    const run = await pastRun(await findRun(names[0], "."));
    return { data: { ...dataOf(run), ...run }, words: describe(run) };
  },
  async compare({ names }: Request) {
    if (names.length < 2) usage("compare", `${names.length} runs`, "two runs or more");
    const runs: PastRun[] = [];
    for (const name of names) runs.push(await pastRun(await findRun(name, ".")));
    const rows = sideBySide(runs);
    return {
      data: rows.map(([what, ...values]) => ({ what, values })),
      words: columns([["", ...runs.map(({ directory }) => fromHere(directory))], ...rows]),
    };
  },
  async tag({ names: [name, ...tags], remove }: Request) {
    if (name === undefined || tags.length === 0) usage("tag", "too little", "a run and one tag or more");
    const directory = await findRun(name, ".");
    const now = await changeTags(directory, tags, remove);
    return { data: { directory, tags: now }, words: `${fromHere(directory)}: ${now.join(", ") || "no tags"}` };
  },
  async delete({ names, yes }: Request) {
    if (names.length === 0) usage("delete", "no run", "one run or more");
    const folders: string[] = [];
    for (const name of names) folders.push(await findRun(name, "."));
    if (!yes) usage("delete", `${folders.join(", ")} without --yes`, "--yes, for what is deleted is gone");
    for (const folder of folders) await deleteRun(folder);
    return { data: folders, words: folders.map((folder) => `deleted ${fromHere(folder)}`).join("\n") };
  },
} satisfies {
  readonly [name: string]: (request: Request) => Promise<{ readonly data: unknown; readonly words: string }>;
};

type Action = keyof typeof actions;

/** The action that each flag belongs to. */
const flagsOf = {
  env: "list",
  reward: "list",
  agent: "list",
  tag: "list",
  remove: "tag",
  yes: "delete",
} satisfies { readonly [flag: string]: Action };

export const flags = {
  env: { type: "string", describe: "only runs on this env; part of the id is enough" },
  reward: { type: "string", describe: "only runs with this reward" },
  agent: { type: "string", describe: "only runs of this agent" },
  tag: { type: "string", describe: "only runs with this tag" },
  remove: { type: "boolean", default: false, describe: "remove the tags" },
  yes: { type: "boolean", default: false, describe: "confirm the deletion" },
  json: { type: "boolean", describe: "everything, as JSON" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "runs [action] [names..]",
    "List, show, compare, tag and delete runs",
    (args) =>
      args
        .positional("action", {
          choices: Object.keys(actions) as Action[],
          default: "list" as const,
          describe: "what to do",
        })
        .positional("names", {
          type: "string",
          array: true,
          default: [],
          describe: "runs, by path or folder name; for tag, then tags",
        })
        .options(flags)
        .example("$0 runs --env pendulum --tag good", "some of those in runs/ and ablations/*/runs/")
        .example("$0 runs compare cart-pole-1 cart-pole-2", "settings that differ, and results")
        .example("$0 runs tag cart-pole-1 good", ""),
    async ({ action, json, ...flags }) => {
      for (const [flag, of] of Object.entries(flagsOf))
        if (flags[flag as keyof typeof flagsOf] && action !== of)
          usage(action as Action, `--${flag}`, `--${flag} with \`runs ${of}\` only`);
      const { data, words } = await actions[action as Action](flags);
      console.log(json ? JSON.stringify(data, null, 2) : words);
    },
  );

const dataOf = ({ directory, description: { spec, started }, rewards, steps, score, variant, tags }: PastRun) => ({
  directory,
  env: spec.env.id,
  rewards,
  agent: spec.agent.id,
  seed: spec.seed,
  steps,
  budget: spec.steps,
  score,
  variant,
  tags,
  started,
});

const listOf = (runs: readonly PastRun[]): string =>
  columns([
    ["run", "env", "reward", "agent", "seed", "steps", "score", "variant", "tags"],
    ...runs.map(({ directory, description: { spec }, rewards, steps, score, variant = "", tags }) => [
      fromHere(directory),
      spec.env.id,
      rewards.join(" "),
      spec.agent.id,
      String(spec.seed),
      whole(steps),
      scoreInWords(score),
      variant,
      tags.join(" "),
    ]),
  ]);

const scoreInWords = (score: number | undefined) => (score === undefined ? "-" : score.toFixed(3));

function describe(run: PastRun): string {
  const { directory, description, steps, score, variant, tags, metrics } = run;
  const { spec, machine, started, versions } = description;
  return columns([
    ["folder", fromHere(directory)],
    ...Object.entries(flat(spec)).map(([name, value]) => [name, clipped(value)]),
    ["trained", `${whole(steps)} steps`],
    ["score", scoreInWords(score)],
    ...(variant ? [["variant", variant]] : []),
    ["tags", tags.join(" ") || "-"],
    ["started", started],
    ["machine", machine],
    [
      "versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ...Object.entries(metrics).map(([name, value]) => [name, digits(value)]),
  ]);
}

/** The settings that differ between runs, then the results. */
function sideBySide(runs: readonly PastRun[]): string[][] {
  const settings = runs.map(({ description }) => flat(description.spec));
  const names = [...new Set(settings.flatMap((own) => Object.keys(own)))];
  const rows = names.map((name) => [name, ...settings.map((own) => own[name] ?? "-")]);
  return [
    ...rows.filter(([, first, ...others]) => others.some((value) => value !== first)).map((row) => row.map(clipped)),
    ["trained", ...runs.map(({ steps }) => whole(steps))],
    ["score", ...runs.map(({ score }) => scoreInWords(score))],
    [
      "training return",
      ...runs.map(({ metrics: { meanReturn } }) => (meanReturn === undefined ? "-" : digits(meanReturn))),
    ],
    ["tags", ...runs.map(({ tags }) => tags.join(" ") || "-")],
  ];
}

/** A record's values by path: `{ "env.params.maxSteps": "500" }`. */
function flat(value: unknown, path = ""): { readonly [path: string]: string } {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { [path]: typeof value === "string" ? value : canonical(value) };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(inner, path ? `${path}.${key}` : key)));
}

function usage(action: Action, given: string, expected: string): never {
  fail("cli/usage", { given: `runs ${action} with ${given}`, expected });
}
