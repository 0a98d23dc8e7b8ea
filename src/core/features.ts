import { fail } from "./errors.ts";
import type { Columns } from "./reward-rows.ts";

/** Several numbers of one unit under one name, such as the angles of all joints; 1 to `mostElements` of them. */
export interface VectorFeature {
  readonly unit: string;
  readonly size: number;
}

/**
 * What an env measures, by name: the unit of a number, `"1"` for one without, or a vector. Each number has a column; those
 * of a vector are called `joints.0`, `joints.1` and so on. Everybody but the world that writes them and the rewards that
 * declare the vector knows columns alone.
 */
export type Features = { readonly [name: string]: string | VectorFeature };

export type VectorNames<F extends Features> = {
  [K in keyof F]: F[K] extends VectorFeature ? K : never;
}[keyof F] &
  string;
export type ScalarNames<F extends Features> = Exclude<keyof F & string, VectorNames<F>>;
export type ColumnNames<F extends Features> = ScalarNames<F> | `${VectorNames<F>}.${number}`;

/** Columns as a world writes them and goals are derived from them: a vector is a list of columns. */
export type Written<F extends Features> = { readonly [K in ScalarNames<F>]: Float64Array } & {
  readonly [K in VectorNames<F>]: readonly Float64Array[];
};

/** The largest size of a vector. Whatever is larger is an observation. */
export const mostElements = 256;

/** The unit of every column. */
export const unitsOf = (features: Features): { readonly [column: string]: string } =>
  Object.fromEntries(
    Object.entries(features).flatMap(([name, feature]) =>
      typeof feature === "string"
        ? [[name, feature]]
        : Array.from({ length: feature.size }, (_, element) => [`${name}.${element}`, feature.unit]),
    ),
  );

/** The unit of a feature in words, with a vector's size. */
export const unitsIn = (feature: string | VectorFeature): string =>
  typeof feature === "string" ? feature : `${feature.size} x ${feature.unit}`;

/** @throws `env/invalid` for a name with a dot, and for a vector of an impossible size */
export function checkFeatures(env: string, features: Features): void {
  const wrong = (given: string, expected: string) => fail("env/invalid", { given: `${env} with ${given}`, expected });
  if (Object.keys(features).length === 0) wrong("no features", "at least one: rewards read nothing else");
  for (const [name, feature] of Object.entries(features)) {
    if (name.includes("."))
      wrong(`a feature ${JSON.stringify(name)}`, 'a name without a dot: "joints.3" is an element of a vector "joints"');
    if (typeof feature === "string") continue;
    const { size } = feature;
    if (!Number.isInteger(size) || size < 1 || size > mostElements)
      wrong(`a vector ${JSON.stringify(name)} of size ${size}`, `a whole number from 1 to ${mostElements}`);
  }
}

/** The names of the vectors that some columns belong to. */
export const vectorsIn = (columns: object): string[] =>
  Object.keys(columns).flatMap((name) => (name.endsWith(".0") ? [name.slice(0, -2)] : []));

/** The names of a vector's columns, in order; empty if there is no such vector. */
export function elementsOf(columns: object, vector: string): string[] {
  const elements: string[] = [];
  while (Object.hasOwn(columns, `${vector}.${elements.length}`)) elements.push(`${vector}.${elements.length}`);
  return elements;
}

/** Columns as a world writes them, those of a vector in a list; the same object where nothing is a vector. */
export function asWritten(columns: Columns): { readonly [name: string]: Float64Array | readonly Float64Array[] } {
  const vectors = vectorsIn(columns);
  if (vectors.length === 0) return columns;
  return Object.fromEntries([
    ...Object.entries(columns).filter(([name]) => !name.includes(".")),
    ...vectors.map((vector) => [vector, elementsOf(columns, vector).map((name) => columns[name])]),
  ]);
}
