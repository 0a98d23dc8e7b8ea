import type { Label, Pair } from "./label.ts";
import type { LabelState } from "./rows.ts";

/**
 * Pairs that wait for a labeller, in the order in which they were asked for: first those that nobody has answered, then
 * those that only others have.
 */
export function waitingFor(by: string, { pairs, labels }: LabelState): Pair[] {
  const own = new Set<string>();
  const answered = new Set<string>();
  for (const label of labels.values()) {
    answered.add(label.pair);
    if (label.by === by) own.add(label.pair);
  }
  const waiting = [...pairs.values()].filter(({ pair, only }) => !own.has(pair) && (only ?? by) === by);
  const isFresh = ({ pair }: Pair) => !answered.has(pair);
  return [...waiting.filter(isFresh), ...waiting.filter((pair) => !isFresh(pair))];
}

/** Labels of a labeller, in the order in which they were given. */
export const labelsOf = (by: string, { labels }: LabelState): Label[] =>
  [...labels.values()].filter((label) => label.by === by);
