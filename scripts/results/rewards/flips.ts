import type { RewardExpression } from "../../../src/core/index.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { curveOf, lastSmoothed, learnAll, pairwise, seeds, told } from "./paired.ts";
import { judged } from "./sums.ts";
import { sumsLesson, upbringing } from "./sums-lessons.ts";

const group = 8;
/** Steps of the upbringing. */
const starts = { competent: 10_240, weak: 5120 };
type Start = keyof typeof starts;

/** Right or wrong at the end of an episode, 1 or -1. */
const verdict = judged({ verdict: 1 });
type Unit = "episode" | "group";
const flipped = (share: number, unit: Unit): RewardExpression =>
  share === 0 ? verdict : { apply: "transform/flip-v1", params: { share, unit }, to: verdict };

const ways: readonly { readonly start: Start; readonly share: number; readonly unit: Unit }[] = [
  { start: "competent", share: 0, unit: "group" },
  { start: "competent", share: 0.4, unit: "group" },
  { start: "competent", share: 0.4, unit: "episode" },
  { start: "competent", share: 0.5, unit: "group" },
  { start: "weak", share: 0, unit: "group" },
  { start: "weak", share: 0.4, unit: "group" },
  { start: "weak", share: 0.4, unit: "episode" },
];

interface Course {
  /** Share of solved chains, sampled: before the first update, and at the end. */
  readonly before: number;
  readonly after: number;
  readonly greedily: number;
  readonly cpuSeconds: number;
}

async function measureSeed(seed: number): Promise<readonly Course[]> {
  const lesson = sumsLesson(seed, verdict, 80_000);
  const from = {
    competent: upbringing("flips-competent", lesson, starts.competent),
    weak: upbringing("flips-weak", lesson, starts.weak),
  };
  const taught = ways.map(({ start, share, unit }) => {
    const reward = flipped(share, unit);
    return { ...lesson, reward, from: from[start].keep, group, evaluateReward: verdict };
  });
  const [, , ...all] = await learnAll([from.competent, from.weak, ...taught]);
  return all.map((learned) => ({
    before: curveOf(learned, "meanScore")[0].value,
    after: lastSmoothed(learned, "meanScore"),
    greedily: learned.final!.score,
    cpuSeconds: learned.cpuSeconds,
  }));
}

const asked: { readonly [way: string]: string } = {
  "competent 0.4 group": "at least 0.9",
  "competent 0.5 group": "no more success than before",
  "weak 0.4 group": "less than 0.9",
};

/** Wrong labels: how many an agent stands, by where it begins and by what they share. */
export const flips: Section<{ readonly bySeed: readonly (readonly Course[])[] }> = {
  name: "flips",
  title: "Wrong labels",
  measure: async () => ({ bySeed: await piecewise("rewards-flips", [], seeds, measureSeed) }),
  tell({ bySeed }) {
    const of = (way: number, what: keyof Course) => bySeed.map((courses) => courses[way][what]);
    const rows = ways.map(({ start, share, unit }, i) => {
      const clean = ways.findIndex((way) => way.start === start && way.share === 0);
      return [
        start,
        share === 0 ? "none" : `${100 * share} % of ${unit}s`,
        told(of(i, "before")),
        told(of(i, "after"), 3),
        told(of(i, "greedily"), 3),
        told(pairwise(of(i, "after"), of(clean, "after"), (x, y) => x / y)),
        told(pairwise(of(i, "greedily"), of(clean, "greedily"), (x, y) => x / y)),
        asked[`${start} ${share} ${unit}`] ?? (unit === "episode" ? "more than with groups" : ""),
      ];
    });
    const [group40, episode40] = (["group", "episode"] as const).map((unit) =>
      ways.findIndex((way) => way.start === "competent" && way.share === 0.4 && way.unit === unit),
    );
    const gained = pairwise(of(episode40, "after"), of(group40, "after"), (x, y) => 100 * (x - y));
    return `\`results/sums-v1\`, as above: the only reward is a label at the end, 1 for a solved chain and -1 for another, and a share of the labels has the wrong sign, each for itself or all ${group} episodes of a group, which have the same chain. The competent start was brought up for ${starts.competent.toLocaleString("en")} steps, the weak one for ${starts.weak.toLocaleString("en")}. Success is the share of solved chains among the last 100 episodes as they were sampled, smoothed over five updates.\n\n${table(
      ["start", "flipped", "success before", "after", "greedily", "of that without flips", "greedily", "asked"],
      rows,
    )}\n\nFrom the competent start at 40 %, success is ${told(gained, 1)} points higher with flips of single episodes than with flips of groups (asked: above 0). Noise keeps a policy from becoming certain, which shows in what it samples and less in what it does greedily. From the weak start both units leave next to nothing, so nothing can be said of them there.`;
  },
};
