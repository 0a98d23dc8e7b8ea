import { value } from "../../src/autodiff/index.ts";
import { defineReward, generator } from "../../src/core/index.ts";
import { scaleOf } from "../scale.ts";
import { knowledgeOnceOpen, openNetwork } from "../trained-network.ts";
import { compileDistillation } from "./distillation.ts";

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
  create({ hidden, outputs, learningRate, minibatch, threads }, { seed, overlap }) {
    const shuffler = generator(seed, "rnd", "minibatches");

    const knowledge = knowledgeOnceOpen("what random network distillation has learned", async (size) => {
      const rng = generator(seed, "rnd", "weights");
      const compiled = await compileDistillation({ observationSize: size, hidden, outputs, minibatch }, rng);
      const network = await openNetwork(compiled.look, compiled.training, compiled.state, { threads, overlap });
      const [observed, surprise] = [scaleOf(size), scaleOf(1)];
      return {
        ...{ network, observed, surprise },
        save: () => ({ observed: observed.save(), surprise: surprise.save(), shuffler: shuffler.save() }),
        restore(saved) {
          observed.load(saved.observed as Float64Array);
          surprise.load(saved.surprise as Float64Array);
          shuffler.load(saved.shuffler as Float64Array);
        },
      };
    });

    async function lookAt(observations: Float32Array, size: number) {
      const { network, observed, surprise: scale } = await knowledge.ready(size);
      const seen = value(observed.normalise(observations, 5), [observations.length / size, size]);
      const { goal, surprise } = await network.look({ seen });
      return { network, observed, scale, seen, goal, surprise };
    }

    return {
      async evaluate({ rows, observations, observationSize: size }, out) {
        const { surprise, scale } = await lookAt(observations.subarray(0, rows * size), size);
        const deviation = scale.deviation(0);
        for (let row = 0; row < rows; row++) out[row] = surprise[row] / deviation;
      },

      async learn({ rows, observations, observationSize: size, present }) {
        const lived = rowsOf(observations, size, present, rows);
        const count = lived.length / size;
        if (count === 0) return undefined;
        (await knowledge.ready(size)).observed.update(lived, count);
        knowledge.learned();
        const { network, scale, seen, goal, surprise } = await lookAt(lived, size);
        scale.update(surprise, count);
        const perm = new Int32Array(Math.max(1, Math.floor(count / minibatch)) * minibatch);
        const order = Int32Array.from({ length: count }, (_, row) => row);
        for (let i = 0; i < perm.length; i++) {
          const from = i % count;
          const other = from + shuffler.integer(count - from);
          [order[from], order[other]] = [order[other], order[from]];
          perm[i] = order[from];
        }
        await network.train({ seen, goal: value(goal, [count, outputs]) }, perm, minibatch, learningRate);
        let sum = 0;
        for (const each of surprise) sum += each;
        return { surprise: sum / count };
      },

      ...knowledge.abilities,
    };
  },
});

/** The rows in which a seat was present. */
function rowsOf(observations: Float32Array, size: number, present: Uint8Array, rows: number): Float32Array {
  if (!present.includes(0)) return observations.subarray(0, rows * size);
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => present[row]);
  const packed = new Float32Array(kept.length * size);
  kept.forEach((row, i) => void packed.set(observations.subarray(row * size, (row + 1) * size), i * size));
  return packed;
}
