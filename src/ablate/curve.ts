import type { Metrics } from "../core/index.ts";
import type { MetricsRow } from "../record/index.ts";
import type { RunResult } from "./result.ts";

const mostPoints = 200;

/** The learning curve of a run: evenly spaced rows from the end of the first episode on, always with the last one. */
export function curveOf(rows: readonly MetricsRow[]): RunResult["curve"] {
  const known = rows.filter(({ metrics }) => metrics.meanReturn !== undefined);
  const every = Math.ceil(known.length / mostPoints);
  const points = known.filter((_, i) => (known.length - 1 - i) % every === 0);
  const watched = namesAfter("watch/", points.at(-1)?.metrics);
  return {
    steps: points.map(({ steps }) => steps),
    returns: points.map(({ metrics }) => metrics.meanReturn),
    scores: points.map(({ metrics }) => metrics.meanScore),
    ...(watched.length && {
      watched: Object.fromEntries(watched.map((name) => [name, points.map(({ metrics }) => metrics[`watch/${name}`])])),
    }),
  };
}

/** What the last row says of each gold, and the first row that shows an alarm. */
export function goldOf(rows: readonly MetricsRow[]): NonNullable<RunResult["gold"]> {
  const last = rows.at(-1)?.metrics ?? {};
  return Object.fromEntries(
    namesAfter("alarm/", last).map((name) => {
      const { [`retention/${name}`]: retention, [`divergence/${name}`]: divergence } = last;
      const alarm = rows.find(({ metrics }) => metrics[`alarm/${name}`] === 1)?.steps;
      return [
        name,
        { ...(retention !== undefined && { retention }), ...(alarm !== undefined && { divergence, alarm }) },
      ];
    }),
  );
}

/** What follows a prefix in the names of metrics. */
const namesAfter = (prefix: string, metrics: Metrics = {}): string[] =>
  Object.keys(metrics)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));

/** Mean of every reward term over the last tenth of training, per step. */
export function meanTerms(rows: readonly MetricsRow[]): RunResult["terms"] {
  const end = rows.at(-1)?.steps ?? 0;
  const late = rows.filter(({ steps }) => steps > 0.9 * end);
  return Object.fromEntries(
    namesAfter("reward/", late.at(-1)?.metrics).map((name) => [
      name,
      late.reduce((sum, { metrics }) => sum + metrics[`reward/${name}`], 0) / late.length,
    ]),
  );
}

/** Training time of these rows [s], summed over all processes that trained the run. */
export const trainingSeconds = (rows: readonly MetricsRow[]): number =>
  rows.reduce(
    (sum, { time: { stepsPerSecond: _, ...seconds } }) => sum + Object.values(seconds).reduce((a, b) => a + b, 0),
    0,
  );
