import { assert, type Columns, defineTransform, type Metrics } from "../../src/core/index.ts";
import { wantedAt } from "../preferences/asking.ts";
import { spreadOut } from "../preferences/entropy.ts";
import { knownPreferences } from "../preferences/knowledge.ts";
import { clip } from "../scale.ts";

/**
 * Preferences: a reward that is learned beside the agent from comparisons of segments, by a made-up teacher who sees the
 * inner reward, on a budget of labels. It measures what a person's labels would be worth, and shows what becomes of a
 * reward that is learned: watch the inner one beside it.
 */
export const preferences = defineTransform({
  id: "transform/preferences-v1",
  summary: "A reward learned from comparisons of segments by a teacher who sees the inner reward.",
  inputs: ({ features }) => ({
    history: true as const,
    observations: features.length === 0,
    actions: features.length === 0,
    features,
  }),
  params: {
    /** What the ensemble sees of a step: these features, or observation and action where none is named. */
    features: [] as readonly string[],
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
    /** Rows of experience that segments are cut from, of all seats together: the last ones. */
    recent: 16_384,
    /** Pairs to choose each asked one from, by how much the ensemble disagrees; 1 chooses none. */
    candidates: 10,
    members: 3,
    hidden: [64, 64] as readonly number[],
    learningRate: 1e-3,
    /** Pairs in a minibatch. */
    minibatch: 32,
    /** Gradient steps after each time that labels came. */
    gradientSteps: 200,
    /** Whether it pays for being far from what was seen, before there are labels; else nothing. */
    explore: true,
    rationality: 0,
    myopia: 1,
    mistakes: 0,
    ties: 0,
    skipBelow: -1e300,
  },
  limits: {
    features: { form: 'names of features: ["forwardSpeed", "upright"]' },
    budget: { whole: [1, 1_000_000] },
    atFirst: [0, 1],
    until: [1e-6, 1],
    sitting: { whole: [1, 1_000_000] },
    segment: { whole: [1, 10_000] },
    recent: { whole: [1, 100_000_000] },
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
  create(params, host) {
    const { members } = params;
    const knowledge = knownPreferences(params, host);

    return {
      async apply(batch, out) {
        const { rows, size } = seenOf(batch, params.features);
        const { scale, pairs, judge } = await knowledge.ready(size);
        const seen = scale.normalise(rows, clip);
        if (pairs.count > 0) meansOf(await judge(seen), members, out);
        else if (params.explore) out.set(spreadOut(seen, size));
        else out.fill(0);
      },

      async learn(batch, progress) {
        const { rows: columns, size } = seenOf(batch, params.features);
        const known = await knowledge.ready(size);
        const { scale, pairs, recent } = known;
        if (pairs.count === 0) scale.update(columns, batch.rows); // not later: labels are kept as they were seen
        const { steps, seats, values, terminated, truncated, present } = batch;
        recent.append({ steps, seats, columns, values, terminated, truncated, present });
        knowledge.learned();
        const isEnough = recent.isFull || progress >= latest;
        const wanted = isEnough ? wantedAt(params, progress, known.asked) : 0;
        if (wanted === 0) return { labels: pairs.count } as Metrics;
        const { asked, answered, foretold, decided } = await known.ask(wanted, params);
        if (asked > 0 && decided === 0)
          host.notice?.(
            `The teacher of transform/preferences-v1 could not tell any of ${asked} pairs apart: nothing can be learned from them. Longer segments or fewer ties help.`,
          );
        return {
          labels: pairs.count,
          ...(decided > 0 && { foretold: foretold / decided }),
          ...(answered > 0 && { loss: await known.study() }),
        } as Metrics;
      },

      ...knowledge.abilities,
    };
  },
});

const latest = 0.05; // share of the run after which it does not wait for more to choose from

function meansOf(rewards: Float32Array, members: number, out: Float64Array): void {
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let member = 0; member < members; member++) sum += rewards[row * members + member];
    out[row] = sum / members;
  }
}

interface Lived {
  readonly rows: number;
  readonly features: Columns;
  readonly observations?: Float32Array;
  readonly observationSize?: number;
  readonly actions?: Float32Array;
  readonly actionSize?: number;
}

/** What the ensemble sees of each row: features, or the observation after the step and the action, side by side. */
function seenOf({ rows: count, ...batch }: Lived, names: readonly string[]) {
  const { observations = none, observationSize = 0, actions = none, actionSize = 0 } = names.length ? {} : batch;
  const columns = names.map((name) => batch.features[name]);
  const size = observationSize + actionSize + columns.length;
  assert(size > 0, "rows have something to see");
  const rows = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    rows.set(observations.subarray(row * observationSize, (row + 1) * observationSize), row * size);
    rows.set(actions.subarray(row * actionSize, (row + 1) * actionSize), row * size + observationSize);
    for (let i = 0; i < columns.length; i++) rows[row * size + i] = columns[i][row];
  }
  return { rows, size };
}

const none = new Float32Array(0);
