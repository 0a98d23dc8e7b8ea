import { value } from "../../src/autodiff/index.ts";
import { fail, generator, type Packable, type RewardHost } from "../../src/core/index.ts";
import { compileEnsemble } from "../learned/ensemble.ts";
import { clip, scaleOf } from "../scale.ts";
import { knowledgeOnceOpen, openNetwork } from "../trained-network.ts";
import { choosePairs, type Judged, leadOf } from "./asking.ts";
import { labelledPairs } from "./labels.ts";
import { recentSteps } from "./recent.ts";
import { rowsOf, segmentsIn, valuesOf } from "./segments.ts";
import { compare, type TeacherHabits, worthTo } from "./teacher.ts";

export interface EnsembleSettings {
  readonly budget: number;
  readonly segment: number;
  readonly recent: number;
  readonly members: number;
  readonly hidden: readonly number[];
  readonly minibatch: number;
  readonly gradientSteps: number;
  readonly learningRate: number;
  readonly candidates: number;
}

/** What came of asking. */
export interface Answers {
  readonly asked: number;
  readonly answered: number;
  /** Of those that were no ties, how many the ensemble foretold. */
  readonly foretold: number;
  readonly decided: number;
}

/** What is learned of a teacher's preferences, opened once the size of a row is known. */
export function knownPreferences(
  settings: EnsembleSettings,
  { seed, seats, overlap }: Pick<RewardHost, "seed" | "seats" | "overlap">,
) {
  const { budget, segment, members, hidden, minibatch, gradientSteps, learningRate, candidates } = settings;
  const asking = generator(seed, "preferences", "asking");
  const drawing = generator(seed, "preferences", "minibatches");
  const kept = Math.max(segment, Math.ceil(settings.recent / seats)); // steps

  return knowledgeOnceOpen("what was learned of preferences", async (size) => {
    const rng = generator(seed, "preferences", "weights");
    const sizes = { size, hidden, members, steps: segment, minibatch, loss: "bradley-terry" } as const;
    const compiled = await compileEnsemble(sizes, rng);
    const network = await openNetwork(compiled.look, compiled.training, compiled.state, { overlap });
    const [scale, pairs, recent] = [
      scaleOf(size),
      labelledPairs(budget, segment, size),
      recentSteps(kept, seats, size),
    ];
    let asked = 0;
    const judge = async (rows: Float32Array): Promise<Float32Array> =>
      (await network.look({ rows: value(rows, [rows.length / size, size]) })).rewards;

    return {
      ...{ network, scale, pairs, recent },
      /** Pairs that were asked about. */
      get asked() {
        return asked;
      },

      /** What each member pays for rows `[n, size]` in the ensemble's scale: `[n, members]`. */
      judge,

      /** Asks about pairs of recent segments, and keeps what is answered. */
      async ask(wanted: number, habits: TeacherHabits): Promise<Answers> {
        const columns = scale.normalise(recent.lived(), clip);
        const judged: Judged = { rewards: await judge(columns), members, stride: seats };
        const segments = segmentsIn(recent, segment);
        if (segments.length < 2 && pairs.count === 0 && recent.isFull) failForLength(segment, recent.steps);
        const chosen = choosePairs(segments, wanted, candidates, judged, asking);
        let [answered, foretold, decided] = [0, 0, 0];
        for (const pair of chosen) {
          const [a, b] = pair.map((one) => worthTo(habits, valuesOf(recent.values, one, seats)));
          const answer = compare(habits, a, b, asking);
          if (answer === undefined) continue;
          const [first, second] = pair.map((one) => rowsOf(columns, size, one, seats));
          pairs.add(first, second, answer);
          answered++;
          if (answer === 0.5) continue;
          decided++;
          if (leadOf(judged, pair) > 0 === (answer === 1)) foretold++;
        }
        asked += chosen.length;
        return { asked: chosen.length, answered, foretold, decided };
      },

      /** Learns from all labels. @returns the mean loss */
      async study(): Promise<number> {
        const perm = Int32Array.from({ length: gradientSteps * minibatch }, () => drawing.integer(pairs.count));
        const [rows, live, one] = [
          [pairs.count, segment * size],
          [pairs.count, segment],
          [pairs.count, 1],
        ];
        const unused = value(new Float32Array(pairs.count), one);
        const columns = {
          ...{ first: value(pairs.first(), rows), firstLive: value(pairs.firstLive(), live) },
          ...{ second: value(pairs.second(), rows), secondLive: value(pairs.secondLive(), live) },
          ...{ label: value(pairs.labels(), one), strength: unused, firstRating: unused, secondRating: unused },
        };
        return (await network.train(columns, perm, minibatch, learningRate)).loss;
      },

      save: () => ({
        ...{ asked, scale: scale.save(), asking: asking.save(), drawing: drawing.save() },
        ...{ ...pairs.save(), ...recent.save() },
      }),
      restore(saved: { readonly [name: string]: Packable }) {
        asked = saved.asked as number;
        scale.load(saved.scale as Float64Array);
        asking.load(saved.asking as Float64Array);
        drawing.load(saved.drawing as Float64Array);
        for (const part of [pairs, recent]) part.load(saved);
      },
    };
  });
}

const failForLength = (segment: number, steps: number) =>
  fail("params/invalid", {
    given: `segments of ${segment} steps, while no episode was as long in the last ${steps} steps`,
    expected: "episodes that hold a segment or end before, so that there is something to compare",
    fix: "Set its param `segment` lower, or let the env not end episodes early.",
  });
