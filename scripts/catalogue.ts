// Writes envs/README.md and rewards/README.md from the registries; with --check only says whether they are fresh.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { envs } from "../envs/index.ts";
import { rewards, transforms } from "../rewards/index.ts";
import {
  type AnyLimits,
  type BoundEnv,
  bindEnv,
  bindReward,
  limitInWords,
  type Params,
  type RewardInputs,
  type Space,
} from "../src/core/index.ts";

const made = "Made by `node scripts/catalogue.ts` from the code: change that, then run it again.";

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

const code = (text: string) => `\`${text}\``;
const named = (units: { readonly [name: string]: string }) =>
  Object.entries(units).map(([name, unit]) => `${code(name)} [${unit}]`);

const mostShown = 30;

/** All labels, or how many there are and the first and last of them. */
function labelsInWords(labels: readonly string[] | undefined): string | undefined {
  if (!labels || labels.length <= mostShown) return labels?.join(", ");
  return `${labels.length} numbers, from ${labels[0]} to ${labels.at(-1)}`;
}

function spaceInWords(space: Space): string {
  switch (space.type) {
    case "box":
      return labelsInWords(space.labels) ?? `${space.dtype} of shape ${space.shape.join(" x ")}`;
    case "codes":
      return `${space.shape.length ? `${space.shape.join(" x ")} codes` : "a code"} out of ${space.count}`;
    case "choice":
      return space.names.map(code).join(", ");
    case "choices":
      return Object.entries(space.parts)
        .map(([part, names]) => `${part}: ${names.map(code).join(", ")}`)
        .join("; ");
    case "text":
      return `text of at most ${space.maxLength} bytes`;
    case "parts":
      return Object.entries(space.fields)
        .map(([name, field]) => `${name}: ${spaceInWords(field)}`)
        .join("; ");
    case "list":
      return `list of at most ${space.most}: ${spaceInWords(space.of)}`;
    case "pick":
      return `a row of ${code(space.list || "the list")} and ${space.verbs.map(code).join(", ")}`;
  }
}

/** Params with their defaults, and what else they may be. */
const paramsInWords = (params: Params, limits: AnyLimits = {}) =>
  Object.entries(params)
    .map(([name, value]) => {
      const limit = limits[name];
      return `${code(name)} = ${JSON.stringify(value)}${limit ? ` (${limitInWords(limit)})` : ""}`;
    })
    .join("; ");

function inputsInWords({ features = [], events = [], before, frames, ...flags }: RewardInputs): string {
  const kinds = Object.entries(flags).flatMap(([kind, asked]) => (asked ? [kind] : []));
  if (before && features.length === 0) kinds.unshift("the reward before");
  const measured = features.map((name) => code(name) + (before ? " (before and after)" : ""));
  const size = frames ? [`frames ${frames.width} x ${frames.height}`] : [];
  return [...measured, ...events.map((name) => `event ${code(name)}`), ...size, ...kinds].join(", ");
}

const envRow = (
  { id, goal, observation, action, features, events, maxSteps, stepSeconds }: BoundEnv,
  params: string,
) => [
  code(id),
  goal,
  spaceInWords(observation),
  spaceInWords(action),
  [...named(features), ...Object.keys(events).map((name) => `event ${code(name)}`)].join(", "),
  params,
  stepSeconds ? `${maxSteps} of ${stepSeconds} s` : `${maxSteps}`,
];

/** What each README should say, by path from the project's root. */
export const catalogues = (): { readonly [path: string]: string } => ({
  "envs/README.md": `# Environments

${made} \`maxSteps\` is a param of every environment.

${table(
  ["id", "goal", "observation", "action", "features", "params", "steps"],
  envs.all.map((env) => envRow(bindEnv(env), paramsInWords(env.params, env.limits))),
)}
`,
  "src/client/python/rewardgym/ids.txt": `${envs.all.map(({ id }) => id).join("\n")}\n`,
  "rewards/README.md": `# Rewards

${made} Where a feature is a param, its default stands for it.

${table(
  ["id", "what it pays", "reads", "params"],
  rewards.all.map((reward) => [
    code(reward.id),
    reward.summary,
    inputsInWords(bindReward(reward).inputs),
    paramsInWords(reward.params, reward.limits),
  ]),
)}

# Transforms

A reward in, a reward out: \`{ "apply": id, "params": {}, "to": reward }\`.

${table(
  ["id", "what it makes", "reads besides", "params"],
  transforms.all.map(({ id, summary, inputs, params, limits }) => [
    code(id),
    summary,
    inputsInWords(inputs),
    paramsInWords(params, limits),
  ]),
)}
`,
});

const root = new URL("../", import.meta.url);

/** The paths of READMEs that do not say what they should. */
export const staleCatalogues = (): string[] =>
  Object.entries(catalogues()).flatMap(([path, text]) =>
    readFileSync(new URL(path, root), "utf8") === text ? [] : [path],
  );

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--check")) {
    const stale = staleCatalogues();
    for (const path of stale) console.error(`${path} is stale: run \`node scripts/catalogue.ts\``);
    process.exitCode = stale.length ? 1 : 0;
  } else for (const [path, text] of Object.entries(catalogues())) writeFileSync(new URL(path, root), text);
}
