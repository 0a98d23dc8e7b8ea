import { bindReward, bindTransform, canonical, type Params, type RewardInputs } from "../core/index.ts";
import { type Bound, type BoundTerm, innerOf } from "../reward/index.ts";
import type { Registries } from "../run/index.ts";

/** A reward expression as a person reads it: every part with what it is and what it reads. */
export interface ExpressionPart {
  /** Its place in the expression. */
  readonly path: string;
  readonly kind: "reward" | "transform" | "product" | "sum";
  /** Of a term of a sum; those of sums within sums are multiplied. */
  readonly weight?: number;
  readonly id?: string;
  readonly summary?: string;
  readonly params?: Params;
  /** Params that differ from the defaults. */
  readonly changed?: Params;
  readonly inputs?: RewardInputs;
  /** Names of the columns that a reward writes, where it writes several. */
  readonly terms?: readonly string[];
  readonly parts: readonly ExpressionPart[];
}

/** The terms of a bound expression as trees. */
export async function expressionTree(
  terms: readonly BoundTerm[],
  { rewards, transforms }: Pick<Registries, "rewards" | "transforms">,
): Promise<ExpressionPart[]> {
  const partOf = async (bound: Bound, weight?: number): Promise<ExpressionPart> => {
    const { path } = bound;
    const own = { path, ...(weight !== undefined && { weight }) };
    switch (bound.kind) {
      case "use": {
        const { id, params, inputs, terms } = bound.reward;
        const definition = await rewards.find(id);
        const changed = changedFrom(bindReward(definition).params, params);
        return {
          ...own,
          kind: "reward",
          id,
          summary: definition.summary,
          params,
          changed,
          inputs,
          ...(terms.length && { terms }),
          parts: [],
        };
      }
      case "apply": {
        const { id, params, inputs, read } = bound.transform;
        const definition = await transforms.find(id);
        const changed = changedFrom(bindTransform(definition).params, params);
        const { before } = inputs;
        const parts = await all(innerOf(bound.to));
        const summary = definition.summary;
        return { ...own, kind: "transform", id, summary, params, changed, inputs: { ...read, before }, parts };
      }
      case "product":
        return { ...own, kind: "product", parts: await all(bound.factors) };
      case "sum":
        return { ...own, kind: "sum", parts: await allTerms(bound.terms) };
    }
  };
  const all = async (inner: readonly Bound[]) => {
    const parts: ExpressionPart[] = [];
    for (const one of inner) parts.push(await partOf(one));
    return parts;
  };
  const allTerms = async (inner: readonly BoundTerm[]) => {
    const parts: ExpressionPart[] = [];
    for (const { of, weight } of inner) parts.push(await partOf(of, weight));
    return parts;
  };
  return allTerms(terms);
}

const changedFrom = (defaults: Params, params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).filter(([name, value]) => canonical(value) !== canonical(defaults[name] ?? null)),
  );

/** Every part of trees, outer ones first. */
export const partsIn = (trees: readonly ExpressionPart[]): ExpressionPart[] =>
  trees.flatMap((part) => [part, ...partsIn(part.parts)]);
