import { arraysOf, type Decision, type Policy, type VectorEnv } from "../core/index.ts";

/**
 * Episodes that share their beginnings, so that what is compared differs in less, and less has to be looked at (Reward
 * Generalization in RLHF, arXiv 2402.10184). A tree forks `depth` times, evenly along `steps`, first at the start, each
 * time `branching` ways; a leaf is a way from the start to the end. Depth 1 is independent episodes of one start: chains.
 */
export interface TreeShape {
  readonly depth: number;
  readonly branching: number;
  /** Steps from the start to a leaf. */
  readonly steps: number;
}

export const leavesIn = ({ depth, branching }: TreeShape): number => branching ** depth;

/** How often the way to a leaf has forked once a step is taken; steps count from 0. */
const forksBefore = ({ depth, steps }: TreeShape, step: number): number =>
  Math.min(depth, Math.floor((step * depth) / steps) + 1);

/** The first of the leaves whose ways have not parted from this one's in a step. */
export function leaderOf(shape: TreeShape, leaf: number, step: number): number {
  const together = shape.branching ** (shape.depth - forksBefore(shape, step));
  return Math.floor(leaf / together) * together;
}

/** Steps that two leaves share from the start on. */
export function sharedSteps(shape: TreeShape, a: number, b: number): number {
  let step = 0;
  while (step < shape.steps && leaderOf(shape, a, step) === leaderOf(shape, b, step)) step++;
  return step;
}

/** All pairs of different leaves. */
export const pairsIn = (shape: TreeShape): (readonly [number, number])[] => {
  const leaves = leavesIn(shape);
  return Array.from({ length: leaves }, (_, a) => a).flatMap((a) =>
    Array.from({ length: leaves - a - 1 }, (_, i) => [a, a + 1 + i] as const),
  );
};

/**
 * Lets worlds live trees: each row does what its leader does until their ways part. Rows make trees in order, one for each
 * leaf, in worlds that begin in the same state: see `startTogether`.
 */
export function treePolicy(policy: Policy, shape: TreeShape): Policy {
  let step = 0;
  const leaves = leavesIn(shape);
  const leader = (row: number) => row - (row % leaves) + leaderOf(shape, row % leaves, step);
  return {
    ...policy,
    async act(view, mode): Promise<Decision> {
      const decision = await policy.act(view, mode);
      for (const array of arraysOf(decision.actions)) follow(array, view.rows, leader);
      follow(decision.state, view.rows, leader);
      step = (step + 1) % shape.steps;
      return decision;
    },
  };
}

/** Gives every row the numbers of its leader, which comes before it. */
function follow(array: { [at: number]: number; length: number }, rows: number, leader: (row: number) => number): void {
  const size = array.length / rows;
  for (let row = 0; row < rows; row++)
    for (let k = 0, from = leader(row) * size; k < size; k++) array[row * size + k] = array[from + k];
}

/** Puts each block of worlds into the state of its first one, its chance included. @param together worlds of a block. @throws `vector/unsavable` */
export async function startTogether(vector: VectorEnv, together: number): Promise<void> {
  for (let first = 0; first < vector.worlds; first += together) {
    const state = await vector.save(first);
    for (let world = first + 1; world < Math.min(first + together, vector.worlds); world++)
      await vector.load(world, state);
  }
}
