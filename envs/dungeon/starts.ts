import type { Params } from "../../src/core/index.ts";

/** Params of every task that say how many different levels there are; 0 is no end of them. */
export const levelParams = { levels: 0 };
export const levelLimits = { levels: { whole: [0, 100_000] } } as const;

/**
 * Saved beginnings of levels by their number, each kept from when it is first met. Worlds of the same params share them,
 * because a level follows from its number alone.
 */
export function startPools(): (settled: Params) => Uint8Array[] {
  const pools = new Map<string, Uint8Array[]>();
  return (settled) => {
    const key = JSON.stringify(settled);
    const known = pools.get(key) ?? [];
    pools.set(key, known);
    return known;
  };
}
