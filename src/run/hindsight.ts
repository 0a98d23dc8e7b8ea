import { generator, type Hindsight, type PackedArray, type RewardInputs, type RewardRows } from "../core/index.ts";
import type { LiveReward, Relabelled, Relabeller } from "../reward/index.ts";

/** Tells rollouts with other goals for a learner that asks for it. */
export interface HindsightSource {
  /** What rows must hold. */
  readonly inputs: RewardInputs;
  /** @param version updates that came before, which decides the goals that are drawn */
  retell(rows: RewardRows, version: number): Promise<Hindsight>;
  close(): Promise<void>;
}

/** @param copies of every row, each with a goal of its own */
export function hindsightSource(
  relabeller: Relabeller,
  reward: Pick<LiveReward, "save">,
  copies: number,
  seed: number,
): HindsightSource {
  return {
    inputs: relabeller.inputs,
    async retell(rows, version) {
      await relabeller.load(await reward.save());
      const told: Hindsight[] = [];
      for (let copy = 0; copy < copies; copy++) {
        const rng = generator(seed, "hindsight", version, copy);
        told.push(hindsightOf(await relabeller.relabel(rows, { strategy: "future", share: 1 }, rng)));
      }
      return joined(told);
    },
    close: () => relabeller.close(),
  };
}

function hindsightOf({ rows, source, total }: Relabelled): Hindsight {
  const leaves = Object.values(rows.leaves) as PackedArray[];
  const picked = (at: Int32Array) =>
    leaves.map((leaf) => pick(leaf, at.subarray(0, rows.rows), sizeOfLeaf(leaf, rows)));
  return {
    ...{ rows: rows.rows, source, before: picked(rows.before.leafRows), after: picked(rows.leafRows) },
    ...{ rewards: total.slice(), terminated: rows.terminated },
  };
}

/** Each row told alone has a state before and one after it. */
const sizeOfLeaf = (leaf: PackedArray, { rows }: RewardRows) => leaf.length / (2 * rows);

function pick(from: PackedArray, at: Int32Array, size: number): PackedArray {
  const out = new (from.constructor as Float32ArrayConstructor)(at.length * size) as PackedArray;
  for (let i = 0; i < at.length; i++) for (let k = 0; k < size; k++) out[i * size + k] = from[at[i] * size + k];
  return out;
}

function joined(parts: readonly Hindsight[]): Hindsight {
  const all = <A extends PackedArray>(of: (part: Hindsight) => A): A => {
    const arrays = parts.map(of);
    const length = arrays.reduce((sum, array) => sum + array.length, 0);
    const out = new (arrays[0].constructor as Float32ArrayConstructor)(length) as unknown as A;
    let at = 0;
    for (const array of arrays) {
      out.set(array as never, at);
      at += array.length;
    }
    return out;
  };
  const leaves = (side: "before" | "after") => parts[0][side].map((_, i) => all((part) => part[side][i]));
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    ...{ source: all(({ source }) => source), before: leaves("before"), after: leaves("after") },
    ...{ rewards: all(({ rewards }) => rewards), terminated: all(({ terminated }) => terminated) },
  };
}
