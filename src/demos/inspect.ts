import { bindEnv, type Columns, digest, type Env, type Params, type Registry } from "../core/index.ts";
import {
  type ImportSource,
  isImported,
  parseStoredEpisode,
  readWhole,
  requireEnvOf,
  type StoredEpisode,
} from "../record/index.ts";
import { type ActionRanges, rangingActions } from "./action-ranges.ts";
import { taskOf } from "./task.ts";

/** What is known of a file. */
export interface InspectedEpisode {
  readonly file: string;
  readonly env: { readonly id: string; readonly params: Params };
  readonly agent?: string;
  /** Of the vector that it was recorded in, and which of its worlds; of an import what the data set says. */
  readonly seed?: number;
  readonly world?: number;
  readonly imported?: ImportSource;
  /** Of rewardgym, when it was recorded or imported. */
  readonly version: string;
  readonly steps: number;
  readonly return: number;
  /** By the env's yardstick; nobody measured it in an import. */
  readonly score?: number;
  /** Whether the feature `success` was ever 1; left out where the env has none, or it was not measured. */
  readonly succeeded?: boolean;
  readonly ended: "terminated" | "truncated";
  readonly observations: boolean;
  readonly seats: number;
  /** An earlier file with the same bytes. */
  readonly sameAs?: string;
}

export interface Spread {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

/** What is known of episodes together. */
export interface InspectedEpisodes {
  readonly episodes: readonly InspectedEpisode[];
  /** Observations with the action that followed: a learner's examples. */
  readonly pairs: number;
  readonly return: Spread;
  readonly steps: Spread;
  /** Left out where no episode has a score. */
  readonly score?: Spread;
  /** Left out where episodes are of several envs, or of one that is not here. */
  readonly actions?: ActionRanges;
  /** What keeps agents from learning from them, or makes that doubtful. */
  readonly warnings: readonly string[];
}

/**
 * Looks at episodes as demonstrations.
 * @throws `file/corrupt`, `file/unusable`, `episode/mismatch` for an episode whose arrays are not those of its env
 */
export async function inspectEpisodes(files: readonly string[], envs: Registry<Env>): Promise<InspectedEpisodes> {
  const episodes: InspectedEpisode[] = [];
  const firstWith = new Map<string, string>();
  const tasks = new Set<string>();
  let actions: Awaited<ReturnType<typeof rangingIn>>;
  for (const file of files) {
    const bytes = await readWhole(file, "a whole episode");
    const episode = parseStoredEpisode(bytes, file);
    const name = await digest(bytes);
    episodes.push(summaryOf(episode, file, firstWith.get(name)));
    if (!firstWith.has(name)) firstWith.set(name, file);
    if (tasks.size === 0) actions = await rangingIn(episode, envs);
    tasks.add(taskOf(episode));
    if (tasks.size === 1) actions?.add(episode);
  }
  const scores = episodes.flatMap(({ score }) => (score === undefined ? [] : [score]));
  return {
    episodes,
    pairs: episodes.reduce((sum, { steps, observations }) => sum + (observations ? steps : 0), 0),
    return: spreadOf(episodes.map((each) => each.return)),
    steps: spreadOf(episodes.map(({ steps }) => steps)),
    ...(scores.length > 0 && { score: spreadOf(scores) }),
    ...(actions && tasks.size === 1 && { actions: actions.ranges() }),
    warnings: warningsOf(episodes, tasks.size),
  };
}

/** Nothing for an env that is not here. */
async function rangingIn({ env: { id, params } }: StoredEpisode, envs: Registry<Env>) {
  if (!envs.has(id)) return undefined;
  const env = bindEnv(await envs.find(id), params);
  const ranging = rangingActions(env.action);
  return {
    add(episode: StoredEpisode): void {
      requireEnvOf(episode, env);
      ranging.add(episode.actions);
    },
    ranges: ranging.ranges,
  };
}

function summaryOf(episode: StoredEpisode, file: string, sameAs: string | undefined): InspectedEpisode {
  const { env, versions, steps, terminated } = episode;
  const common = {
    file,
    env,
    version: versions.rewardgym ?? "unknown",
    steps,
    return: episode.return,
    ended: terminated ? ("terminated" as const) : ("truncated" as const),
    observations: episode.observations !== undefined,
    ...(sameAs !== undefined && { sameAs }),
  };
  if (isImported(episode)) {
    const { imported } = episode;
    const { agent, seed } = imported;
    return {
      ...common,
      imported,
      seats: 1,
      ...(agent !== undefined && { agent }),
      ...(seed !== undefined && { seed }),
    };
  }
  const { agent, seed, world, score, features, seats } = episode;
  return { ...common, agent, seed, world, score, seats: seats?.count ?? 1, ...succeeded(features) };
}

const succeeded = ({ success }: Columns) => success && { succeeded: success.some((value) => value >= 1) };

function spreadOf(values: readonly number[]): Spread {
  let [sum, lowest, highest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { mean: sum / values.length, lowest, highest };
}

function warningsOf(episodes: readonly InspectedEpisode[], tasks: number): string[] {
  const all = episodes.length;
  const count = (is: (episode: InspectedEpisode) => boolean) => episodes.filter(is).length;
  const blind = count(({ observations }) => !observations);
  const doubled = count(({ sameAs }) => sameAs !== undefined);
  const shared = count(({ seats }) => seats > 1);
  const measured = episodes.filter(({ succeeded }) => succeeded !== undefined);
  const ids = new Set(episodes.map(({ env }) => env.id));
  const [id] = ids;
  return [
    ...(ids.size > 1
      ? [`They are of several envs (${[...ids].join(" and ")}): a run takes those of its own env, and refuses these.`]
      : tasks > 1
        ? [`They are of ${id} with ${tasks} sets of params: a run refuses those whose spaces are not its own.`]
        : []),
    ...(blind > 0 ? [`${blind} of ${all} have no observations: nobody can learn from those.`] : []),
    ...(shared > 0 ? [`${shared} of ${all} are of several seats: no agent takes those.`] : []),
    ...(doubled > 0 ? [`${doubled} of ${all} are the same as an earlier file, byte for byte, and count twice.`] : []),
    ...(measured.length > 0 && measured.every(({ succeeded }) => !succeeded)
      ? [`None of ${measured.length} ever succeeds, by the feature \`success\`.`]
      : []),
  ];
}
