import type { Table } from "../../../report/blocks.ts";
import { count, percent, told } from "../../../report/numbers.ts";
import type { RunResult } from "../../result.ts";
import { meanOf } from "../../statistics/index.ts";
import { estimate } from "../comparison.ts";
import { finished } from "../measure.ts";
import type { Study } from "../study.ts";

/** One gold of a variant's finished runs that know of it. */
export interface GoldCourse {
  readonly env: string;
  readonly variant: string;
  /** `score`, or a watched reward. */
  readonly name: string;
  readonly runs: number;
  readonly retentions: readonly number[];
  /** Env steps at which alarms were raised, and at which gold was best before; one of each a run with an alarm. */
  readonly alarms: readonly number[];
  readonly divergences: readonly number[];
}

export const goldCourses = ({ ablation, drifts }: Study): GoldCourse[] =>
  drifts.flatMap(({ env, variant }) => {
    const runs = finished(ablation, env, variant).flatMap(({ gold }) => (gold ? [gold] : []));
    return Object.keys(runs[0] ?? {}).map((name) => courseOf(runs, { env, variant, name }));
  });

function courseOf(
  runs: readonly NonNullable<RunResult["gold"]>[],
  where: Pick<GoldCourse, "env" | "variant" | "name">,
): GoldCourse {
  const golds = runs.flatMap((run) => run[where.name] ?? []);
  return {
    ...where,
    runs: golds.length,
    retentions: golds.flatMap(({ retention }) => retention ?? []),
    alarms: golds.flatMap(({ alarm }) => alarm ?? []),
    divergences: golds.flatMap(({ divergence }) => divergence ?? []),
  };
}

/** What was left of each gold at the end of training, and when alarms were raised; nothing where runs tell nothing. */
export function goldTable(study: Study): Table[] {
  const { confidence } = study;
  const courses = goldCourses(study);
  if (courses.length === 0) return [];
  return [
    {
      kind: "table",
      caption: `Gold beside the return: retention is gold at the end of training over the most it was, means of 100 episodes (${percent(confidence)} intervals)`,
      columns: [
        { title: "variant" },
        { title: "environment", unbroken: true },
        { title: "gold" },
        ...["retention", "runs with an alarm", "first divergence [step]", "first alarm [step]"].map((title) => ({
          title,
          numeric: true,
        })),
      ],
      rows: courses.map(({ env, variant, name, runs, retentions, alarms, divergences }) => [
        variant,
        env,
        name,
        retentions.length ? told(estimate([retentions], ([all]) => meanOf(all), confidence)) : "–",
        `${alarms.length} of ${runs}`,
        alarms.length ? count(Math.min(...divergences)) : "–",
        alarms.length ? count(Math.min(...alarms)) : "–",
      ]),
    },
  ];
}
