import { ablations } from "./driving/ablations.ts";
import { carl } from "./driving/carl.ts";
import { crowd } from "./driving/crowd.ts";
import { memory } from "./driving/memory.ts";
import { parity } from "./driving/parity.ts";
import { speed } from "./driving/speed.ts";
import { townSpeed } from "./driving/towns.ts";
import { tracks } from "./driving/tracks.ts";
import { makePage } from "./report.ts";

const introduction = `
# Driving

Every number here was printed by a command of this repository, named under each table. The peer needs an interpreter with
\`highway-env\`: \`PARITY_PYTHON=<path> npm run results -- driving speed\`. To try the command, \`RESULTS_SHARE=0.01\` spends
a hundredth of every budget: such a page is written elsewhere and says that it is a trial.
`;

export const driving = (sections: readonly string[]) =>
  makePage("driving", introduction, [parity, speed, townSpeed, memory, carl, ablations, tracks, crowd], sections);
