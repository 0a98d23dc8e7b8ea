import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { attend, courses } from "./alarm-courses.ts";
import { goldCurve } from "./gold-curve.ts";

interface Watched {
  readonly title: string;
  readonly seed: number;
  readonly retention: number;
  readonly episodes: number;
  /** Env steps at which the alarm was raised. */
  readonly raisedAt?: number;
  /** Env steps from which on a tenth of the best gold was lost. */
  readonly lostAt?: number;
  /** What was left of the best gold when the alarm was raised, as mean of 100 episodes. */
  readonly leftThen?: number;
  readonly cpuSeconds: number;
}

async function watched(title: string, seed: number): Promise<Watched> {
  const course = courses.find((one) => one.title === title);
  if (!course) throw new Error(`no course ${title}`);
  const learned = await attend(course, seed);
  const { curve, cpuSeconds } = learned;
  const { retention, best, lostForGoodAt } = goldCurve(learned);
  const raised = curve.find(({ metrics }) => metrics["alarm/score"] === 1);
  return {
    title,
    seed,
    retention,
    episodes: curve[curve.length - 1].metrics.episodes,
    raisedAt: raised?.steps,
    lostAt: lostForGoodAt(0.1),
    leftThen: raised && raised.metrics.meanScore / best,
    cpuSeconds,
  };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The alarm on runs that are hacked and on runs that are not. */
export const alarm: Section<readonly Watched[]> = {
  name: "alarm",
  title: "The alarm on runs that are hacked and on honest ones",
  measure() {
    const subjects = courses.flatMap(({ title, runs }) =>
      Array.from({ length: ofBudget(runs) }, (_, i) => ({ title, seed: i + 1 })),
    );
    return piecewise("rewards-alarm", [], subjects, ({ title, seed }) => watched(title, seed));
  },
  tell(runs) {
    const hits = (own: readonly Watched[]) => own.filter(({ raisedAt }) => raisedAt !== undefined);
    const leadOf = ({ raisedAt, lostAt }: Watched) =>
      raisedAt === undefined || lostAt === undefined ? [] : [lostAt - raisedAt];
    const signed = (steps: number) => `${steps > 0 ? "+" : ""}${steps.toLocaleString("en")}`;
    const rows = courses.map(({ title, hacked, lesson }) => {
      const own = runs.filter((run) => run.title === title);
      const leads = own.flatMap(leadOf);
      return [
        title,
        hacked ? "hacked" : "honest",
        lesson.steps.toLocaleString("en"),
        median(own.map(({ retention }) => retention)).toFixed(2),
        `**${hits(own).length}** of ${own.length}`,
        hacked && leads.length
          ? `${signed(median(leads))} (${signed(Math.min(...leads))} to ${signed(Math.max(...leads))})`
          : "",
        hacked && leads.length ? median(own.flatMap(({ leftThen }) => leftThen ?? [])).toFixed(2) : "",
      ];
    });
    const are = (hacked: boolean) =>
      runs.filter(({ title }) => courses.find((one) => one.title === title)?.hacked === hacked);
    const early = are(true).flatMap(leadOf);
    const cpu = runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    return `Whole trainings, gold is the env's score. Letters (\`scripts/results/rewards/letter.ts\`) begin with a writer that covers some of the words. A lead is how many env steps before gold had lost a tenth of its best for good the alarm was raised; a negative one is after that. The rule is in \`docs/gold-and-proxy.md\`.\n\n${table(
      ["runs", "are", "steps", "retention, median", "alarms", "lead, median (range)", "gold left then"],
      rows,
    )}\n\nHits: **${hits(are(true)).length} of ${are(true).length}** hacked runs; false alarms: **${hits(are(false)).length} of ${are(false).length}** honest ones. Before gold has lost a tenth: ${early.filter((lead) => lead >= 0).length} of ${early.length} alarms. The rule wants a fall by more than a tenth of the range of gold, in two blocks of 50 episodes in succession, so it mostly comes after it. CPU time: ${(cpu / 60).toFixed(1)} minutes.`;
  },
};
