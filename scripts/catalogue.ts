// Writes the READMEs of envs, of each family of envs and of rewards, and the pictures of transforms, from the registries; --check only tests whether they are up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { envs } from "../envs/index.ts";
import { rewards, transforms } from "../rewards/index.ts";
import {
  type AnyLimits,
  type BoundTransform,
  bindEnv,
  bindReward,
  bindTransform,
  type Env,
  type Features,
  groupBy,
  limitInWords,
  type Params,
  type RewardInputs,
  type Space,
} from "../src/core/index.ts";
import { type EnvInWords, familyPage } from "./catalogue/family-page.ts";
import { code, table } from "./catalogue/table.ts";
import { exampleOf, learned } from "./catalogue/transform-examples.ts";
import { transformPicture } from "./catalogue/transform-picture.ts";

const made = "Generated from the code by `node scripts/catalogue.ts`: change the code, then run that again.";

const named = (features: Features) =>
  Object.entries(features).map(([name, feature]) =>
    typeof feature === "string" ? `${code(name)} [${feature}]` : `${code(name)} [${feature.size} x ${feature.unit}]`,
  );

const mostShown = 30;

/** All labels, or their number with the first and the last one. */
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

/** Params with their defaults and limits. */
const paramsInWords = (params: Params, limits: AnyLimits = {}) =>
  Object.entries(params)
    .map(([name, value]) => {
      const limit = limits[name];
      return `${code(name)} = ${JSON.stringify(value)}${limit ? ` (${limitInWords(limit)})` : ""}`;
    })
    .join("; ");

function inputsInWords({ features = [], vectors = [], events = [], before, frames, ...flags }: RewardInputs): string {
  const kinds = Object.entries(flags).flatMap(([kind, asked]) => (asked ? [kind] : []));
  const read = [...features.map(code), ...vectors.map((name) => `vector ${code(name)}`)];
  const measured = read.map((name) => name + (before ? " (before and after)" : ""));
  const size = frames ? [`frames ${frames.width} x ${frames.height}`] : [];
  return [...measured, ...events.map((name) => `event ${code(name)}`), ...size, ...kinds].join(", ");
}

/** What a transform reads beside the inner reward, and what it asks of that. */
function inputsBeside({ inputs: { named, before, within }, read }: BoundTransform): string {
  const names = Array.isArray(named) ? `the rewards ${named.map(code).join(", ")}` : "several rewards by name";
  const rewards = named ? names : "";
  const range = within ? `${rewards || "rewards"} from ${within[0]} to ${within[1]}` : rewards;
  return [...(range ? [range] : []), ...(before ? ["the reward before"] : []), inputsInWords(read) || []]
    .flat()
    .join(", ");
}

function envInWords({ params, limits, ...env }: Env): EnvInWords {
  const { id, goal, observation, action, events, maxSteps, stepSeconds } = bindEnv({
    ...env,
    params,
    limits,
  });
  return {
    id,
    goal,
    length: `${maxSteps} steps${stepSeconds ? ` of ${stepSeconds} s` : ""}`,
    observation: spaceInWords(observation),
    action: spaceInWords(action),
    features: [...named(env.features), ...Object.keys(events).map((name) => `event ${code(name)}`)],
    params: Object.entries(params).map(([name, value]) => {
      const limit = limits?.[name];
      return [code(name), code(JSON.stringify(value)), limit ? limitInWords(limit) : typeof value];
    }),
  };
}

const familyOf = (id: string) => id.slice(0, id.indexOf("/"));

/** What each README should say, by path from the project's root. */
export async function catalogues(): Promise<{ readonly [path: string]: string }> {
  const [worlds, wishes, changes] = await Promise.all([envs.all(), rewards.all(), transforms.all()]);
  const families = [...groupBy(worlds.map(envInWords), ({ id }) => familyOf(id))];
  return {
    "envs/README.md": `# Environments

${made} Each family has a page with spaces, features and params. \`maxSteps\` and \`actionRepeat\` (takes each action that many times in a step) are params of every environment.

${families
  .map(
    ([family, members]) =>
      `## [${family}](${family}/README.md)\n\n${table(
        ["id", "goal"],
        members.map(({ id, goal }) => [code(id), goal]),
      )}\n`,
  )
  .join("\n")}`,
    ...Object.fromEntries(
      families.map(([family, members]) => [`envs/${family}/README.md`, familyPage(family, made, members)]),
    ),
    "src/client/python/rewardgym/ids.txt": `${envs.ids.join("\n")}\n`,
    ...Object.fromEntries(await Promise.all(transforms.ids.filter((id) => !learned.includes(id)).map(pictureOf))),
    "rewards/README.md": `# Rewards

${made} Where a feature is a param, its default stands for it.

${table(
  ["id", "what it pays", "reads", "params"],
  wishes.map((reward) => [
    code(reward.id),
    reward.summary,
    reward.takes?.file ? "what its file says" : inputsInWords(bindReward(reward).inputs),
    paramsInWords(reward.params, reward.limits),
  ]),
)}

# Transforms

A reward in, a reward out: \`{ "apply": id, "params": {}, "to": reward }\`.

${table(
  ["id", "what it makes", "reads besides", "params"],
  changes.map((transform) => [
    code(transform.id),
    transform.summary,
    inputsBeside(bindTransform(transform)),
    paramsInWords(transform.params, transform.limits),
  ]),
)}
`,
  };
}

const pictureOf = async (id: string) => {
  const name = id.replace(/^.*\/(.*)-v\d+$/, "$1");
  return [`docs/transforms/${name}.svg`, transformPicture(name, await exampleOf(id))] as const;
};

const root = new URL("../", import.meta.url);

/** The paths of READMEs that are missing or out of date. */
export const staleCatalogues = async (): Promise<string[]> =>
  Object.entries(await catalogues()).flatMap(([path, text]) => {
    const file = new URL(path, root);
    return existsSync(file) && readFileSync(file, "utf8") === text ? [] : [path];
  });

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--check")) {
    const stale = await staleCatalogues();
    for (const path of stale) console.error(`${path} is out of date: run \`node scripts/catalogue.ts\``);
    process.exitCode = stale.length ? 1 : 0;
  } else for (const [path, text] of Object.entries(await catalogues())) writeFileSync(new URL(path, root), text);
}
