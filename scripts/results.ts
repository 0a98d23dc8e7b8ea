import { fail, listing } from "../src/core/index.ts";
import { exitCodeOf, report } from "./outcome.ts";
import { ablations } from "./results/ablations.ts";
import { contracts } from "./results/contracts.ts";
import { driving } from "./results/driving.ts";
import { dungeon } from "./results/dungeon.ts";
import { learnedRewards } from "./results/learned-rewards.ts";
import { locomotion } from "./results/locomotion.ts";
import { rewards } from "./results/rewards.ts";
import { spine } from "./results/spine.ts";
import { viewer } from "./results/viewer.ts";
import { wire } from "./results/wire.ts";

/**
 * Makes a page of docs/results: `npm run results -- spine`, or some of its sections: `npm run results -- spine learner`.
 * `npm run results -- spine tell` measures nothing and only rewrites the page from the last measurements.
 */
const pages: { readonly [name: string]: (sections: readonly string[]) => Promise<void> } = {
  spine,
  contracts,
  ablations,
  locomotion,
  dungeon,
  driving,
  rewards,
  "learned-rewards": learnedRewards,
  wire,
  viewer,
};

const [name = "", ...sections] = process.argv.slice(2);
try {
  const page =
    pages[name] ??
    fail("cli/usage", { given: JSON.stringify(name), expected: `a page: ${listing(Object.keys(pages))}` });
  await page(sections);
} catch (thrown) {
  report(thrown);
  process.exitCode = exitCodeOf(thrown);
}
