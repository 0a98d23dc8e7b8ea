import { fail, listing, nearest, type RewardExpression } from "../core/index.ts";
import { type LiveReward, openReward, rewardHost, unionOf } from "../reward/index.ts";
import type { Registries } from "../run/index.ts";
import { whyNotAskable, whyNotSimulable } from "./asking.ts";
import { dard } from "./dard.ts";
import { type Canonically, type DistanceOptions, epic } from "./epic.ts";
import type { Episodes } from "./episodes.ts";
import { type AskedReward, rescore } from "./rescore.ts";
import { type BestOfN, bestOfN } from "./statistics/best-of-n.ts";
import { meanOf, pearson, spearman } from "./statistics/correlation.ts";
import { pearsonDistance } from "./statistics/distance.ts";
import { pairwiseAccuracy } from "./statistics/pairwise.ts";
import { sharesOf, type TermShare } from "./statistics/shares.ts";

export interface CompareOptions extends Partial<DistanceOptions> {
  /** The reward that the others are held against, or `score`: the env's own yardstick. By default the one named gold. */
  readonly gold?: string;
}

/** How alike a reward and gold are, over rows or over episodes. Undefined where one of both is constant. */
export interface Agreement {
  readonly pearson?: number;
  readonly spearman?: number;
}

/** A reward of a comparison. */
export interface Compared {
  readonly name: string;
  readonly reward: RewardExpression;
  /** Of episodes. */
  readonly meanReturn: number;
  /** Of returns with gold's, over episodes; `accuracy` is that of pairs. Not there for gold itself. */
  readonly episodes?: Agreement & { readonly accuracy?: number };
  /** Of steps with gold's; only where gold is a reward. */
  readonly steps?: Agreement;
  readonly bestOfN?: BestOfN;
  readonly terms: readonly TermShare[];
  /** The returns of the episodes, in their order. */
  readonly returns: readonly number[];
}

/** Distances of rewards with each other, in [0, 1]; null where one of both is constant but for shaping. */
export interface Distances {
  readonly names: readonly string[];
  readonly between: readonly (readonly (number | null)[])[];
  readonly transitions: number;
  readonly draws: number;
}

export interface Comparison {
  readonly env: string;
  readonly episodes: number;
  readonly rows: number;
  readonly gold: string;
  readonly gamma: number;
  readonly seed: number;
  readonly rewards: readonly Compared[];
  /** Gold of the episodes, in their order. */
  readonly goldReturns: readonly number[];
  readonly epic?: Distances;
  readonly dard?: Distances;
  /** What was not measured, and why. */
  readonly notes: readonly string[];
}

/** The name of the env's own yardstick, as gold. */
export const scoreName = "score";

const defaults = { gamma: 0.99, seed: 0, transitions: 512, draws: 128 };
const simulated = { transitions: 64, draws: 16 }; // at most: a step of the env each

/**
 * Compares rewards on recorded episodes: with gold, with each other, and by their terms.
 * @throws `cli/usage` for a gold that is not among them, and what `rescore` and `dard` throw
 */
export async function compare(
  episodes: Episodes,
  rewards: { readonly [name: string]: AskedReward },
  registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
  options: CompareOptions = {},
): Promise<Comparison> {
  const { env, records } = episodes;
  const drawing = { ...defaults, ...options };
  const names = Object.keys(rewards);
  const gold = options.gold ?? (names.includes("gold") ? "gold" : scoreName);
  if (gold !== scoreName && !names.includes(gold))
    fail("cli/usage", {
      given: `gold ${JSON.stringify(gold)}`,
      expected: listing([...names, scoreName]),
      fix: nearest(gold, [...names, scoreName]),
    });
  const scored = new Map<string, Awaited<ReturnType<typeof rescore>>>();
  for (const name of names) scored.set(name, await rescore(episodes, rewards[name], registries));
  const goldScores = scored.get(gold);
  const goldReturns = goldScores?.episodes.map(({ total }) => total) ?? records.map(({ score }) => score);
  const compared = [...scored].map(([name, { episodes, rows }]): Compared => {
    const returns = episodes.map(({ total }) => total);
    const terms = sharesOf(rows.total, rows.terms);
    const known = { name, reward: rewards[name].reward, meanReturn: meanOf(returns), terms, returns };
    if (name === gold) return known;
    return {
      ...known,
      episodes: { ...agreement(returns, goldReturns), accuracy: pairwiseAccuracy(returns, goldReturns) },
      ...(goldScores && { steps: agreement(rows.total, goldScores.rows.total) }),
      bestOfN: bestOfN(returns, goldReturns, drawing.seed),
    };
  });
  const { epic, dard, notes } = await distances(episodes, rewards, registries, drawing);
  return {
    env: env.id,
    episodes: records.length,
    rows: [...scored.values()][0]?.rows.total.length ?? 0,
    gold,
    gamma: drawing.gamma,
    seed: drawing.seed,
    rewards: compared,
    goldReturns,
    ...(epic && { epic }),
    ...(dard && { dard }),
    notes: [...episodes.notices, ...notes],
  };
}

const agreement = (values: ArrayLike<number>, gold: ArrayLike<number>): Agreement => ({
  pearson: pearson(values, gold),
  spearman: spearman(values, gold),
});

/** The distances between all rewards that can be asked about transitions which nobody lived. */
async function distances(
  { env, records }: Episodes,
  rewards: { readonly [name: string]: AskedReward },
  registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
  drawing: DistanceOptions,
): Promise<Pick<Comparison, "epic" | "dard" | "notes">> {
  const opened: { readonly name: string; readonly live: LiveReward }[] = [];
  const notes: string[] = [];
  try {
    for (const [name, { reward, learned }] of Object.entries(rewards)) {
      const host = rewardHost(env, { seats: env.seats, seed: records[0].seed });
      const live = await openReward(reward, registries, env, host);
      opened.push({ name, live });
      if (learned) await live.load(learned);
    }
    const asked = opened.filter(({ name, live }) => {
      const why = whyNotAskable(live);
      if (why) notes.push(`${name} has no distance to others: ${why}, and a distance asks about any transition.`);
      return !why;
    });
    if (asked.length < 2) return { notes };
    const inputs = unionOf(
      asked.map(({ name, live }) => ({ path: name, inputs: live.inputs })),
      env,
    );
    const between = epic(env, records, inputs, drawing);
    const why = whyNotSimulable(env, records);
    if (why) notes.push(`No DARD distance: ${why}.`);
    const small = {
      transitions: Math.min(drawing.transitions, simulated.transitions),
      draws: Math.min(drawing.draws, simulated.draws),
    };
    const feasible = why ? undefined : await dard({ env, records }, registries.envs, inputs, { ...drawing, ...small });
    return {
      epic: await distancesOf(asked, between),
      ...(feasible && { dard: await distancesOf(asked, feasible) }),
      notes,
    };
  } finally {
    for (const { live } of opened) await live.close();
  }
}

async function distancesOf(
  rewards: readonly { readonly name: string; readonly live: LiveReward }[],
  { transitions, draws, of }: Canonically,
): Promise<Distances> {
  const columns: (Float64Array | undefined)[] = [];
  for (const { live } of rewards) columns.push(await of(live));
  const between = columns.map((a) => columns.map((b) => pearsonDistance(a, b) ?? null));
  return { names: rewards.map(({ name }) => name), between, transitions, draws };
}
