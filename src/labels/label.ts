import { canonical, digest, fail } from "../core/index.ts";
import { count, fields, type Kind, listOf, number, optional, recordOf, text } from "../record/form.ts";

/** One of the two clips of a pair. */
export type Side = "a" | "b";

/** Something that somebody noticed in a clip; `sign` says whether it is good (1), bad (-1) or neither (0). */
export interface Finding {
  readonly side: Side;
  readonly kind: string;
  readonly sign: -1 | 0 | 1;
  readonly text?: string;
}

/** Steps of a clip, from `from` up to but not including `to`, that are good or bad. */
export interface Span {
  readonly side: Side;
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly sign: -1 | 0 | 1;
}

/** Two clips that somebody is asked to compare. */
export interface Pair {
  /** Follows from the clips, `repeats` and `only`, so that the same pair is asked for once. */
  readonly pair: string;
  /** Digests of the clips. */
  readonly a: string;
  readonly b: string;
  /** Steps of each clip. */
  readonly lengths: { readonly a: number; readonly b: number };
  /** Means of the features of each clip. */
  readonly features: { readonly a: Means; readonly b: Means };
  /** Steps at the beginning of the episodes that both clips share. */
  readonly prefix?: number;
  /** Digest of the state from which both clips branched. */
  readonly parent?: string;
  /** The pair that this one asks again, to measure how consistent a labeller is. */
  readonly repeats?: string;
  /** The only labeller whom it is meant for. */
  readonly only?: string;
  /** Who asks: a run, a command. */
  readonly asker: string;
  /** ISO 8601. */
  readonly asked: string;
}
type Means = { readonly [feature: string]: number };

/** What somebody says of a pair. */
export interface Answer {
  /**
   * From 3, `a` is much better, through 0, both are equally good, to -3, `b` is much better; null where the labeller cannot
   * tell, which is not a tie.
   */
  readonly grade: number | null;
  /** How good each clip is by itself, from 0 to 4. */
  readonly ratings?: { readonly a: number; readonly b: number };
  /** Why, in words. */
  readonly reason?: string;
  readonly findings?: readonly Finding[];
  readonly spans?: readonly Span[];
}

/** A pair with an answer that stands. */
export interface Label extends Pair, Answer {
  /** Follows from the pair and the labeller, so that nothing is counted twice. */
  readonly id: string;
  /** Who labelled. */
  readonly by: string;
  /** ISO 8601. */
  readonly answered: string;
}

export const highestGrade = 3;
export const highestRating = 4;

/** The id of a pair of clips. */
export const pairId = ({ a, b, repeats, only }: Pick<Pair, "a" | "b" | "repeats" | "only">): Promise<string> =>
  digest(canonical({ a, b, repeats, only }));

/** The id of a labeller's answer to a pair. */
export const labelId = (pair: string, by: string): Promise<string> => digest(canonical({ pair, by }));

/**
 * Names two clips in either order alike.
 */
export const clipsOf = ({ a, b }: Pick<Pair, "a" | "b">): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

const wholeFrom = (lowest: number, highest: number): Kind<number> => ({
  words: `a whole number from ${lowest} to ${highest}`,
  is: (value): value is number =>
    Number.isInteger(value) && (value as number) >= lowest && (value as number) <= highest,
});
const oneOf = <T>(...values: readonly T[]): Kind<T> => ({
  words: values.map((value) => JSON.stringify(value)).join(" or "),
  is: (value): value is T => (values as readonly unknown[]).includes(value),
});
const side = oneOf<Side>("a", "b");
const sign = oneOf<-1 | 0 | 1>(-1, 0, 1);
const rating = wholeFrom(0, highestRating);
const graded = wholeFrom(-highestGrade, highestGrade);
const grade: Kind<number | null> = {
  words: `${graded.words}, or null`,
  is: (value): value is number | null => value === null || graded.is(value),
};

export const answerForm = {
  grade,
  ratings: optional(fields({ a: rating, b: rating })),
  reason: optional(text),
  findings: optional(listOf(fields({ side, kind: text, sign, text: optional(text) }))),
  spans: optional(listOf(fields({ side, from: count, to: count, kind: text, sign }))),
};

const both = <T>(kind: Kind<T>) => fields({ a: kind, b: kind });

export const pairForm = {
  pair: text,
  a: text,
  b: text,
  lengths: both(count),
  features: both(recordOf(number)),
  prefix: optional(count),
  parent: optional(text),
  repeats: optional(text),
  only: optional(text),
  asker: text,
  asked: text,
};

/** Checks what somebody says of a pair. @throws `labels/invalid` */
export function checkAnswer(answer: Answer, { lengths }: Pick<Pair, "lengths">): void {
  for (const [name, kind] of Object.entries(answerForm)) {
    const value = answer[name as keyof Answer];
    if (!kind.is(value))
      fail("labels/invalid", { given: `${name} = ${JSON.stringify(value) ?? "nothing"}`, expected: kind.words });
  }
  const wrong = answer.spans?.find(({ side, from, to }) => from >= to || to > lengths[side]);
  if (wrong)
    fail("labels/invalid", {
      given: `a span from ${wrong.from} to ${wrong.to} in clip ${wrong.side}`,
      expected: `steps of a clip of ${lengths[wrong.side]}, the first before the last`,
    });
}

/** Leaves out what is undefined, so that a row holds only what there is. */
export const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
