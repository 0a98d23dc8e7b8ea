import { type Optimizer, type Parameters, stateNames, type Value, value } from "../../src/autodiff/index.ts";
import { arraysOf, type Batch, fail, type Leaf, type PackedArray, type Rng, type Space } from "../../src/core/index.ts";
import { isNormalized } from "./encoders.ts";
import type { Network } from "./network.ts";
import { type RunningMoments, runningMoments } from "./running.ts";

/** The learned state of the networks: weights, the optimiser's state, and the normalisation of observations. */
export interface Weights {
  /** By name: `flat`, the optimiser's moments, `t` and `rateScale`. */
  readonly state: { readonly [name: string]: Float32Array };
  /** Of every leaf that is normalised, by its number. */
  readonly moments: ReadonlyMap<number, RunningMoments>;
  /** Weights and normalisers as a session takes them; the same object until something changes. */
  readonly values: { readonly [name: string]: Value };
  /** Takes over what an update gave back, and then the observations that it was made with, where a seat was `present`. */
  update(next: { readonly [name: string]: Float32Array }, observations: Batch<Space>, present: Uint8Array): void;
  save(): SavedWeights;
  /** Only what networks compute with: no state of the optimiser. */
  saveActor(): SavedActor;
  /** @throws `checkpoint/foreign` where the networks are of another size, before anything has changed */
  loadActor(saved: SavedActor): void;
  /** @throws `checkpoint/foreign` where the networks are of another size */
  load(saved: SavedWeights): void;
}

export interface SavedWeights {
  readonly state: { readonly [name: string]: Float32Array };
  readonly moments: readonly Float64Array[];
}

export interface SavedActor {
  readonly flat: Float32Array;
  readonly moments: readonly Float64Array[];
}

export async function newWeights(
  { leaves, places, normalizers }: Network,
  parameters: Parameters,
  optimizer: Optimizer,
  rng: Rng,
): Promise<Weights> {
  const state: { [name: string]: Float32Array } = {};
  for (const name of stateNames(optimizer)) state[name] = new Float32Array(parameters.size);
  state.t = Float32Array.of(0);
  state.rateScale = Float32Array.of(1);
  state.flat = await parameters.initial(rng);
  const normalized = normalizers.length ? leaves.flatMap((leaf, i) => (isNormalized(leaf) ? [i] : [])) : [];
  const moments = new Map(normalized.map((i) => [i, runningMoments(leaves[i].size / (leaves[i].list?.most ?? 1))]));

  const wrap = () => {
    const values: { [name: string]: Value } = { flat: value(state.flat, [parameters.size]) };
    for (const [leaf, { mean, variance }] of moments) {
      values[`mean${leaf}`] = value(new Float32Array(mean), [mean.length]);
      values[`deviation${leaf}`] = value(new Float32Array(deviationsOf(variance)), [mean.length]);
    }
    return values;
  };
  let values = wrap();

  return {
    state,
    moments,
    get values() {
      return values;
    },
    update(next, observations, present) {
      for (const name of Object.keys(state)) state[name] = next[name].slice();
      const all = arraysOf(observations);
      const arrays = places.map((place) => all[place]);
      for (const [leaf, each] of moments) {
        const seen = rowsSeen(leaves, arrays, leaf, present);
        each.update(seen.values, seen.rows);
      }
      values = wrap();
    },
    save: () => ({ state, moments: Array.from(moments.values(), (each) => each.save()) }),
    saveActor: () => ({ flat: state.flat, moments: Array.from(moments.values(), (each) => each.save()) }),
    loadActor({ flat, moments: saved }) {
      const sizes = Array.from(moments.values(), ({ mean }) => 1 + 2 * mean.length);
      if (flat.length !== parameters.size || String(saved.map(({ length }) => length)) !== String(sizes))
        fail("checkpoint/foreign", {
          given: `an actor with ${flat.length} weights and ${saved.length} normalisers`,
          expected: `ppo's with ${parameters.size} and ${sizes.length}, of the same sizes`,
        });
      state.flat = flat;
      Array.from(moments.values()).forEach((each, i) => void each.load(saved[i]));
      values = wrap();
    },
    load(saved) {
      const size = saved.state?.flat?.length;
      if (size !== parameters.size)
        fail("checkpoint/foreign", {
          given: `a learner's state with ${size} weights`,
          expected: `${parameters.size}`,
        });
      for (const name of Object.keys(state)) state[name] = saved.state[name];
      Array.from(moments.values()).forEach((each, i) => {
        each.load(saved.moments[i]);
      });
      values = wrap();
    },
  };
}

/** Deviations that observations are divided by. */
export const deviationsOf = (variance: Float64Array): Float64Array => variance.map((each) => Math.sqrt(each + 1e-8));

/** The rows of a leaf in which a seat was present; of a leaf in a list, only those that the list uses. */
function rowsSeen(leaves: readonly Leaf[], arrays: readonly PackedArray[], leaf: number, present: Uint8Array) {
  const values = arrays[leaf];
  const { list, size } = leaves[leaf];
  if (!list && !present.includes(0)) return { values, rows: present.length };
  const lengths = list && arrays[leaves.findLastIndex(({ space }, i) => i < leaf && space.type === "length")];
  const width = list ? size / list.most : size;
  const usedIn = (row: number) => (present[row] ? (lengths ? lengths[row] : 1) : 0);
  let used = 0;
  for (let row = 0; row < present.length; row++) used += usedIn(row);
  const packed = new Float64Array(used * width);
  for (let row = 0, at = 0; row < present.length; row++) {
    const numbers = usedIn(row) * width;
    packed.set(values.subarray(row * size, row * size + numbers), at);
    at += numbers;
  }
  return { values: packed, rows: used };
}
