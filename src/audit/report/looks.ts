import { faint, type Series, series } from "../../report/palette.ts";
import type { Comparison } from "../compare.ts";

/** How each reward is drawn: gold first, then the others as long as a reader can tell them apart. */
export function looksOf({ gold, rewards }: Pick<Comparison, "gold" | "rewards">): ReadonlyMap<string, Series> {
  const others = rewards.map(({ name }) => name).filter((name) => name !== gold);
  return new Map([gold, ...others].map((name, i) => [name, series[i] ?? faint]));
}

/** A name as part of a picture's. */
export const slugOf = (name: string, at: number): string =>
  `${at + 1}-${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40)}`;
