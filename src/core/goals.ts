import { fail } from "./errors.ts";
import { type ColumnNames, type Features, unitsIn, unitsOf, type Written } from "./features.ts";

/** Where a feature lies in the observation: a number, or the elements of a vector one after another. */
export interface ObservedAt {
  /** Path of the leaf; `""`, the default, for an observation that is one. */
  readonly leaf?: string;
  /** Its first element there. */
  readonly at: number;
}

/**
 * What an env says of the goals of its episodes, so that an episode can be told as if another goal had been wanted, without
 * running the env. The goal moves nothing: it changes only the features named here, the elements named in `observed`, and,
 * by `ends`, where episodes terminate.
 */
export interface Goals<F extends Features = Features> {
  /** Features, numbers or vectors, that hold what has been brought about. */
  readonly achieved: readonly (keyof F & string)[];
  /** Features that hold what is wanted, each as the one of `achieved` in its place. The same from reset to reset. */
  readonly desired: readonly (keyof F & string)[];
  /**
   * The features that depend on the goal, by column: pure functions of the other features and of those derived before
   * them, in the same row.
   */
  readonly derived: {
    readonly [C in ColumnNames<F>]?: (features: Written<F>, row: number) => number;
  };
  /** Where the desired and derived features are in the observation; nothing else there depends on the goal. */
  readonly observed?: { readonly [N in keyof F & string]?: ObservedAt };
  /**
   * The derived column that ends episodes: a step terminates exactly where it is not 0, whatever the reason. Without it
   * the goal ends no episode.
   */
  readonly ends?: ColumnNames<F>;
}

/** Goals that a world can derive features from. */
export interface DefinedGoals<F extends Features = Features> extends Goals<F> {
  /** Writes the derived features of a row; a world calls it after it has written the others. */
  derive(features: Written<F>, row: number): void;
}

/** Goals as they stand in a registry, their own types kept inside. */
export type AnyGoals = Pick<Goals, "achieved" | "desired"> & {
  readonly derived: { readonly [column: string]: ((features: never, row: number) => number) | undefined };
  readonly observed?: { readonly [feature: string]: ObservedAt | undefined };
  readonly ends?: string;
  derive(features: never, row: number): void;
};

type Column = Float64Array | readonly Float64Array[];
type Derive = (features: { readonly [name: string]: Column }, row: number) => number;

/** Types goals by the features of an env, or those of its features that concern goals. */
export function defineGoals<const F extends Features>(_features: F, goals: Goals<F>): DefinedGoals<F> {
  const derived = Object.entries(goals.derived).map(([column, of]) => {
    const [name, element] = column.split(".");
    return { name, element: Number(element ?? 0), of: of as Derive };
  });
  return {
    ...goals,
    derive(features: { readonly [name: string]: Column }, row: number) {
      for (let i = 0; i < derived.length; i++) {
        const { name, element, of } = derived[i];
        const column = features[name];
        (ArrayBuffer.isView(column) ? (column as Float64Array) : column[element])[row] = of(features, row);
      }
    },
  };
}

/** The columns of some features, in order. */
export const columnsNamed = (features: Features, names: readonly string[]): string[] =>
  names.flatMap((name) => Object.keys(unitsOf({ [name]: features[name] })));

/** @throws `env/invalid` for goals that name other features, or pairs of other sizes and units */
export function checkGoals(env: string, features: Features, goals: AnyGoals): void {
  const wrong = (given: string, expected: string) =>
    fail("env/invalid", { given: `${env} with goals of ${given}`, expected });
  const { achieved, desired, derived, observed = {}, ends } = goals;
  for (const name of [...achieved, ...desired, ...Object.keys(observed)])
    if (!Object.hasOwn(features, name)) wrong(JSON.stringify(name), "the name of a feature");
  if (achieved.length !== desired.length || achieved.length === 0)
    wrong(`${achieved.length} achieved and ${desired.length} desired features`, "pairs, at least one");
  for (const [i, name] of achieved.entries())
    if (unitsIn(features[name]) !== unitsIn(features[desired[i]]))
      wrong(
        `${name} in ${unitsIn(features[name])} and ${desired[i]} in ${unitsIn(features[desired[i]])}`,
        "the same unit and size of what is achieved and what is desired",
      );
  const given = columnsNamed(features, [...achieved, ...desired]);
  if (new Set(given).size < given.length) wrong("a feature that is named twice", "each once");
  const columns = unitsOf(features);
  for (const column of Object.keys(derived))
    if (!Object.hasOwn(columns, column) || given.includes(column))
      wrong(`${JSON.stringify(column)} derived`, "a column that is neither achieved nor desired");
  const known = [...columnsNamed(features, desired), ...Object.keys(derived)];
  for (const column of columnsNamed(features, Object.keys(observed)))
    if (!known.includes(column)) wrong(`${column} observed`, "a desired or derived feature");
  if (ends !== undefined && !Object.hasOwn(derived, ends)) wrong(`ends ${JSON.stringify(ends)}`, "a derived column");
}
