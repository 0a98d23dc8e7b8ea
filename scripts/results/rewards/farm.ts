import type { RewardExpression } from "../../../src/core/index.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { lastSmoothed, learnAll, pairwise, seeds, told } from "./paired.ts";
import { judged, solvedAlone } from "./sums.ts";
import { sumsLesson, upbringing } from "./sums-lessons.ts";

const threshold = 0.9;
const share = 0.3;
/** How good a step looks, in [0, 1]. Saying the last sum again looks as good as writing down a right one. */
const looks = judged({ right: 0.95, again: 0.95, wrong: 0.4 });
const clipped = { apply: "transform/clip-v1", params: { threshold }, to: looks };
const withSteps = (steps: RewardExpression): RewardExpression => ({
  sum: { success: { weight: 1, of: solvedAlone }, steps: { weight: share, of: steps } },
});

const ways: { readonly [name: string]: RewardExpression } = {
  "success alone": solvedAlone,
  "and how steps look": withSteps(looks),
  "clip of it": withSteps(clipped),
  "delta of it": withSteps({ apply: "transform/delta-v1", to: looks }),
  "delta of its clip": withSteps({ apply: "transform/delta-v1", to: clipped }),
};

interface Course {
  /** Share of solved chains: of the last episodes as they were sampled, and greedily. */
  readonly success: number;
  readonly greedily: number;
  /** Repetitions an episode, as it was sampled. */
  readonly again: number;
  readonly cpuSeconds: number;
}
type Courses = { readonly [way: string]: Course };

async function measureSeed(seed: number): Promise<Courses> {
  const courses: { [way: string]: Course } = {};
  const lesson = sumsLesson(seed, solvedAlone, 80_000);
  const start = upbringing("farm", lesson, 6144);
  const taught = Object.values(ways).map((reward) => ({ ...lesson, reward, from: start.keep }));
  const [, ...all] = await learnAll([start, ...taught]);
  for (const [i, way] of Object.keys(ways).entries()) {
    const learned = all[i];
    courses[way] = {
      success: lastSmoothed(learned, "meanScore"),
      greedily: learned.final!.score,
      again: lastSmoothed(learned, "watch/again"),
      cpuSeconds: learned.cpuSeconds,
    };
  }
  return courses;
}

/** A reward for steps beside success: farmed as it is, and made safe. */
export const farm: Section<{ readonly bySeed: readonly Courses[] }> = {
  name: "farm",
  title: "A farmable reward for steps beside success",
  measure: async () => ({ bySeed: await piecewise("rewards-farm", [], seeds, measureSeed) }),
  tell({ bySeed }) {
    const of = (way: string, what: keyof Course) => bySeed.map((courses) => courses[way][what]);
    const aims = [
      "",
      "success falls by 30 %; 3 times the repetitions",
      ...new Array<string>(3).fill("at least -2 points"),
    ];
    const rows = Object.keys(ways).map((way, i) => [
      way,
      told(of(way, "success"), 3),
      told(of(way, "greedily"), 3),
      told(
        pairwise(of(way, "success"), of("success alone", "success"), (x, y) => 100 * (x - y)),
        1,
      ),
      told(of(way, "again"), 2),
      aims[i],
    ]);
    return `\`results/sums-v1\`: a chain of 7 small sums modulo 4, a stand-in for an argument of several steps. Every step writes down the next sum or says the last one again, which is never wrong and leads nowhere; success is a chain without a wrong sum, in time. All begin with the same weights, which solve some chains: they were brought up for 6,144 steps with a reward for each right sum. Beside success, worth 1 at the end, every step is worth ${share} of how good it looks: 0.95 if the sum is right or said again, 0.4 if it is wrong. The clip's threshold is ${threshold}. Success and repetitions are means of the last 100 episodes as they were sampled, smoothed over five updates.\n\n${table(
      ["reward", "success", "greedily", "points beyond success alone", "repetitions an episode", "asked"],
      rows,
    )}`;
  },
};
