import { fewestRuns } from "../statistics/index.ts";
import { type Comparing, type Comparison, compare, type Row } from "./comparison.ts";
import { counted, percent, told } from "./numbers.ts";
import { publishedOn } from "./published.ts";

/** A sentence, and what else to know before believing it. */
export interface Answer {
  readonly sentence: string;
  readonly details: readonly string[];
}

/** Which variant is best by the measure and by how much, or that it cannot be told. */
export function answerOf(comparing: Comparing, comparison: Comparison, reference: string): Answer {
  const ranked = comparison.rows.toSorted((a, b) => b.level.value - a.level.value);
  const [best, ...others] = ranked;
  if (!best) return { sentence: "No answer: no variant finished a run on every environment.", details: [] };
  if (others.length === 0)
    return { sentence: levelOf(comparing, comparison, best), details: fewSeeds(comparison, best) };
  return {
    sentence: `${leadOf(best, others[0], reference)}.`,
    details: [
      levelsOf(comparison, best, reference),
      ...rivalsOf(comparing, comparison, best.variant, reference),
      ...fewSeeds(comparison, best),
    ],
  };
}

function leadOf(best: Row, second: Row, reference: string): string {
  const isReference = best.variant === reference;
  const compared = (isReference ? second : best).difference;
  if (!compared)
    return `Cannot tell: ${best.variant} and ${isReference ? second.variant : reference} share too few seeds`;
  return isReference
    ? `No variant is seen to do better than ${reference}. The nearest: ${compared.verdict.sentence}`
    : compared.verdict.sentence;
}

function levelsOf({ rows, measure, confidence }: Comparison, best: Row, reference: string): string {
  const shown = [best, ...rows.filter(({ variant }) => variant === reference && variant !== best.variant)];
  const levels = shown.map(({ variant, level }) => `${variant} ${told(level)}`);
  return `Interquartile mean ${measure} with ${percent(confidence)} interval: ${levels.join("; ")}.`;
}

function levelOf(
  { ablation }: Comparing,
  { measure, confidence, envs }: Comparison,
  { variant, level, scores }: Row,
): string {
  const runs = counted(scores.flat().length, "run");
  const interval = level.low === undefined ? "no interval" : `${percent(confidence)} interval`;
  const where = envs.length === 1 ? "" : ` over ${envs.length} environments`;
  const figures = envs.length === 1 ? publishedOn(ablation, envs[0]) : [];
  const beside = figures.map(({ what, value, source }) => `${what} ${fixed(value)} (${source})`).join(", ");
  return `${variant} reaches a ${measure} of ${told(level)}${where}: the interquartile mean of ${runs}, ${interval}. ${beside ? `Published: ${beside}` : "There is nothing to compare it with"}.`;
}

/** As its source writes it, with a real minus. */
const fixed = (value: number) => String(value).replace("-", "\u2212");

/** What the best is, or is not, told apart from besides the reference. */
function rivalsOf(comparing: Comparing, { envs }: Comparison, best: string, reference: string): string[] {
  const others = compare(comparing, envs, best).rows.filter(({ variant }) => ![best, reference].includes(variant));
  if (others.length === 0) return [];
  const rivals = others.filter(({ difference }) => difference?.verdict.answer !== "worse");
  return [
    rivals.length === 0
      ? `${best} is better than every other variant, too.`
      : `${best} cannot be told apart from ${rivals.map(({ variant }) => variant).join(", ")}.`,
  ];
}

function fewSeeds({ confidence, envs }: Comparison, { scores }: Row): string[] {
  const fewest = fewestRuns(confidence, envs.length);
  const seeds = Math.min(...scores.map(({ length }) => length));
  if (seeds >= fewest) return [];
  return [`With ${counted(seeds, "seed")} an interval of ${percent(confidence)} is rough; it takes ${fewest} or more.`];
}
