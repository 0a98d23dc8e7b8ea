import {
  type BoundEnv,
  columnsInWords,
  type Episode,
  type FeatureSummary,
  fail,
  groupBy,
  listing,
  nearestColumn,
} from "../core/index.ts";
import type { EpisodeResult } from "./returns.ts";
import { type Summary, summarize } from "./summary.ts";

/** Episodes in which a feature had one value, or one of a range. */
export interface Group {
  readonly lowest: number;
  readonly highest: number;
  readonly summary: Summary;
}

/** A finished episode as groups are made of it. */
export interface GroupedEpisode {
  readonly result: EpisodeResult;
  /** What it is grouped by. */
  readonly value: number;
}

const mostValues = 6; // each of which is a group of its own
const bins = 4;

const parts: readonly string[] = ["first", "last", "lowest", "highest", "mean"] satisfies (keyof FeatureSummary)[];

/**
 * Reads which number of an episode it is grouped by: a feature after the first step, or `feature.last`, `feature.lowest`,
 * `feature.highest` or `feature.mean`. An element of a vector is a feature: `joints.3`, `joints.3.last`.
 * @throws `reward/input` for what the env does not measure
 */
export function grouping(by: string, { id, features }: BoundEnv): (episode: Episode) => number {
  const names = Object.keys(features);
  const [, feature = by, part = "first"] = (!names.includes(by) && /^(.+)\.([^.]+)$/.exec(by)) || [];
  if (!names.includes(feature) || !parts.includes(part))
    fail("reward/input", {
      given: `${JSON.stringify(by)} of ${id} to group by`,
      expected: `a feature, or feature.part with ${listing(parts)}; features: ${columnsInWords(features)}`,
      fix: nearestColumn(by, features) ?? nearestColumn(feature, features),
    });
  return (episode) => episode.features[feature][part as keyof FeatureSummary];
}

/**
 * Groups episodes, lowest value first. Up to six different values are a group each; more are cut at their quartiles into
 * four groups of about equal size, equal values staying together.
 */
export function groupsOf(episodes: readonly GroupedEpisode[], maxSteps: number): Group[] {
  const sorted = episodes.toSorted((a, b) => a.value - b.value);
  const ranks = new Map<number, number>(); // of the first episode with a value
  for (const [rank, { value }] of sorted.entries()) if (!ranks.has(value)) ranks.set(value, rank);
  const values = [...ranks.keys()];
  const binOf =
    values.length <= mostValues
      ? (value: number) => values.indexOf(value)
      : (value: number) => Math.floor((bins * ranks.get(value)!) / sorted.length);
  const groups = groupBy(sorted, ({ value }) => binOf(value));
  return [...groups.values()].map((members) => ({
    lowest: members[0].value,
    highest: members[members.length - 1].value,
    summary: summarize(
      members.map(({ result }) => result),
      maxSteps,
    ),
  }));
}
