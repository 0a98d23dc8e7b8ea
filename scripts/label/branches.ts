import {
  arraysOf,
  digest,
  evaluationSeed,
  fail,
  type PackedArray,
  type VectorEnv,
  type View,
} from "../../src/core/index.ts";
import type { Clip, LabelStore } from "../../src/labels/index.ts";
import { growing } from "../../src/record/growing.ts";
import {
  type LeafRows,
  leafRows,
  type ShownState,
  stateBeforeRestart,
  stateNow,
} from "../../src/record/stepped-worlds.ts";
import { leavesIn, pairsIn, sharedSteps, startTogether, type TreeShape, treePolicy } from "../../src/run/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { policyInputs } from "../../src/vector/policy-inputs.ts";
import type { OpenedAgent } from "../demos/opened-agent.ts";
import { registries } from "../registries.ts";

export interface BranchOptions {
  readonly shape: TreeShape;
  /** Trees, each from a start of its own. */
  readonly trees: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** A way to a leaf, as far as its episode went. */
interface Way {
  readonly actions: readonly PackedArray[];
  readonly observations: readonly PackedArray[];
  readonly features: { readonly [name: string]: Float64Array };
  readonly steps: number;
  /** Worlds as they were before the steps where ways part, by step. */
  readonly states: ReadonlyMap<number, Uint8Array>;
}

/**
 * Lets an agent live trees of episodes, and puts what comes after each fork into a store, pair by pair, for somebody to
 * compare. What two ways share is not shown again.
 * @returns how many pairs are new, and how many steps somebody looks at in all
 * @throws `labels/invalid` for worlds of several seats; `vector/unsavable`
 */
export async function branch(
  { spec, policy, name }: OpenedAgent,
  store: LabelStore,
  { shape, trees, seed, signal }: BranchOptions,
): Promise<{ readonly pairs: number; readonly steps: number }> {
  const leaves = leavesIn(shape);
  const vector = await openVector({ envs: registries.envs, env: spec.env, worlds: trees * leaves });
  try {
    if (vector.env.seats > 1)
      fail("labels/invalid", { given: `${spec.env.id}, a world of several seats`, expected: "one of a single seat" });
    await vector.reset(evaluationSeed(seed));
    await startTogether(vector, leaves);
    const ways = await live(vector, treePolicy(policy, shape), shape, signal);
    let [pairs, steps] = [0, 0];
    for (let tree = 0; tree < trees; tree++)
      for (const [a, b] of pairsIn(shape)) {
        signal.throwIfAborted();
        const [first, second] = [ways[tree * leaves + a], ways[tree * leaves + b]];
        const prefix = sharedSteps(shape, a, b);
        if (prefix >= Math.min(first.steps, second.steps)) continue; // both ended before they parted
        const clip = (way: Way, world: number): Clip => clipOf(way, prefix, { env: spec.env, seed, world });
        const state = first.states.get(prefix);
        const { isNew } = await store.ask({
          ...{
            a: clip(first, tree * leaves + a),
            b: clip(second, tree * leaves + b),
            prefix,
            asker: `branches of ${name}`,
          },
          ...(state && { parent: await digest(state.slice()) }),
        });
        if (isNew) pairs++;
        steps += first.steps + second.steps - 2 * prefix;
      }
    return { pairs, steps };
  } finally {
    await vector.close();
  }
}

async function live(
  vector: VectorEnv,
  policy: ReturnType<typeof treePolicy>,
  shape: TreeShape,
  signal: AbortSignal,
): Promise<readonly Way[]> {
  const { rows, env } = vector;
  const actions = leafRows(env.action, vector.actions);
  const [now, last] = [stateNow(vector), stateBeforeRestart(vector)];
  const tapes = Array.from({ length: rows }, (_, row) => tapeOf(env, actions, now, row));
  const forks = new Set(pairsIn(shape).map(([a, b]) => sharedSteps(shape, a, b)));
  const look = policyInputs(vector, policy.inputs ?? {});
  let state = new Float32Array(rows * policy.stateSize);
  for (let step = 0; step < shape.steps; step++) {
    signal.throwIfAborted();
    if (forks.has(step)) for (const [row, tape] of tapes.entries()) tape.states.set(step, await vector.save(row));
    const view: View = {
      ...{ rows, observations: vector.observations, masks: vector.masks, state },
      starts: new Uint8Array(rows).fill(step === 0 ? 1 : 0),
      ...(await look()),
    };
    const decision = await policy.act(view, "explore");
    state = decision.state.slice();
    arraysOf(vector.actions).forEach((array, i) => void array.set(arraysOf(decision.actions)[i] as never));
    await vector.step();
    for (const [row, tape] of tapes.entries()) {
      if (tape.isOver) continue;
      tape.isOver = vector.terminated[row] === 1 || vector.truncated[row] === 1;
      tape.add(actions, tape.isOver ? last : now);
    }
  }
  return tapes.map((tape) => tape.whole());
}

/** Keeps what a world lives, up to the end of its episode. */
function tapeOf(env: VectorEnv["env"], acted: readonly LeafRows[], begin: ShownState, row: number) {
  const kept = (leaves: readonly LeafRows[]) => leaves.map(({ dtype, size }) => growing(dtype, size));
  const [actions, observations] = [kept(acted), kept(begin.observations)];
  const features = Object.fromEntries(Object.keys(env.features).map((name) => [name, growing("float64")]));
  const show = (seen: ShownState) => {
    seen.observations.forEach(({ array }, i) => void observations[i].push(array, row));
    for (const [name, column] of Object.entries(features)) column.push(seen.features[name], row);
  };
  show(begin);
  return {
    isOver: false,
    states: new Map<number, Uint8Array>(),
    add(did: readonly LeafRows[], seen: ShownState) {
      did.forEach(({ array }, i) => void actions[i].push(array, row));
      show(seen);
    },
    whole(): Way {
      return {
        actions: actions.map((leaf) => leaf.whole()),
        observations: observations.map((leaf) => leaf.whole()),
        features: Object.fromEntries(Object.entries(features).map(([name, column]) => [name, column.whole()])),
        ...{ steps: observations[0].rows - 1, states: this.states },
      };
    },
  };
}

/** What a way has after the steps that it shares with another. */
function clipOf(
  { steps, actions, observations, features, states }: Way,
  from: number,
  of: Pick<Clip, "env" | "seed" | "world">,
): Clip {
  const rest = <A extends PackedArray>(array: A, rows: number): A => array.slice((from * array.length) / rows) as A;
  const state = states.get(from);
  return {
    ...{ ...of, start: from, length: steps - from },
    actions: actions.map((leaf) => rest(leaf, steps)),
    observations: observations.map((leaf) => rest(leaf, steps + 1)),
    features: Object.fromEntries(Object.entries(features).map(([name, column]) => [name, rest(column, steps + 1)])),
    ...(state && { state }),
  };
}
