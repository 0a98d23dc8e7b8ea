import { makePage } from "./report.ts";
import { alarm } from "./rewards/alarm.ts";
import { compare } from "./rewards/compare.ts";
import { farm } from "./rewards/farm.ts";
import { flips } from "./rewards/flips.ts";
import { harmonic } from "./rewards/harmonic.ts";
import { macro } from "./rewards/macro.ts";
import { overhead } from "./rewards/overhead.ts";
import { par } from "./rewards/par.ts";
import { rescore } from "./rewards/rescore.ts";
import { segments } from "./rewards/segments.ts";
import { softMinimum } from "./rewards/soft-minimum.ts";

const introduction = `
# Rewards that are shaped and distrusted

What transforms, mixtures, credit and the alarm do to learning, measured on small worlds that train in seconds. Every
number was printed by a command of this repository, named under each table: add a section's name to measure only that.
Where learning is compared, every way has the same five seeds; numbers are interquartile means with their 95 % bootstrap
intervals, beside what had been hoped for. To try a command, \`RESULTS_SHARE=0.1\` spends a tenth of every budget: such
a page is written elsewhere and says that it is a trial.
`;

export const rewards = (sections: readonly string[]) =>
  makePage(
    "rewards",
    introduction,
    [harmonic, farm, flips, softMinimum, par, macro, segments, alarm, compare, rescore, overhead],
    sections,
  );
