import { fail } from "../core/index.ts";
import type { EpisodeRecord } from "./episode.ts";
import { mapValues } from "./map-values.ts";

const bits = 10; // after the leading one
/** No rounded feature is off by more than this share of itself. */
export const roundedShare = 2 ** -(bits + 1);

const both = new DataView(new ArrayBuffer(8));
const low = 52n - BigInt(bits); // bits that are dropped
const half = 1n << (low - 1n);

/** The nearest double with few digits; what is not finite, and what is too small to have an exponent, stays. */
export function rounded(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) < 2 ** -1000 || Math.abs(value) > 2 ** 1000) return value;
  both.setFloat64(0, value);
  both.setBigUint64(0, ((both.getBigUint64(0) + half) >> low) << low);
  return both.getFloat64(0);
}

/** An episode whose features are rounded, which makes its file far smaller; it says so. */
export const withRoundedFeatures = (record: EpisodeRecord): EpisodeRecord => ({
  ...record,
  rounded: roundedShare,
  features: mapValues(record.features, (column) => column.map(rounded)),
});

/** @throws `reward/input` for features that are rounded, because a sum of them would be another one */
export function requireExact(record: EpisodeRecord, features: readonly string[], asker: string): void {
  if (record.rounded !== undefined && features.length > 0)
    fail("reward/input", {
      given: `${asker} asking for ${JSON.stringify(features[0])}, which the file holds rounded`,
      expected: "exact features",
      fix: "`rewardgym replay --reward` measures them again; `--record-features exact` keeps them.",
    });
}
