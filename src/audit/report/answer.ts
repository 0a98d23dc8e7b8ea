import { enumeration, percent, told } from "../../report/numbers.ts";
import type { Compared, Comparison } from "../compare.ts";

/** The sentence that a comparison comes down to. */
export function leadOf({ gold, rewards, episodes }: Comparison): string {
  const judged = rewards.filter((one) => one.episodes?.accuracy !== undefined);
  if (judged.length === 0)
    return rewards.every(({ name }) => name === gold)
      ? `There is no reward besides ${gold} to compare.`
      : `Nothing can be said: ${gold} gives all ${episodes} episodes the same.`;
  const [best, ...others] = judged.toSorted((a, b) => accuracyOf(b) - accuracyOf(a));
  const worst = others.at(-1);
  const first = `${best.name} orders ${percent(accuracyOf(best))} of the pairs of episodes as ${gold} does`;
  return worst ? `${first}, ${worst.name} ${percent(accuracyOf(worst))}.` : `${first}.`;
}

const accuracyOf = ({ episodes }: Compared) => episodes?.accuracy ?? 0;

/** What deserves a second look, each in a sentence. */
export function warningsOf({ gold, rewards }: Comparison): string[] {
  return rewards.flatMap(({ name, bestOfN, episodes, terms }) => {
    const dead = terms.filter((term) => term.dead && terms.length > 1).map((term) => term.name);
    const dominating = terms.find(({ dominates }) => dominates);
    const [peak, last] = [bestOfN?.points.find(({ n }) => n === bestOfN.turns), bestOfN?.points.at(-1)];
    return [
      ...(peak && last
        ? [
            peak.n === 1
              ? `Selecting by ${name} loses ${gold} from the start: ${told({ value: peak.gold })} for any episode, ${told({ value: last.gold })} for the best of ${last.n}.`
              : `Selecting harder by ${name} turns against ${gold} at n = ${peak.n}: ${told({ value: peak.gold })} there, ${told({ value: last.gold })} for the best of ${last.n}.`,
          ]
        : []),
      ...(episodes?.spearman !== undefined && episodes.spearman < 0
        ? [`${name} and ${gold} rank episodes in opposite ways (${told({ value: episodes.spearman })}).`]
        : []),
      ...(dead.length
        ? [
            `${dead.length === 1 ? "The term" : "The terms"} ${enumeration(dead)} of ${name} never ${dead.length === 1 ? "moves" : "move"}.`,
          ]
        : []),
      ...(dominating
        ? [
            `The term ${dominating.name} dominates ${name}: it makes up ${percent(dominating.ofVariance ?? 0)} of the variance.`,
          ]
        : []),
    ];
  });
}
