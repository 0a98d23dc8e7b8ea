import { value } from "../../src/autodiff/index.ts";
import { assert, defineTransform, generator, type Metrics } from "../../src/core/index.ts";
import { labelledPairs } from "../preferences/labels.ts";
import { compilePreferences } from "../preferences/network.ts";
import { beginnings, drawPairs, rowsOf, valuesOf } from "../preferences/segments.ts";
import { compare, worthTo } from "../preferences/teacher.ts";
import { scaleOf } from "../scale.ts";
import { knowledgeOnceOpen, openNetwork } from "../trained-network.ts";

const clip = 10; // deviations of a number from its mean

/**
 * Preferences: a reward that is learned beside the agent from comparisons of segments, by a made-up teacher who sees the
 * inner reward, on a budget of labels. It measures what a person's labels would be worth, and shows what becomes of a
 * reward that is learned: watch the inner one beside it.
 */
export const preferences = defineTransform({
  id: "transform/preferences-v1",
  summary: "A reward learned from comparisons of segments by a teacher who sees the inner reward.",
  inputs: { history: true, observations: true, actions: true },
  params: {
    /** Labels in all. */
    budget: 500,
    /** Share of them that is asked for before anything is learned. */
    atFirst: 0.2,
    /** Share of the run in which labels are asked for. */
    until: 0.8,
    /** Labels that are asked for in one sitting, after which the ensemble learns. */
    sitting: 20,
    /** Steps of a segment. */
    segment: 50,
    /** Pairs to choose each asked one from, by how much the ensemble disagrees; 1 chooses none. */
    candidates: 10,
    members: 3,
    hidden: [64, 64] as readonly number[],
    learningRate: 1e-3,
    /** Pairs in a minibatch. */
    minibatch: 32,
    /** Gradient steps after each time that labels came. */
    gradientSteps: 200,
    rationality: 0,
    myopia: 1,
    mistakes: 0,
    ties: 0,
    skipBelow: -1e300,
  },
  limits: {
    budget: { whole: [1, 1_000_000] },
    atFirst: [0, 1],
    until: [1e-6, 1],
    sitting: { whole: [1, 1_000_000] },
    segment: { whole: [1, 10_000] },
    candidates: { whole: [1, 1000] },
    members: { whole: [1, 32] },
    hidden: { each: { whole: [1, 4096] }, length: [0, 8] },
    learningRate: [0, 10],
    minibatch: { whole: [1, 100_000] },
    gradientSteps: { whole: [1, 1_000_000] },
    rationality: [0, 1e9],
    myopia: [0, 1],
    mistakes: [0, 1],
    ties: [0, 1e300],
    skipBelow: [-1e300, 1e300],
  },
  create(params, { seed }) {
    const { budget, segment, members, hidden, minibatch, gradientSteps, learningRate, candidates } = params;
    const asking = generator(seed, "preferences", "asking");
    const drawing = generator(seed, "preferences", "minibatches");

    const knowledge = knowledgeOnceOpen("what was learned of preferences", async (size) => {
      const rng = generator(seed, "preferences", "weights");
      const compiled = await compilePreferences({ inputSize: size, hidden, members, segment, minibatch }, rng);
      const network = await openNetwork(compiled.look, compiled.training, compiled.state);
      const [scale, pairs] = [scaleOf(size), labelledPairs(budget, segment * size)];
      return {
        ...{ network, scale, pairs, size },
        save: () => ({ scale: scale.save(), asking: asking.save(), drawing: drawing.save(), ...pairs.save() }),
        restore(saved) {
          scale.load(saved.scale as Float64Array);
          asking.load(saved.asking as Float64Array);
          drawing.load(saved.drawing as Float64Array);
          pairs.load(saved);
        },
      };
    });

    /** Labels that should have been asked for by now. */
    const dueAt = (progress: number) =>
      Math.round(budget * Math.min(1, params.atFirst + ((1 - params.atFirst) * progress) / params.until));

    /** What each member of the ensemble pays for rows: `[rows, members]`. */
    async function judged(rows: Float32Array, size: number): Promise<Float32Array> {
      const { network } = await knowledge.ready(size);
      return (await network.look({ rows: value(rows, [rows.length / size, size]) })).rewards;
    }

    return {
      async apply(batch, out) {
        const { rows, size } = together(batch);
        const { scale } = await knowledge.ready(size);
        const rewards = await judged(scale.normalise(rows, clip), size);
        for (let row = 0; row < out.length; row++) {
          let sum = 0;
          for (let member = 0; member < members; member++) sum += rewards[row * members + member];
          out[row] = sum / members;
        }
      },

      async learn(batch, progress) {
        const { rows, size } = together(batch);
        const { network, scale, pairs } = await knowledge.ready(size);
        const due = dueAt(progress) - pairs.count;
        const wanted = due >= Math.min(params.sitting, budget - pairs.count) ? due : 0;
        if (pairs.count === 0) scale.update(rows, batch.rows); // once: labels are kept as they were seen
        const seen = scale.normalise(rows, clip);
        const begins = wanted > 0 ? beginnings(batch, segment) : [];
        const rewards = await judged(seen, size);
        const worthOf = (begin: number, member: number) => {
          let sum = 0;
          for (let step = 0; step < segment; step++) sum += rewards[(begin + step * batch.seats) * members + member];
          return sum;
        };
        const disagreement = ([a, b]: readonly [number, number]) => {
          let [sum, squares] = [0, 0];
          for (let member = 0; member < members; member++) {
            const chance = 1 / (1 + Math.exp(worthOf(b, member) - worthOf(a, member)));
            sum += chance;
            squares += chance * chance;
          }
          return squares / members - (sum / members) ** 2;
        };
        const asked = drawPairs(begins, wanted * candidates, asking)
          .map((pair) => ({ pair, worth: candidates > 1 ? disagreement(pair) : 0 }))
          .sort((one, other) => other.worth - one.worth)
          .slice(0, wanted);
        let answered = 0;
        for (const { pair } of asked) {
          const [a, b] = pair.map((begin) => worthTo(params, valuesOf(batch.values, begin, batch.seats, segment)));
          const answer = compare(params, a, b, asking);
          if (answer === undefined) continue;
          const [first, second] = pair.map((begin) => rowsOf(seen, size, begin, batch.seats, segment));
          pairs.add(first, second, answer);
          answered++;
        }
        if (asked.length > 0 || pairs.count === 0) knowledge.learned();
        if (answered === 0) return { labels: pairs.count } as Metrics;
        const perm = Int32Array.from({ length: gradientSteps * minibatch }, () => drawing.integer(pairs.count));
        const columns = {
          first: value(pairs.first(), [pairs.count, segment * size]),
          second: value(pairs.second(), [pairs.count, segment * size]),
          label: value(pairs.labels(), [pairs.count, 1]),
        };
        const { loss } = await network.train(columns, perm, minibatch, learningRate);
        return { labels: pairs.count, loss } as Metrics;
      },

      ...knowledge.abilities,
    };
  },
});

interface Together {
  readonly rows: number;
  readonly observations: Float32Array;
  readonly observationSize: number;
  readonly actions: Float32Array;
  readonly actionSize: number;
}

/** Observation after the step and action of each row, side by side. */
function together({ rows: count, observations, observationSize, actions, actionSize }: Together) {
  const size = observationSize + actionSize;
  assert(size > 0, "rows have observations or actions");
  const rows = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    rows.set(observations.subarray(row * observationSize, (row + 1) * observationSize), row * size);
    rows.set(actions.subarray(row * actionSize, (row + 1) * actionSize), row * size + observationSize);
  }
  return { rows, size };
}
