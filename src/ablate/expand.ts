import { resolve } from "node:path";
import { bindEnv, CodedError, fail, listing, type RewardExpression, type RunSpec, rewardsOf } from "../core/index.ts";
import { bindExpression, givenFiles } from "../reward/index.ts";
import {
  nameFiles,
  type OriginPaths,
  type OriginSources,
  originsFor,
  type Registries,
  readOrigins,
  settle,
  takersOf,
  withOrigins,
  worldsFor,
} from "../run/index.ts";
import { applyChanges, type DraftRun } from "./changes.ts";
import { type AskedEnv, askedEnvs } from "./envs.ts";
import { type Plan, type PlannedRun, type RunPlan, runIdentity, type SettledEvaluation } from "./plan.ts";
import type { Question } from "./question.ts";
import { seedNotices, seedsOf } from "./seeds.ts";
import { type NamedChanges, variantsOf } from "./variants.ts";

export interface ExpandOptions {
  readonly registries: Registries;
  /** The reward that an env is usually trained on. */
  customaryReward(env: string): RewardExpression;
  /** This package's version; with another version a run has another identity. */
  readonly version: string;
}

const defaultAgent = "learner/ppo-v1";
const defaultEpisodes = 100;
/** More would neither fit into memory nor finish within years. */
const mostRuns = 100_000;

/**
 * Every run that a question asks for. All mistakes are found here, before anything runs: unknown ids, invalid params
 * and paths, and rewards that do not bind on some env.
 * @throws `ablate/question`, `run/invalid`, `registry/unknown`, `params/invalid`, `reward/expression`, `reward/input`
 */
export async function expand(question: Question, options: ExpandOptions): Promise<Plan> {
  checkSize(question);
  const envs = askedEnvs(question);
  const variants = variantsOf(question);
  const seeds = seedsOf(question);
  checkPublished(question, envs);
  const runs: PlannedRun[] = [];
  const found = { ...options, originsAt: originsReader(options.registries) };
  for (const env of envs) {
    await options.registries.envs.find(env.id); // report an unknown id before errors that follow from it
    const evaluation = await inside(`on ${env.name}`, async () => settledEvaluation(question, env, options));
    for (const variant of variants) {
      const { plan, origins } = await inside(`in the variant ${JSON.stringify(variant.name)} on ${env.name}`, () =>
        planOf(question, env, variant, evaluation, seeds[0], found),
      );
      for (const seed of seeds) {
        const run = { ...plan, spec: { ...plan.spec, seed } };
        const identity = await runIdentity(run, options.version);
        runs.push({ identity, env: env.name, variant: variant.name, ...run, origins });
      }
    }
  }
  return {
    question,
    variants,
    envs: envs.map(({ name }) => name),
    seeds,
    runs,
    notices: [...seedNotices(question, seeds, variants.length - 1), ...equalVariants(runs, envs)],
  };
}

/** Counts the runs before a list of them is made. */
function checkSize({ seeds, envs = [], variants = {}, swapEach = {}, grid, withBase = true }: Question): void {
  const combinations = grid ? Object.values(grid).reduce((product, { length }) => product * length, 1) : 0;
  const counts = {
    variants: Object.keys({ ...variants, ...swapEach }).length + combinations + (withBase ? 1 : 0),
    envs: Math.max(1, envs.length),
    seeds: typeof seeds === "number" ? seeds : seeds.length,
  };
  const runs = counts.variants * counts.envs * counts.seeds;
  if (runs > mostRuns)
    fail("ablate/question", {
      given: `${runs} runs (variants: ${counts.variants}, envs: ${counts.envs}, seeds: ${counts.seeds})`,
      expected: `at most ${mostRuns}`,
    });
}

type OriginsReader = (paths: OriginPaths) => ReturnType<typeof readOrigins>;

/** Reads what runs begin from, the same paths once. */
function originsReader(registries: Registries): OriginsReader {
  const read = new Map<string, ReturnType<typeof readOrigins>>();
  return (paths) => {
    const key = JSON.stringify(paths);
    const known = read.get(key) ?? readOrigins(paths, registries);
    read.set(key, known);
    return known;
  };
}

