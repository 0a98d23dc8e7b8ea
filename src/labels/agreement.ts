import { groupBy } from "../core/index.ts";
import { directionOf, graded } from "./consistency.ts";
import { clipsOf, type Label } from "./label.ts";

/** One labeller's judgement of each unit; undefined where there is none. */
export type Judgements = readonly (number | undefined)[];

/** How far apart two judgements are, at least 0; 0 only for equal ones. */
export type Difference = (a: number, b: number) => number;

export const nominal: Difference = (a, b) => (a === b ? 0 : 1);
export const linear: Difference = (a, b) => Math.abs(a - b);
/** Krippendorff's interval scale, and quadratic weights of kappa. */
export const interval: Difference = (a, b) => (a - b) ** 2;

/**
 * Cohen's kappa of two labellers over the units that both have judged: 1 where they always agree, 0 where they agree as
 * often as by chance (Cohen 1960; weighted: Cohen 1968). Undefined without such units, or where both give all the same judgement.
 */
export function cohensKappa(one: Judgements, other: Judgements, difference: Difference = nominal): number | undefined {
  const both: [number, number][] = [];
  for (const [i, a] of one.entries()) {
    const b = other[i];
    if (a !== undefined && b !== undefined) both.push([a, b]);
  }
  let [observed, expected] = [0, 0];
  for (const [a, b] of both) observed += difference(a, b) / both.length;
  for (const [a] of both) for (const [, b] of both) expected += difference(a, b) / both.length ** 2;
  return expected > 0 ? 1 - observed / expected : undefined;
}

/**
 * Krippendorff's alpha of any number of labellers, who need not judge every unit (Krippendorff 2011, "Computing
 * Krippendorff's Alpha-Reliability"). Undefined where no unit has two judgements, or all of them are the same.
 */
export function krippendorffsAlpha(
  labellers: readonly Judgements[],
  difference: Difference = nominal,
): number | undefined {
  const units = Array.from({ length: labellers[0]?.length ?? 0 }, (_, unit) =>
    labellers.map((judgements) => judgements[unit]).filter((value) => value !== undefined),
  ).filter((values) => values.length > 1);
  const all = units.flat();
  let [observed, expected] = [0, 0];
  for (const values of units)
    for (const a of values) for (const b of values) observed += difference(a, b) / (values.length - 1);
  for (const a of all) for (const b of all) expected += difference(a, b) / (all.length - 1);
  return expected > 0 ? 1 - observed / expected : undefined;
}

/** How far labellers agree with each other. */
export interface Agreement {
  readonly labellers: readonly string[];
  /** Pairs of clips that at least two of them have graded. */
  readonly shared: number;
  /** Those of which all who graded them say the same is better, or that it is a tie. */
  readonly agreed: number;
  /** Of who is better; weighted by how much (quadratic, interval). Undefined where it cannot be said. */
  readonly kappa: number | undefined;
  readonly weightedKappa: number | undefined;
  /** By which both were measured: for two labellers Cohen's kappa, for more Krippendorff's alpha. */
  readonly measure: "Cohen's kappa" | "Krippendorff's alpha";
}

/** A labeller's grades of a pair of clips count as their mean. */
export function agreementOf(labels: Iterable<Label>): Agreement {
  const known = graded(labels);
  const labellers = [...new Set(known.map(({ by }) => by))].sort();
  const units = [...groupBy(known, clipsOf).values()];
  const tables = labellers.map((name) => {
    const own = units.map((unit) => meanGrade(unit.filter(({ by }) => by === name)));
    return { grades: own, directions: own.map((grade) => (grade === undefined ? undefined : Math.sign(grade))) };
  });
  const shared = units.filter((unit) => new Set(unit.map(({ by }) => by)).size > 1);
  const isTwo = labellers.length === 2;
  const measured = (of: readonly Judgements[], difference: Difference) =>
    isTwo ? cohensKappa(of[0], of[1], difference) : krippendorffsAlpha(of, difference);
  return {
    labellers,
    shared: shared.length,
    agreed: shared.filter(isAgreed).length,
    kappa: measured(
      tables.map(({ directions }) => directions),
      nominal,
    ),
    weightedKappa: measured(
      tables.map(({ grades }) => grades),
      interval,
    ),
    measure: isTwo ? "Cohen's kappa" : "Krippendorff's alpha",
  };
}

/** Leaves out the labels of all pairs of clips whose grades disagree about which is better. */
export function agreedOnly(labels: Iterable<Label>): Label[] {
  const all = [...labels];
  const disputed = new Set(
    [...groupBy(graded(all), clipsOf)].filter(([, unit]) => !isAgreed(unit)).map(([clips]) => clips),
  );
  return all.filter((label) => !disputed.has(clipsOf(label)));
}

const isAgreed = (unit: readonly (Label & { readonly grade: number })[]): boolean =>
  new Set(unit.map(directionOf)).size === 1;

/** From -3 to 3, above 0 where the clip is better whose digest comes first. */
function meanGrade(labels: readonly (Label & { readonly grade: number })[]): number | undefined {
  if (labels.length === 0) return undefined;
  let sum = 0;
  for (const label of labels) sum += directionOf(label) * Math.abs(label.grade);
  return sum / labels.length;
}
