import { counted, enumeration, percent, rough, told } from "../../report/numbers.ts";
import { fewestRuns } from "../statistics/index.ts";
import { type Comparing, type Comparison, compare, type Row } from "./comparison.ts";
import { leadOf } from "./lead.ts";
import { publishedOn } from "./published.ts";

/** A sentence, and its caveats. */
export interface Statement {
  readonly sentence: string;
  readonly details: readonly string[];
}

/** What every variant changes compared with the reference, or how well a single one does. */
export function answerOf(comparing: Comparing, comparison: Comparison, reference: string): Statement {
  const [best, ...others] = comparison.rows.toSorted((a, b) => b.level.value - a.level.value);
  if (!best) return { sentence: "No answer: no variant finished a run on every environment.", details: [] };
  if (others.length === 0)
    return { sentence: levelOf(comparing, comparison, best), details: fewSeeds(comparison, best) };
  return {
    sentence: leadOf(comparison, reference),
    details: [
      levelsOf(comparison, best, reference),
      ...rivalsOf(comparing, comparison, best.variant, reference),
      ...unseen(comparing, comparison),
      ...fewSeeds(comparison, best),
    ],
  };
}

function levelsOf({ rows, measure, confidence }: Comparison, best: Row, reference: string): string {
  const shown = [best, ...rows.filter(({ variant }) => variant === reference && variant !== best.variant)];
  const levels = shown.map(({ variant, level }) => `${variant} ${told(level)}`);
  const interval = shown.some(({ level }) => level.low !== undefined) ? ` with ${percent(confidence)} interval` : "";
  return `Highest interquartile mean ${measure}${interval}: ${levels.join("; ")}.`;
}

function levelOf({ ablation }: Comparing, { measure, confidence, envs }: Comparison, row: Row): string {
  const { variant, level, scores } = row;
  const runs = counted(scores.flat().length, "run");
  const interval = level.low === undefined ? "" : `, ${percent(confidence)} interval`;
  const where = envs.length === 1 ? "" : ` over ${envs.length} environments`;
  const figures = envs.length === 1 ? publishedOn(ablation, envs[0]) : [];
  const beside = figures.map(
    ({ what, value, source }) => `${placed(row, value)} the published ${asWritten(value)} of ${what} (${source})`,
  );
  const published = beside.length ? `, ${enumeration(beside)}` : "";
  const alone = beside.length ? "" : " There is nothing to compare it with.";
  return `${variant} reaches a ${measure} of ${told(level)}${where}${published}: the interquartile mean of ${runs}${interval}.${alone}`;
}

/** A figure as its source writes it, with a real minus sign. */
const asWritten = (value: number) => String(value).replace("-", "\u2212");

/** How a level compares with a figure that has no interval. */
function placed({ level: { value, low, high } }: Row, figure: number): string {
  if (value === figure) return "as high as";
  if (low === undefined || high === undefined) return "beside";
  if (low > figure) return "above";
  return high < figure ? "below" : "not clearly different from";
}

/** Which variants, besides the reference, can or cannot be told apart from the best one. */
function rivalsOf(comparing: Comparing, { envs }: Comparison, best: string, reference: string): string[] {
  const others = compare(comparing, envs, best).rows.filter(({ variant }) => ![best, reference].includes(variant));
  const compared = others.filter(({ difference }) => difference && !difference.verdict.tooFew);
  if (compared.length === 0) return [];
  const rivals = others.filter(({ difference }) => difference?.verdict.answer !== "worse");
  return [
    rivals.length === 0
      ? `${best} is better than every other variant, too.`
      : `${best} cannot be told apart from ${enumeration(rivals.map(({ variant }) => variant))}.`,
  ];
}

/** For undecided comparisons, the differences that would have been detected. */
function unseen({ measure }: Comparing, { rows, pairedSeeds }: Comparison): string[] {
  const open = rows.flatMap(({ difference }) => {
    const { answer, detectable } = difference?.verdict ?? {};
    return answer === "cannot tell" && detectable !== undefined ? [detectable] : [];
  });
  if (open.length === 0) return [];
  const pairs = pairedSeeds.reduce((sum, seeds) => sum + seeds.length, 0);
  const [least, most] = [Math.min(...open), Math.max(...open)].map(rough);
  if (measure.range !== undefined && Math.min(...open) >= measure.range) return [];
  const sizes = least === most ? least : `${least} to ${most}`;
  return [
    `Where it cannot be told, ${pairs} pairs of runs show a difference of ${sizes} in 4 of 5 cases, smaller ones less often.`,
  ];
}

/** Why a level has no interval. */
function fewSeeds({ confidence, envs }: Comparison, { scores }: Row): string[] {
  const fewest = fewestRuns(confidence, envs.length);
  const seeds = Math.min(...scores.map(({ length }) => length));
  if (seeds >= fewest) return [];
  return [`${counted(seeds, "seed")} cannot give an interval of ${percent(confidence)}: it takes ${fewest}.`];
}
