import { openSession, value } from "../../src/autodiff/index.ts";
import { defineReward, fail, generator, type Packable, pack, unpack } from "../../src/core/index.ts";
import { compileDistillation, type PredictorState } from "./distillation.ts";
import { type Scale, scaleOf } from "./scale.ts";

const clip = 5; // deviations of an observation from its mean
const what = "what random network distillation has learned";

/**
 * Random network distillation: how badly a network that learns from what training has seen says what a random network
 * says of an observation (Burda et al. 2018, arXiv 1810.12894). In units of its running deviation, so that its size stays
 * about the same as surprise wears off. Meant as a stream of its own, with a discount and a value of its own.
 */
export const rnd = defineReward({
  id: "intrinsic/rnd-v1",
  summary: "How new an observation is: the error of a network that learns to predict a random one.",
  inputs: { observations: true },
  params: { hidden: 64, outputs: 32, learningRate: 1e-3, minibatch: 256, threads: 1 },
  limits: {
    hidden: { whole: [1, 4096] },
    outputs: { whole: [1, 4096] },
    learningRate: [0, 10],
    minibatch: { whole: [1, 1_000_000] },
    threads: { whole: [1, 1024] },
  },
  create({ hidden, outputs, learningRate, minibatch, threads }, { seed }) {
    const shuffler = generator(seed, "rnd", "minibatches");
    let opened: ReturnType<typeof open> | undefined;
    let loaded: Uint8Array | undefined; // until the size of observations is known
    let hasLearned = false;

    async function open(observationSize: number) {
      const sizes = { observationSize, hidden, outputs, minibatch };
      const networks = await compileDistillation(sizes, generator(seed, "rnd", "weights"));
      const [look, training] = await Promise.all([
        openSession(networks.look, { threads }),
        openSession(networks.training.model, { threads }),
      ]);
      const learned = { state: networks.state, observed: scaleOf(observationSize), surprise: scaleOf(1) };
      const whole = { look, training, observationSize, learned, normal: new Float32Array(0) };
      if (loaded) restore(whole.learned, loaded);
      return whole;
    }

    const ready = (observationSize: number) => (opened ??= open(observationSize));

    /** Observations as the networks see them. */
    function normalised(observations: Float32Array, observed: Scale, size: number): Float32Array {
      const normal = new Float32Array(observations.length);
      const deviations = Float64Array.from({ length: size }, (_, i) => observed.deviation(i));
      for (let at = 0; at < normal.length; at++) {
        const i = at % size;
        normal[at] = Math.max(-clip, Math.min(clip, (observations[at] - observed.mean[i]) / deviations[i]));
      }
      return normal;
    }

    async function lookAt(observations: Float32Array, size: number) {
      const { look, learned } = await ready(size);
      const seen = normalised(observations, learned.observed, size);
      const rows = seen.length / size;
      const flat = value(learned.state.flat, [learned.state.flat.length]);
      const { goal, surprise } = await look.run({ flat, seen: value(seen, [rows, size]) });
      return { seen, goal, surprise };
    }

    return {
      async evaluate({ rows, observations, observationSize: size }, out) {
        const { surprise } = await lookAt(observations.subarray(0, rows * size), size);
        const deviation = (await ready(size)).learned.surprise.deviation(0);
        for (let row = 0; row < rows; row++) out[row] = surprise[row] / deviation;
      },

      async learn({ rows, observations, observationSize: size, present }) {
        const { training, learned } = await ready(size);
        const lived = rowsOf(observations, size, present, rows);
        const count = lived.length / size;
        if (count === 0) return undefined;
        hasLearned = true;
        learned.observed.update(lived, count);
        const { seen, goal, surprise } = await lookAt(lived, size);
        learned.surprise.update(surprise, count);
        const batches = Math.max(1, Math.floor(count / minibatch));
        const perm = new Int32Array(batches * minibatch);
        const order = Int32Array.from({ length: count }, (_, row) => row);
        for (let i = 0; i < perm.length; i++) {
          const from = i % count;
          const other = from + shuffler.integer(count - from);
          [order[from], order[other]] = [order[other], order[from]];
          perm[i] = order[from];
        }
        const results = await training.run({
          ...Object.fromEntries(
            Object.entries(learned.state).map(([name, array]) => [
              name,
              value(array, array.length === 1 ? [] : [array.length]),
            ]),
          ),
          seen: value(seen, [count, size]),
          goal: value(goal, [count, outputs]),
          perm: value(perm, [batches, minibatch]),
          rate: value(new Float32Array(batches).fill(learningRate), [batches]),
        });
        const names = Object.keys(learned.state);
        learned.state = Object.fromEntries(names.map((name) => [name, results[`${name}Next`].slice()]));
        let sum = 0;
        for (const each of surprise) sum += each;
        return { surprise: sum / count };
      },

      async save() {
        if (!opened || !hasLearned) return loaded ?? pack({});
        const { learned, observationSize } = await opened;
        return pack({
          observationSize,
          state: { ...learned.state },
          observed: learned.observed.save(),
          surprise: learned.surprise.save(),
          shuffler: shuffler.save(),
        });
      },

      async load(bytes) {
        loaded = bytes.slice();
        if (opened) restore((await opened).learned, loaded);
      },

      async close() {
        if (!opened) return;
        const { look, training } = await opened;
        await look.close();
        await training.close();
      },
    };

    function restore(learned: { state: PredictorState; observed: Scale; surprise: Scale }, bytes: Uint8Array): void {
      const saved = (unpack(bytes, what) ?? {}) as { readonly [name: string]: Packable };
      if (Object.keys(saved).length === 0) return; // saved before it had seen anything
      const state = saved.state as unknown as PredictorState;
      for (const [name, { length }] of Object.entries(learned.state))
        if (!(state?.[name] instanceof Float32Array && state[name].length === length))
          fail("file/corrupt", { given: `${what}, of another size`, expected: `${length} numbers of ${name}` });
      learned.state = state;
      hasLearned = true;
      learned.observed.load(saved.observed as Float64Array);
      learned.surprise.load(saved.surprise as Float64Array);
      shuffler.load(saved.shuffler as Float64Array);
    }
  },
});

/** The rows in which a seat was present. */
function rowsOf(observations: Float32Array, size: number, present: Uint8Array, rows: number): Float32Array {
  if (!present.includes(0)) return observations.subarray(0, rows * size);
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) if (present[row]) kept.push(row);
  const packed = new Float32Array(kept.length * size);
  kept.forEach((row, i) => void packed.set(observations.subarray(row * size, (row + 1) * size), i * size));
  return packed;
}
