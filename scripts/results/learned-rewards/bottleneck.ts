import { join } from "node:path";
import { type Fitted, fitPreferences, type LabelledClips } from "../../../rewards/learned/fit.ts";
import { generator } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { keptAt, learn, seeds, told } from "../rewards/paired.ts";
import { accuracyOf, examplesOf, judgedPairs } from "./judging.ts";
import { env, type Life, listed, lives, rewardOf, unlisted, wanted, worthOf } from "./lives.ts";
import { rewardFile } from "./reward-file.ts";

const counts = [50, 200, 500, 2000, 20_000].slice(0, ofBudget(5, 2));
const goldAt = counts.find((count) => count >= 500) ?? counts[counts.length - 1];
const tested = 4000;
const noise = 0.5;
const updates = ofBudget(1000, 50);
const goldSteps = ofBudget(204_800, 8192);

const sights = { features: listed as readonly string[], raw: undefined } as const;
type Sight = keyof typeof sights;
const known: { readonly [feature: string]: number } = wanted;
const hidden = { ...wanted, [unlisted.feature]: unlisted.weight };

interface Fit {
  readonly labels: number;
  readonly sight: Sight;
  /** Whether what is wanted hangs on a feature that is not listed, too. */
  readonly unlisted: boolean;
  readonly accuracy: number;
  /** Share of the listed features that matter whose learned sign is right. */
  readonly signs?: number;
  /** Return by what is wanted of an agent that learned from it. */
  readonly gold?: number;
}

/** Trains an agent by a learned reward, as a file, and says what is really wanted of what it does. */
async function goldOf(fitted: Fitted, sight: Sight, seed: number): Promise<number> {
  const file = join(keptAt("lives"), `${sight}-${seed}.reward`);
  const reward = await rewardFile(file, fitted, { id: env, params: {} }, sights[sight]);
  const { final } = await learn({
    ...{ env, reward, seed, steps: goldSteps, episodes: ofBudget(20, 5), evaluateReward: rewardOf(wanted) },
  });
  return final?.return ?? Number.NaN;
}

async function curve(learning: readonly Life[], heldOut: readonly Life[], seed: number, isUnlisted: boolean) {
  const fits: Fit[] = [];
  const weights = isUnlisted ? hidden : known;
  const rng = generator(seed, "bottleneck");
  const worth = (clip: Parameters<typeof worthOf>[0]) => worthOf(clip, weights);
  const labelled = judgedPairs(learning, counts[counts.length - 1], worth, noise, rng);
  const asked = judgedPairs(heldOut, tested, worth, 0, rng);
  for (const sight of Object.keys(sights) as Sight[])
    for (const labels of counts) {
      const examples = examplesOf(labelled.slice(0, labels), sights[sight]);
      const fitted = await fitPreferences(examples, {
        ...{ loss: "bradley-terry", seed, hidden: [64, 64], members: 1, minibatch: 64 },
        ...{ gradientSteps: updates, learningRate: 1e-3 },
      });
      fits.push({
        ...{ labels, sight, unlisted: isUnlisted },
        accuracy: accuracyOf(await fitted.leads(examplesOf(asked, sights[sight])), asked),
        ...(!isUnlisted && sight === "features" && { signs: await signsOf(fitted, examples) }),
        ...(!isUnlisted && labels === goldAt && { gold: await goldOf(fitted, sight, seed) }),
      });
      await fitted.close();
    }
  return fits;
}

async function signsOf(fitted: Fitted, examples: LabelledClips): Promise<number> {
  const slopes = await fitted.slopes(examples);
  const matter = Object.entries(known);
  return (
    matter.filter(([feature, weight]) => slopes[listed.indexOf(feature)] > 0 === weight > 0).length / matter.length
  );
}

interface Run {
  readonly seed: number;
  readonly fits: readonly Fit[];
}

/** A reward of a few listed features beside one of everything that is observed. */
export const bottleneck: Section<readonly Run[]> = {
  name: "bottleneck",
  title: "A bottleneck of features",
  async measure() {
    const { learning, heldOut } = await lives();
    const subjects = [false, true].flatMap((isUnlisted) => seeds.map((seed) => ({ seed, unlisted: isUnlisted })));
    return piecewise("learned-bottleneck", [], subjects, async (subject) => ({
      seed: subject.seed,
      fits: await curve(learning, heldOut, subject.seed, subject.unlisted),
    }));
  },
  tell(runs) {
    const of = (labels: number, sight: Sight, isUnlisted: boolean) =>
      runs.flatMap(({ fits }) =>
        fits.filter((fit) => fit.labels === labels && fit.sight === sight && fit.unlisted === isUnlisted),
      );
    const accuracy = (...which: Parameters<typeof of>) =>
      told(
        of(...which).map((fit) => 100 * fit.accuracy),
        1,
      );
    const golds = (sight: Sight) => of(goldAt, sight, false).flatMap(({ gold }) => gold ?? []);
    const most = counts[counts.length - 1];
    const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
    const raw = mean(of(most, "raw", false).map((fit) => fit.accuracy));
    const enough = counts.find((labels) => mean(of(labels, "features", false).map((fit) => fit.accuracy)) >= raw);
    return `What is wanted is a weighted sum of ${Object.keys(wanted).join(", ")}. One network (64-64) sees the ${listed.length} features that an expert would list (${listed.join(", ")}), the other observation and action, ${updates} gradient steps each; the labeller's opinion of a clip is off by ${noise} deviations. In the last columns \`${unlisted.feature}\` is wanted besides, which is not listed. Accuracy on ${tested} pairs of other episodes by what they are really worth, in percent; signs are those learned of the ${Object.keys(wanted).length} features that matter.\n\n${table(
      ["labels", "features", "raw", "signs right", "one unlisted: features", "one unlisted: raw"],
      counts.map((labels) => [
        labels.toLocaleString("en"),
        accuracy(labels, "features", false),
        accuracy(labels, "raw", false),
        `${(100 * mean(of(labels, "features", false).map(({ signs }) => signs ?? 0))).toFixed(0)} %`,
        accuracy(labels, "features", true),
        accuracy(labels, "raw", true),
      ]),
    )}\n\nThe raw network's accuracy with ${most.toLocaleString("en")} labels is reached by the features with **${enough?.toLocaleString("en") ?? "more"}** (hoped for: ${(most / 10).toLocaleString("en")}). Gold of PPO after ${(goldSteps / 1000).toFixed(0)} k steps by the reward learned from ${goldAt} labels: features ${told(golds("features"), 0)}, raw ${told(golds("raw"), 0)}.`;
  },
};
