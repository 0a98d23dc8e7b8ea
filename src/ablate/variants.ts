import { fail, type Json, type RewardExpression } from "../core/index.ts";
import type { Question } from "./question.ts";

/** A variant of a question: values by path into the run. */
export interface NamedChanges {
  readonly name: string;
  readonly changes: { readonly [path: string]: Json };
}

/**
 * All variants of a question, the base first.
 * @throws `ablate/question` for two with one name, none at all, or terms that cannot be dropped
 */
export function variantsOf(question: Question): NamedChanges[] {
  const { withBase = true, variants = {}, dropEach, swapEach = {}, grid } = question;
  const all: NamedChanges[] = [
    ...(withBase ? [{ name: "base", changes: {} }] : []),
    ...Object.entries(variants).map(([name, changes]) => ({ name, changes })),
    ...(dropEach ? droppedTerms(question.base.reward) : []),
    ...Object.entries(swapEach).map(([name, reward]) => ({ name, changes: { reward: reward as Json } })),
    ...(grid ? combinations(grid) : []),
  ];
  const twice = all.find(({ name }, i) => all.findIndex((other) => other.name === name) !== i);
  if (twice)
    fail("ablate/question", {
      given: `two variants named ${JSON.stringify(twice.name)}`,
      expected: "distinct names",
      fix: twice.name === "base" ? "The unchanged base takes part by itself, unless `withBase: false`." : undefined,
    });
  if (all.length === 0)
    fail("ablate/question", { given: "no variant and `withBase: false`", expected: "at least one variant" });
  return all;
}

function droppedTerms(reward: RewardExpression | undefined): NamedChanges[] {
  const terms = reward === undefined ? [] : termsOf(reward, "reward");
  if (terms.length < 2)
    fail("ablate/question", {
      given: "`dropEach` for a reward that is not a sum of at least two terms",
      expected: 'a `base.reward` of the form {"sum": {name: expression, ...}}',
    });
  return terms.map(({ term, path }) => ({ name: `without ${term}`, changes: { [path]: null } }));
}

/** The terms of a sum and of the sums inside it, each with the path of its key. */
function termsOf(expression: RewardExpression, path: string): { term: string; path: string }[] {
  if (typeof expression === "string" || !("sum" in expression)) return [];
  return Object.entries(expression.sum).flatMap(([name, term]) => {
    const own = `${path}.sum.${name}`;
    const inner =
      typeof term === "object" && "of" in term ? termsOf(term.of, `${own}.of`) : termsOf(term as RewardExpression, own);
    if (inner.length < 2) return [{ term: name, path: own }];
    return inner.map((found) => ({ ...found, term: `${name}.${found.term}` }));
  });
}

/** Every combination of a grid, the last path changing fastest. */
function combinations(grid: NonNullable<Question["grid"]>): NamedChanges[] {
  let found: NamedChanges[] = [{ name: "", changes: {} }];
  for (const [path, values] of Object.entries(grid))
    found = found.flatMap(({ name, changes }) =>
      values.map((value) => ({
        name: `${name}${name && ", "}${path.replace(/^agent\./, "")}=${inWords(value)}`,
        changes: { ...changes, [path]: value },
      })),
    );
  return found;
}

const inWords = (value: Json) => (typeof value === "string" ? value : JSON.stringify(value));
