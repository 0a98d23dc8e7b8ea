import { extrapolated, type FitSettings, fitPreferences } from "../../../rewards/learned/fit.ts";
import type { LossName } from "../../../rewards/preferences/losses.ts";
import { generator } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { pairwise, seeds, told } from "../rewards/paired.ts";
import { accuracyOf, examplesOf, type Judged, judgedPairs } from "./judging.ts";
import { type Life, lives, wanted, worthOf } from "./lives.ts";

const pairs = 1000;
const tested = 4000;
const noise = 0.5;
const updates = ofBudget(1000, 50);
const shares = [0, 0.1, 0.2, 0.3, 0.5, 1];

const ways = [
  "Bradley-Terry",
  "margin",
  "scaled",
  "regression",
  "regression, then scaled",
  "and extrapolated",
  "scaled, strengths at random",
] as const;
type Way = (typeof ways)[number];

interface Run {
  readonly seed: number;
  /** Share of held-out pairs told right. */
  readonly accuracy: { readonly [W in Way]: number };
  /** The share of the way that was best for the validation pairs. */
  readonly share: number;
}

const settings = (loss: LossName, seed: number): FitSettings => ({
  ...{ loss, seed, hidden: [64, 64], members: 1, minibatch: 64, gradientSteps: updates, learningRate: 1e-3 },
});

async function compared(learning: readonly Life[], heldOut: readonly Life[], seed: number): Promise<Run> {
  const rng = generator(seed, "losses");
  const judge = (from: readonly Life[], count: number, off: number) =>
    judgedPairs(from, count, (clip) => worthOf(clip, wanted), off, rng);
  const labelled = judge(learning, pairs, noise);
  const [taught, kept] = [labelled.slice(0, 0.9 * pairs), labelled.slice(0.9 * pairs)];
  const asked = judge(heldOut, tested, 0);
  const examples = examplesOf(labelled, undefined);
  const questions = examplesOf(asked, undefined);

  async function learned(loss: LossName, from?: Float32Array, more: Partial<FitSettings> = {}, of = examples) {
    const fitted = await fitPreferences(of, { ...settings(loss, seed), ...(from && { from }), ...more });
    const accuracy = accuracyOf(await fitted.leads(questions), asked);
    await fitted.close();
    return { accuracy, weights: fitted.weights };
  }

  /** The share of the way to go on that tells most of the kept pairs right, learned from the others. */
  async function bestShare(): Promise<number> {
    const [most, few] = [examplesOf(taught, undefined), examplesOf(kept, undefined)];
    const half = { gradientSteps: updates / 2 };
    const first = await learned("regression", undefined, half, most);
    const second = await learned("scaled", first.weights, half, most);
    let [best, share] = [-1, 0];
    for (const each of shares) {
      const from = extrapolated(first.weights, second.weights, each);
      const fitted = await fitPreferences(most, { ...settings("scaled", seed), from, gradientSteps: 0 });
      const right = accuracyOf(await fitted.leads(few), kept.map(asThought));
      await fitted.close();
      if (right > best) [best, share] = [right, each];
    }
    return share;
  }

  const random = Float32Array.from({ length: labelled.length }, () => 1 + rng.integer(3));
  const half = { gradientSteps: updates / 2 };
  const first = await learned("regression", undefined, half);
  const second = await learned("scaled", first.weights, half);
  const share = await bestShare();
  const beyond = extrapolated(first.weights, second.weights, share);
  const accuracy = {
    "Bradley-Terry": (await learned("bradley-terry")).accuracy,
    margin: (await learned("margin")).accuracy,
    scaled: (await learned("scaled")).accuracy,
    regression: (await learned("regression")).accuracy,
    "regression, then scaled": second.accuracy,
    "and extrapolated": (await learned("scaled", beyond, { gradientSteps: 0 })).accuracy,
    "scaled, strengths at random": (await learned("scaled", undefined, {}, examplesOf(labelled, undefined, random)))
      .accuracy,
  };
  return { seed, accuracy, share };
}

/** A pair as its labeller saw it, where nobody knows better. */
const asThought = ({ clips, thought }: Judged): Judged => ({ clips, thought, worth: thought });

/** One set of labels, learned from in different ways. */
export const losses: Section<readonly Run[]> = {
  name: "losses",
  title: "One set of labels, five losses",
  async measure() {
    const { learning, heldOut } = await lives();
    return piecewise("learned-losses", [], [...seeds], (seed) => compared(learning, heldOut, seed));
  },
  tell(runs) {
    const of = (way: Way) => runs.map(({ accuracy }) => 100 * accuracy[way]);
    const gain = (way: Way) =>
      told(
        pairwise(of(way), of("Bradley-Terry"), (own, plain) => own - plain),
        1,
      );
    const hoped: { readonly [W in Way]?: string } = {
      margin: "at most scaled",
      scaled: "at least plain and margin",
      regression: "within a point of scaled",
      "and extrapolated": "at least the best",
      "scaled, strengths at random": "0",
    };
    return `${pairs} pairs of clips of 25 steps from half-cheetahs that can do little and much, judged by somebody whose opinion of each clip is off by ${noise} deviations: a grade from 1 to 3 for each pair and a mark from 0 to 4 for each clip come from the same opinion. Every way takes ${updates} gradient steps with the same network (64-64); of two stages each takes half, and how far to extrapolate (${runs.map(({ share }) => share).join(", ")} of the way) is chosen by a tenth of the labels. Accuracy on ${tested} pairs of other episodes by what the clips are really worth, in percent.\n\n${table(
      ["learned by", "accuracy", "above Bradley-Terry, paired", "hoped for"],
      ways.map((way) => [way, told(of(way), 1), way === "Bradley-Terry" ? "" : gain(way), hoped[way] ?? ""]),
    )}`;
  },
};
