import type { NamedRewards, Params } from "../../../src/core/index.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { curveOf, type Learned, type Lesson, lastSmoothed, learnAll, seeds, smoothed, told } from "./paired.ts";
import { judged, solvedAlone } from "./sums.ts";
import { nothing, sumsLesson, upbringing } from "./sums-lessons.ts";

/** Steps of the upbringing: the one start solves some chains as it samples, the other next to none. */
const starts = { able: 6144, weak: 4096 };
type Start = keyof typeof starts;
const steps = { able: 100_000, weak: 80_000 };
const temperatures = [0.03, 0.1, 0.3, 1, 1e6];

/** Saying the last sum again is never wrong, so it is always worth a lot; breaking off is as bad as can be. */
const judge = judged({ right: 0.5, again: 0.9, wrong: -0.6, brokeOff: -1.9 });

const checked = (share: number): NamedRewards => ({
  verified: { apply: "transform/verified-v1", params: { share }, to: { learned: nothing, verified: solvedAlone } },
});

/** What is learned from each start, by name: the judge's credit, and the share of episodes that are verified. */
const soft = (creditTemperature: number): Params => ({ credit: "softMinimum", creditTemperature });
const ways: { readonly [name: string]: Pick<Lesson, "reward" | "streams"> & { readonly credit?: Params } } = {
  sum: { reward: judge, streams: checked(0) },
  minimum: { reward: judge, streams: checked(0), credit: { credit: "minimum" } },
  ...Object.fromEntries(
    temperatures.map((of) => [`soft ${of}`, { reward: judge, streams: checked(0), credit: soft(of) }]),
  ),
  "soft and verified": { reward: judge, streams: checked(0.1), credit: soft(0.1) },
  verified: { reward: nothing, streams: checked(1) },
};
const asked: { readonly [start in Start]: readonly string[] } = {
  able: Object.keys(ways),
  weak: ["soft 0.1", "soft and verified", "verified"],
};

interface Course {
  /** The most gold that there was, and that at the end: the share of solved chains among the last 100 episodes, smoothed. */
  readonly best: number;
  readonly last: number;
  /** Steps until gold is what it is at the end with all episodes verified; those of all training if never. */
  readonly until: number;
  /** Exploiting steps an episode: at the start, the mean over training, at the end. */
  readonly exploits: { readonly first: number; readonly mean: number; readonly last: number };
  /** Share of solved chains of greedy episodes. */
  readonly final: number;
  readonly cpuSeconds: number;
}

type Courses = { readonly [start in Start]: { readonly [way: string]: Course } };

function courseOf(learned: Learned, aim: number): Course {
  const again = curveOf(learned, "watch/again").map(({ value }) => value);
  const gold = smoothed(curveOf(learned, "meanScore"));
  const end = gold[gold.length - 1];
  return {
    best: Math.max(...gold.map(({ value }) => value)),
    last: end.value,
    until: (gold.find(({ value }) => value >= aim) ?? end).steps,
    exploits: {
      first: again[0],
      mean: again.reduce((sum, value) => sum + value, 0) / again.length,
      last: again[again.length - 1],
    },
    final: learned.final!.score,
    cpuSeconds: learned.cpuSeconds,
  };
}

async function measureSeed(seed: number): Promise<Courses> {
  const courses: { [start in Start]: { [way: string]: Course } } = { able: {}, weak: {} };
  for (const start of Object.keys(starts) as Start[]) {
    const lesson = sumsLesson(seed, judge, steps[start]);
    const begun = upbringing(`soft-minimum-${start}`, { ...lesson, streams: checked(0) }, starts[start]);
    const taught = asked[start].map((way) => {
      const { credit, ...rewards } = ways[way];
      const agent = { ...lesson.agent, ...credit, streams: { verified: { credit: "sum" } } };
      return { ...lesson, ...rewards, agent, from: begun.keep };
    });
    const [, ...all] = await learnAll([begun, ...taught]);
    const aim = lastSmoothed(all[asked[start].indexOf("verified")], "meanScore");
    for (const [i, way] of asked[start].entries()) courses[start][way] = courseOf(all[i], aim);
  }
  return courses;
}

const titles: { readonly [way: string]: string } = {
  "soft 1000000": "soft minimum, T endless",
  "soft and verified": "soft minimum, T = 0.1, and 10 % verified",
  verified: "all verified, no judge",
};
const title = (way: string) => titles[way] ?? way.replace("soft", "soft minimum, T =");

/** Credit by a sum and by a soft minimum, of step rewards that can be exploited. */
export const softMinimum: Section<{ readonly bySeed: readonly Courses[] }> = {
  name: "soft-minimum",
  title: "A soft minimum is not exploited",
  measure: async () => ({ bySeed: await piecewise("rewards-soft-minimum", [], seeds, measureSeed) }),
  tell({ bySeed }) {
    const of = (start: Start, way: string, number: (course: Course) => number) =>
      bySeed.map((courses) => number(courses[start][way]));
    const hacking = table(
      ["credit", "gold: best", "at the end", "retention", "asked", "exploiting steps: at first", "mean", "at the end"],
      asked.able.map((way) => [
        title(way),
        told(of("able", way, ({ best }) => best)),
        told(of("able", way, ({ last }) => last)),
        told(of("able", way, ({ last, best }) => last / best)),
        way === "sum" ? "at most 0.5" : way === "soft 0.1" ? "at least 0.9" : "",
        ...(["first", "mean", "last"] as const).map((when) =>
          told(
            of("able", way, ({ exploits }) => exploits[when]),
            2,
          ),
        ),
      ]),
    );
    const steps = table(
      [
        "start",
        "way",
        "gold at the end",
        "greedily",
        "steps to what all verified has at the end, as a share of its own",
        "asked",
      ],
      (Object.keys(starts) as Start[]).flatMap((start) =>
        ["verified", "soft 0.1", "soft and verified"].map((way) => [
          start,
          title(way),
          told(
            of(start, way, ({ last }) => last),
            3,
          ),
          told(
            of(start, way, ({ final }) => final),
            3,
          ),
          told(bySeed.map(({ [start]: courses }) => courses[way].until / courses.verified.until)),
          way === "soft and verified" ? "at most 0.5; gold at least that of both" : "",
        ]),
      ),
    );
    return `\`results/sums-v1\`, as above; gold is the share of chains without a wrong sum. A judge of steps pays 0.5 for a right sum, -0.6 for a wrong one, -1 for breaking off at the end of time, and 0.9 for saying the last sum again, which leads nowhere: it is exploitable. PPO learns from the judge, with its rewards summed, or their minimum or soft minimum as an episode's worth. All begin with the same weights, brought up for ${starts.able.toLocaleString("en")} steps so that they solve some chains. Gold is the mean of the last 100 episodes, smoothed over five updates; retention is the last over the best.\n\n${hacking}\n\nThe sum should take at least three times the exploiting steps that it takes at first, and hacking should only grow with T. Some episodes verified beside the judge, from that start and from a weak one (${starts.weak.toLocaleString("en")} steps of upbringing), which solves next to no chain at first:\n\n${steps}\n\nWhere chains succeed from the start, success alone teaches as fast as the judge does, and there is nothing to save; where they rarely do, the judge's minimum leads, because it says which sum was wrong. Verifying a tenth of the episodes adds nothing to it here, and what it costs is noise: the judge's minimum already prefers the same chains, so there is no hacking left for it to correct.`;
  },
};
