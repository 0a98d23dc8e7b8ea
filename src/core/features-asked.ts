import { fail, listing } from "./errors.ts";
import { elementsOf, vectorsIn } from "./features.ts";
import { nearest } from "./names.ts";
import type { RewardInputs } from "./reward-rows.ts";

type Measured = Pick<RewardInputs, "features" | "vectors">;

/** The columns that a reward reads, each once. @param columns of the env, by name */
export const columnsRead = ({ features = [], vectors = [] }: Measured, columns: object): string[] => [
  ...new Set([...features, ...vectors.flatMap((vector) => elementsOf(columns, vector))]),
];

/**
 * Checks that an env measures what a reward asks for: a number where it reads a feature, a vector where it reads a vector.
 * @param columns of the env, by name
 * @throws `reward/input`
 */
export function requireFeatures(
  env: string,
  { features = [], vectors = [] }: Measured,
  columns: object,
  asker: string,
): void {
  const there = vectorsIn(columns);
  const wrong = (what: string, name: string, expected: string, fix: string | undefined) =>
    fail("reward/input", { given: `${asker} asking ${env} for the ${what} ${JSON.stringify(name)}`, expected, fix });
  for (const name of features)
    if (!Object.hasOwn(columns, name)) wrong("feature", name, columnsInWords(columns), nearestColumn(name, columns));
  for (const name of vectors)
    if (!there.includes(name)) {
      const isNumber = Object.hasOwn(columns, name);
      wrong("vector", name, listing(there, 40), isNumber ? "It is a number: declare a feature." : nearest(name, there));
    }
}

/** The names of columns in a list for messages, those of a vector as a range. */
export const columnsInWords = (columns: object): string =>
  listing(
    Object.keys(columns).flatMap((name) => {
      const [, vector, element] = /^(.+)\.(\d+)$/.exec(name) ?? [];
      if (vector === undefined) return [name];
      return element === "0" ? [rangeOf(columns, vector)] : [];
    }),
    40,
  );

/** The likely fix where a name from outside is no column. */
export function nearestColumn(name: string, columns: object): string | undefined {
  const vector = vectorsIn(columns).find((vector) => name === vector || name.startsWith(`${vector}.`));
  return vector === undefined
    ? nearest(name, Object.keys(columns))
    : `${JSON.stringify(vector)} is a vector: name an element, ${rangeOf(columns, vector)}.`;
}

function rangeOf(columns: object, vector: string): string {
  const elements = elementsOf(columns, vector);
  return elements.length === 1 ? elements[0] : `${elements[0]} to ${elements.at(-1)}`;
}
