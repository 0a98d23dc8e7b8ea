import { type BoundEnv, generator, type RewardInputs } from "../core/index.ts";
import type { EpisodeRecord } from "../record/index.ts";
import type { LiveReward } from "../reward/index.ts";
import { ask, meansOf } from "./asking.ts";
import { drawRows, putLived, tookPart } from "./lived-rows.ts";
import { type StatePool, statePool, type Triples } from "./state-pool.ts";
import { canonical } from "./statistics/distance.ts";

/** How much is drawn for a distance. */
export interface DistanceOptions {
  /** Discount of the shaping that makes no difference. */
  readonly gamma: number;
  readonly seed: number;
  /** Transitions that rewards are compared on, at most. */
  readonly transitions: number;
  /** Actions, each with a next state, drawn for each of them; all there are, where there are no more. */
  readonly draws: number;
}

/** Rewards without potential shaping, of the same transitions. */
export interface Canonically {
  readonly transitions: number;
  readonly draws: number;
  /** Undefined where nothing but a constant is left. */
  of(live: LiveReward): Promise<Float64Array | undefined>;
}

/**
 * EPIC's canonical rewards (Gleave et al. 2021, arXiv:2006.13900, definition 4.1) on lived transitions (s, a, s'):
 * R(s, a, s') + E[gamma R(s', A, S') - R(s, A, S') - gamma R(S, A, S')] with actions and states drawn from those that were
 * lived, independently. Most of these transitions are impossible. The last term is the same for all and left out.
 */
export function epic(
  env: BoundEnv,
  records: readonly EpisodeRecord[],
  inputs: RewardInputs,
  { gamma, seed, transitions, draws }: DistanceOptions,
): Canonically {
  const rng = generator(seed, "epic");
  const lived = drawRows(records, transitions, rng, tookPart);
  const n = lived.length;
  const pool = statePool(env, inputs, 2 * n, n);
  for (const [i, one] of lived.entries()) putLived(pool, env, one, { from: i, action: i, to: n + i });
  const pairs = n * 2 * n; // of an action and a state
  const drawn = Math.min(draws, pairs);
  const chosen = Int32Array.from({ length: drawn }, (_, i) => (pairs <= draws ? i : rng.integer(pairs)));
  const actions = chosen.map((pair) => pair % n);
  const states = chosen.map((pair) => Math.floor(pair / n));
  const from = (first: number) => everyDraw(n, first, actions, states);
  return {
    transitions: n,
    draws: drawn,
    of: (live) => canonicalOf(live, pool, { own: livedTriples(n), from: from(0), onward: from(n) }, drawn, gamma),
  };
}

/** Each lived transition, as it was. */
export function livedTriples(n: number): Triples {
  const numbers = Int32Array.from({ length: n }, (_, i) => i);
  return { from: numbers, action: numbers, to: numbers.map((i) => n + i) };
}

/** From each of n states, every draw of an action and a next state. */
function everyDraw(n: number, first: number, actions: Int32Array, states: Int32Array): Triples {
  const draws = actions.length;
  const each = (value: (i: number, draw: number) => number) =>
    Int32Array.from({ length: n * draws }, (_, at) => value(Math.floor(at / draws), at % draws));
  return {
    from: each((i) => first + i),
    action: each((_, draw) => actions[draw]),
    to: each((_, draw) => states[draw]),
  };
}

export async function canonicalOf(
  live: LiveReward,
  pool: StatePool,
  triples: { readonly own: Triples; readonly from: Triples; readonly onward: Triples; readonly beyond?: Triples },
  draws: number,
  gamma: number,
): Promise<Float64Array | undefined> {
  const mean = async (asked: Triples) => meansOf(await ask(live, pool, asked), draws);
  const own = await ask(live, pool, triples.own);
  const [from, onward] = [await mean(triples.from), await mean(triples.onward)];
  const beyond = triples.beyond && (await mean(triples.beyond));
  return canonical({ own, from, onward, beyond }, gamma);
}
