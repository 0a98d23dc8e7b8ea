import type { BoundEnv, RewardInputs } from "../core/index.ts";
import { bindExpression, openReward, rewardHost } from "../reward/index.ts";
import type { Registries } from "../run/index.ts";
import type { Episodes } from "./episodes.ts";
import { type ExpressionPart, expressionTree, partsIn } from "./expression-tree.ts";
import { type AskedReward, rescore } from "./rescore.ts";
import { meanOf, varianceOf } from "./statistics/correlation.ts";
import { sharesOf, type TermShare } from "./statistics/shares.ts";

/** What there is to know about a reward before an agent learns from it. */
export interface Inspection {
  readonly env: string;
  /** The terms of the expression's sum. */
  readonly parts: readonly ExpressionPart[];
  /** Names of the columns that are recorded. */
  readonly terms: readonly string[];
  readonly inputs: RewardInputs;
  /** Units of the features and what the events are, of those that it reads. */
  readonly measured: { readonly [name: string]: string };
  /** Rewards and transforms in it, and their params. */
  readonly size: { readonly rewards: number; readonly transforms: number; readonly params: number };
  /** What it has learned, or has to begin with. [bytes] */
  readonly learnedBytes: number;
  /** What it remembers of a seat. [bytes] */
  readonly seatBytes: number;
  readonly worth?: Worth;
}

/** What a reward gives episodes. */
export interface Worth {
  readonly episodes: number;
  readonly mean: number;
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
  readonly terms: readonly TermShare[];
}

/** @throws what opening the reward throws, and `rescore` where episodes are given */
export async function inspect(
  env: BoundEnv,
  asked: AskedReward,
  registries: Pick<Registries, "rewards" | "transforms" | "files">,
  episodes?: Episodes,
): Promise<Inspection> {
  const { reward, learned } = asked;
  const parts = await expressionTree(await bindExpression(reward, registries, env), registries);
  const all = partsIn(parts);
  const live = await openReward(reward, registries, env, rewardHost(env, { seats: env.seats, seed: 0 }));
  try {
    if (learned) await live.load(learned);
    const { inputs, terms } = live;
    const { features = [], vectors = [], events = [] } = inputs;
    const columns = Object.entries(env.features).filter(
      ([name]) => features.includes(name) || vectors.includes(name.replace(/\.\d+$/, "")),
    );
    const count = (kind: ExpressionPart["kind"]) => all.filter((part) => part.kind === kind).length;
    return {
      env: env.id,
      parts,
      terms,
      inputs,
      measured: Object.fromEntries([...columns, ...events.map((name) => [name, env.events[name]])]),
      size: {
        rewards: count("reward"),
        transforms: count("transform"),
        params: all.reduce((sum, { params = {} }) => sum + Object.keys(params).length, 0),
      },
      learnedBytes: (await live.save()).length,
      seatBytes: live.saveSeat(0).length,
      ...(episodes && { worth: await worthOf(episodes, asked, registries) }),
    };
  } finally {
    await live.close();
  }
}

async function worthOf(
  given: Episodes,
  asked: AskedReward,
  registries: Pick<Registries, "rewards" | "transforms" | "files">,
): Promise<Worth> {
  const { episodes, rows } = await rescore(given, asked, registries);
  const returns = episodes.map(({ total }) => total);
  return {
    episodes: returns.length,
    mean: meanOf(returns),
    deviation: Math.sqrt(varianceOf(returns)),
    lowest: Math.min(...returns),
    highest: Math.max(...returns),
    terms: sharesOf(rows.total, rows.terms),
  };
}