/** The run of a variant on an env. */
async function planOf(
  { base, stopAtScore }: Question,
  env: AskedEnv,
  { changes }: NamedChanges,
  evaluation: SettledEvaluation,
  seed: number,
  { registries, customaryReward, originsAt }: ExpandOptions & { readonly originsAt: OriginsReader },
): Promise<{ readonly plan: RunPlan; readonly origins: OriginSources }> {
  const { agent = defaultAgent, reward = customaryReward(env.id), device = "cpu", ...rest } = base;
  const draft: DraftRun = {
    ...rest,
    env: { id: env.id, params: env.params },
    reward,
    agent: typeof agent === "string" ? { id: agent, params: {} } : { params: {}, ...agent },
    steps: env.steps,
    device,
  };
  const { from, anchor, demonstrations, ...changed } = applyChanges(draft, changes);
  const origins = {
    ...(from !== undefined && { from: resolve(from) }),
    ...(anchor !== undefined && { anchor: resolve(anchor) }),
    ...(demonstrations && { demonstrations: demonstrations.map((path) => resolve(path)) }),
  };
  const worlds = changed.worlds ?? worldsFor(changed.agent.id, env.id, registries);
  const { named, origins: read } = await originsAt(origins);
  const { spec: asked, files, paths } = await nameFiles({ ...changed, worlds, seed }, registries);
  const spec = await settle(withOrigins(asked, named), registries);
  const bound = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
  originsFor(spec, await takersOf(spec, registries), bound, read);
  const known = { ...registries, files: givenFiles(files, registries.files) };
  for (const reward of rewardsOf(spec)) await requireBinds(spec, reward, known);
  for (const params of [{}, ...Object.values(evaluation.heldOut)]) {
    const env = { id: spec.env.id, params: { ...spec.env.params, ...params } };
    for (const reward of [evaluation.reward, ...Object.values(spec.watch ?? {})])
      await requireBinds({ ...spec, env }, reward, known);
  }
  return {
    plan: { spec, evaluation, ...(stopAtScore !== undefined && { stopAtScore }) },
    origins: { ...origins, ...(paths.length > 0 && { rewardFiles: paths.map((path) => resolve(path)) }) },
  };
}

function settledEvaluation({ evaluation = {} }: Question, { id }: AskedEnv, options: ExpandOptions): SettledEvaluation {
  const { episodes = defaultEpisodes, sampled, reward = options.customaryReward(id), heldOut = {} } = evaluation;
  if (Object.hasOwn(heldOut, "plain"))
    fail("ablate/question", {
      given: "a held-out setting named plain",
      expected: "another name: plain means the unchanged env",
    });
  return { episodes, ...(sampled && { sampled }), reward, heldOut };
}

/** Finds mistakes in rewards before any run begins. */
async function requireBinds(spec: RunSpec, reward: RewardExpression, registries: Registries): Promise<void> {
  const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
  await bindExpression(reward, registries, env);
}

function checkPublished({ published = [] }: Question, envs: readonly AskedEnv[]): void {
  const names = envs.map(({ name }) => name);
  const stray = published.find(({ env }) => env !== undefined && !names.includes(env));
  if (stray) fail("ablate/question", { given: `a published figure for ${stray.env}`, expected: listing(names) });
}

/** Calls a function and adds the place to any coded error that it throws. */
async function inside<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    const { code, given, expected, fix } = thrown;
    throw new CodedError(code, { given: `${given}, ${place}`, expected, fix, cause: thrown });
  }
}

/** A sentence for every variant that equals an earlier one. */
function equalVariants(runs: readonly PlannedRun[], envs: readonly AskedEnv[]): string[] {
  const firsts = new Map<string, string>(); // variant by identity
  const places = new Map<string, string[]>();
  for (const { identity, env, variant } of runs) {
    const first = firsts.get(identity);
    if (first === undefined) {
      firsts.set(identity, variant);
      continue;
    }
    const pair = `${JSON.stringify(variant)} is the same as ${JSON.stringify(first)}`;
    const known = places.get(pair) ?? [];
    if (!known.includes(env)) places.set(pair, [...known, env]);
  }
  return [...places].map(
    ([pair, where]) =>
      `${pair}${where.length < envs.length ? ` on ${where.join(", ")}` : ""}: run once, counted for both.`,
  );
}
