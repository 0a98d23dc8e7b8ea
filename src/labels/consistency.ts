import { groupBy } from "../core/index.ts";
import { clipsOf, type Label } from "./label.ts";

/** How far labellers agree with themselves. */
export interface Consistency {
  /** Pairs of clips that a labeller compared more than once, in either order, and could tell each time. */
  readonly repeated: number;
  /** Those of them that were judged alike each time: the same clip better, or a tie. */
  readonly alike: number;
  /** Those of them of which each clip was once the better one. */
  readonly contradictory: number;
}

/** Which of the two clips is better, whichever side it was on: 1 for the one whose digest comes first, 0 for a tie. */
export const directionOf = ({ a, b, grade }: Pick<Label, "a" | "b"> & { readonly grade: number }): number =>
  Math.sign(grade) * (a < b ? 1 : -1) || 0;

/** Labels of which the labeller could tell something. */
export const graded = (labels: Iterable<Label>): (Label & { readonly grade: number })[] =>
  [...labels].filter((label): label is Label & { readonly grade: number } => label.grade !== null);

/** How far each labeller agrees with themselves, over all labellers. */
export function consistencyOf(labels: Iterable<Label>): Consistency {
  const compared = groupBy(graded(labels), (label) => `${label.by} ${clipsOf(label)}`);
  let [repeated, alike, contradictory] = [0, 0, 0];
  for (const group of compared.values()) {
    if (group.length < 2) continue;
    const directions = new Set(group.map(directionOf));
    repeated++;
    if (directions.size === 1) alike++;
    if (directions.has(1) && directions.has(-1)) contradictory++;
  }
  return { repeated, alike, contradictory };
}

/** Of the labels that are no ties, the share whose first clip is the better one: near 0.5 where sides play no part. */
export function firstShare(labels: Iterable<Label>): number | undefined {
  const decided = graded(labels).filter(({ grade }) => grade !== 0);
  return decided.length ? decided.filter(({ grade }) => grade > 0).length / decided.length : undefined;
}
