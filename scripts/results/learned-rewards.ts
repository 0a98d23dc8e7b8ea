import { beside } from "./learned-rewards/beside.ts";
import { bottleneck } from "./learned-rewards/bottleneck.ts";
import { curiosity } from "./learned-rewards/curiosity.ts";
import { hacking } from "./learned-rewards/hacking.ts";
import { hindsight } from "./learned-rewards/hindsight.ts";
import { imitation } from "./learned-rewards/imitation.ts";
import { losses } from "./learned-rewards/losses.ts";
import { preferences } from "./learned-rewards/preferences.ts";
import { sac } from "./learned-rewards/sac.ts";
import { topology } from "./learned-rewards/topology.ts";
import { makePage } from "./report.ts";

const introduction = `
# Rewards that are learned

What preferences, imitation, curiosity and an off-policy learner are worth, beside what others have. Every number was
printed by a command of this repository, named under each table: add a section's name to measure only that. Ways that are
compared have the same five seeds; numbers are interquartile means with their 95 % bootstrap intervals, beside what had
been hoped for. Peers need interpreters of their own: \`PARITY_PYTHON\` with Stable-Baselines3 and \`gymnasium[mujoco]\`,
\`IMITATION_PYTHON\` with \`imitation\`. To try a command, \`RESULTS_SHARE=0.1\` spends a tenth of every budget: such a
page is written elsewhere and says that it is a trial.
`;

export const learnedRewards = (sections: readonly string[]) =>
  makePage(
    "learned-rewards",
    introduction,
    [preferences, beside, hacking, topology, losses, bottleneck, imitation, curiosity, hindsight, sac],
    sections,
  );
