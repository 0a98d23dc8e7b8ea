import {
  arraysOf,
  batchIn,
  type Env,
  generator,
  groupBy,
  leavesOf,
  type Registry,
  type RewardInputs,
  type VectorEnv,
} from "../core/index.ts";
import { type EpisodeRecord, replay } from "../record/index.ts";
import { openVector } from "../vector/index.ts";
import { type Canonically, canonicalOf, type DistanceOptions, livedTriples } from "./epic.ts";
import type { Episodes } from "./episodes.ts";
import { drawRows, type LivedRow, putLived } from "./lived-rows.ts";
import { type StatePool, statePool, type Triples } from "./state-pool.ts";

/**
 * DARD's canonical rewards (Wulfe et al. 2022, arXiv:2201.10081) on lived transitions (s, a, s'): as EPIC's, but all
 * states follow by the env's own dynamics: R(s, a, s') + E[gamma R(s', A, S'') - R(s, A, S') - gamma R(S', A, S'')], where
 * S' is simulated from s and S'' from s', both with a lived action A. A simulated world has the chance that it was saved with.
 * Last steps of episodes are left out, since nothing follows them.
 * @throws `episode/mismatch` where an episode does not replay, `vector/unsavable`
 */
export async function dard(
  { env, records }: Pick<Episodes, "env" | "records">,
  envs: Registry<Env>,
  inputs: RewardInputs,
  { gamma, seed, transitions, draws }: DistanceOptions,
): Promise<Canonically> {
  const rng = generator(seed, "dard");
  const lived = drawRows(records, transitions, rng, ({ steps }, row) => row < steps - 1);
  const n = lived.length;
  const acting = drawRows(records, draws, rng, () => true);
  const count = acting.length;
  const [now, next] = [2 * n, 2 * n + n * count]; // where the states begin that follow s, and those that follow s'
  const pool = statePool(env, inputs, next + n * count, n + count);
  for (const [i, one] of lived.entries()) putLived(pool, env, one, { from: i, action: i, to: n + i });
  for (const [draw, { record, row }] of acting.entries())
    pool.putAction(n + draw, batchIn(env.action, record.actions), row);
  if (n > 0) {
    const choice = records[0].env;
    const [one, many] = [
      await openVector({ envs, env: choice, worlds: 1 }),
      await openVector({ envs, env: choice, worlds: count }),
    ];
    try {
      await eachState(one, lived, async (i, from, to) => {
        await simulate(many, from, acting, pool, now + i * count);
        await simulate(many, to, acting, pool, next + i * count);
      });
    } finally {
      await one.close();
      await many.close();
    }
  }
  const each = (value: (i: number, draw: number) => number) =>
    Int32Array.from({ length: n * count }, (_, at) => value(Math.floor(at / count), at % count));
  const triples = (from: (i: number, draw: number) => number, first: number): Triples => ({
    from: each(from),
    action: each((_, draw) => n + draw),
    to: each((i, draw) => first + i * count + draw),
  });
  const asked = {
    own: livedTriples(n),
    from: triples((i) => i, now),
    onward: triples((i) => n + i, next),
    beyond: triples((i, draw) => now + i * count + draw, next),
  };
  return { transitions: n, draws: count, of: (live) => canonicalOf(live, pool, asked, count, gamma) };
}

/** Replays the episodes of rows, and hands over the world before and after each of them. */
async function eachState(
  vector: VectorEnv,
  lived: readonly LivedRow[],
  use: (i: number, before: Uint8Array, after: Uint8Array) => Promise<void>,
): Promise<void> {
  const numbered = lived.map((one, i) => ({ ...one, i }));
  for (const [record, rows] of groupBy(numbered, (one) => one.record)) {
    const wanted = new Set(rows.flatMap(({ row }) => [row, row + 1]));
    const states = new Map<number, Uint8Array>();
    const keep = async (step: number) => {
      if (wanted.has(step)) states.set(step, await vector.save(0));
    };
    await replay(record, vector, { begun: () => keep(0), after: (step) => keep(step + 1) });
    for (const { i, row } of rows) await use(i, states.get(row)!, states.get(row + 1)!);
  }
}

/** Takes each action in a world of its own, all from one state, and puts what follows into the pool. */
async function simulate(
  vector: VectorEnv,
  from: Uint8Array,
  acting: readonly LivedRow[],
  pool: StatePool,
  first: number,
): Promise<void> {
  const { env } = vector;
  const sizes = leavesOf(env.action).map(({ size }) => size);
  for (const [world, one] of acting.entries()) {
    await vector.load(world, from);
    copyAction(one.record, one.row, arraysOf(vector.actions), sizes, world);
  }
  await vector.step();
  for (let world = 0; world < vector.worlds; world++) {
    const ended = vector.terminated[world] + vector.truncated[world] > 0;
    if (ended) pool.putState(first + world, vector.finalFeatures, vector.finalObservations, world);
    else pool.putState(first + world, vector.features, vector.observations, world);
  }
}

function copyAction(
  { actions }: EpisodeRecord,
  row: number,
  to: ReturnType<typeof arraysOf>,
  sizes: readonly number[],
  world: number,
): void {
  for (const [i, size] of sizes.entries())
    for (let at = 0; at < size; at++) to[i][world * size + at] = actions[i][row * size + at];
}
