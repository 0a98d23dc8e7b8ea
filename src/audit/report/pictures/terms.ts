import type { Picture } from "../../../report/blocks.ts";
import { percent } from "../../../report/numbers.ts";
import { drawShareBars } from "../../../report/pictures/share-bars.ts";
import type { Compared } from "../../compare.ts";

/** Bars of what each term makes up of a reward's variance. */
export function drawTermShares(rewards: readonly Compared[]): Picture {
  const bars = rewards.map(({ name, terms }) => ({
    name,
    shares: terms.map(({ name: term, ofVariance = 0 }) => ({ term, share: ofVariance })),
  }));
  const inWords = bars.map(
    ({ name, shares }) => `${name}: ${shares.map(({ term, share }) => `${term} ${percent(share)}`).join(", ")}`,
  );
  return drawShareBars(
    {
      name: "terms",
      title: "What moves each reward",
      description: `Shares of terms in the variance of rewards over steps. ${inWords.join("; ")}.`,
      xLabel: "share of the variance, left of 0 against the rest",
    },
    bars,
  );
}
