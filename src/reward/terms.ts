import type { RewardExpression } from "../core/index.ts";
import { isNamed } from "./parse.ts";

type Term = RewardExpression | { readonly weight: number; readonly of: RewardExpression };

/** A term of a sum with its weight, 1 where it says none. */
export const weighed = (term: Term): { readonly weight: number; readonly of: RewardExpression } =>
  typeof term === "object" && "of" in term ? term : { weight: 1, of: term };

/** The ids of the rewards in an expression, each once, in the order of their first use. */
export function rewardsIn(expression: RewardExpression): string[] {
  const found = (inner: RewardExpression): string[] => {
    if (typeof inner === "string") return [inner];
    if ("use" in inner) return [inner.use];
    if ("apply" in inner) return isNamed(inner.to) ? Object.values(inner.to).flatMap(found) : found(inner.to);
    if ("product" in inner) return Object.values(inner.product).flatMap(found);
    return Object.values(inner.sum).flatMap((term) => found(weighed(term).of));
  };
  return [...new Set(found(expression))];
}
