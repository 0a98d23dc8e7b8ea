import type { Fitted, LabelledClips } from "../../../rewards/learned/fit.ts";
import { generator } from "../../../src/core/index.ts";
import { pairsIn, sharedSteps, type TreeShape } from "../../../src/run/index.ts";
import type { Path } from "./trees.ts";

export const rationality = 2; // per deviation of the difference

/** Pairs of ways of the same trees, and what a noisy labeller says. */
export function labelled(trees: readonly (readonly Path[])[], shape: TreeShape, count: number, seed: number) {
  const rng = generator(seed, "topology", "labels");
  const all = trees.flatMap((paths) =>
    pairsIn(shape).map(([a, b]) => ({ a: paths[a], b: paths[b], shared: sharedSteps(shape, a, b) })),
  );
  const pairs = all.slice(0, count);
  const deviation = Math.sqrt(pairs.reduce((sum, { a, b }) => sum + (a.gold - b.gold) ** 2, 0) / pairs.length) || 1;
  const labels = pairs.map(({ a, b }) =>
    Number(rng.uniform() < 1 / (1 + Math.exp((rationality * (b.gold - a.gold)) / deviation))),
  );
  const looked = pairs.reduce((sum, { a, b, shared }) => sum + a.steps + b.steps - 2 * Math.min(shared, a.steps), 0);
  return { pairs, labels, looked: looked / pairs.length };
}

interface Pair {
  readonly a: Path;
  readonly b: Path;
}

export function examplesOf(pairs: readonly Pair[], labels: readonly number[], steps: number): LabelledClips {
  const size = pairs[0].a.rows.length / pairs[0].a.steps;
  const side = (which: "a" | "b") => {
    const rows = new Float32Array(pairs.length * steps * size);
    const live = new Float32Array(pairs.length * steps);
    for (const [i, pair] of pairs.entries()) {
      rows.set(pair[which].rows, i * steps * size);
      live.fill(1, i * steps, i * steps + pair[which].steps);
    }
    return { rows, live };
  };
  const none = new Float32Array(pairs.length);
  return {
    ...{ count: pairs.length, steps, size, first: side("a"), second: side("b"), label: Float32Array.from(labels) },
    ...{ strength: none.slice().fill(1), firstRating: none, secondRating: none },
  };
}

/** What a reward makes of each path. */
export async function worths(fitted: Fitted, paths: readonly Path[], steps: number): Promise<Float64Array> {
  const nothing: Path = { rows: paths[0].rows.slice(0, paths[0].rows.length / paths[0].steps), steps: 0, gold: 0 };
  const size = nothing.rows.length;
  const rows = new Float32Array(paths.length * steps * size);
  const live = new Float32Array(paths.length * steps);
  for (const [i, path] of paths.entries()) {
    rows.set(path.rows, i * steps * size);
    live.fill(1, i * steps, i * steps + path.steps);
  }
  const zero = new Float32Array(paths.length);
  const empty = { rows: new Float32Array(rows.length), live: new Float32Array(live.length) };
  return fitted.leads({
    ...{ count: paths.length, steps, size, first: { rows, live }, second: empty },
    ...{ label: zero, strength: zero, firstRating: zero, secondRating: zero },
  });
}
