import type { Picture } from "../../../report/blocks.ts";
import { percent } from "../../../report/numbers.ts";
import { drawShareBars } from "../../../report/pictures/share-bars.ts";
import { finished } from "../measure.ts";
import { sharesOf } from "../shares.ts";
import type { Study } from "../study.ts";

/** Bars of the shares of every reward's terms on an env: rewards to the right of 0, penalties to the left. */
export function drawTerms({ ablation, slugOf }: Study, env: string): Picture {
  const bars = ablation.variants.flatMap(({ name }) => {
    const shares = sharesOf(finished(ablation, env, name));
    return shares.length ? [{ name, shares }] : [];
  });
  return drawShareBars(
    {
      name: `terms-${slugOf(env)}`,
      title: env,
      description: `Shares of the reward's terms at the end of training. ${bars.map(({ name, shares }) => `${name}: ${shares.map(({ term, share }) => `${term} ${percent(share)}`).join(", ")}`).join("; ")}.`,
      xLabel: "share of the reward, penalties left of 0",
    },
    bars,
  );
}
