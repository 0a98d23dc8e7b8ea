import { kills } from "./ablations/kills.ts";
import { page } from "./ablations/page.ts";
import { parity } from "./ablations/parity.ts";
import { questions } from "./ablations/questions.ts";
import { scaling } from "./ablations/scaling.ts";
import { makePage } from "./report.ts";

const introduction = `
# Ablations: questions, runner, statistics, report

\`npx rewardgym ablate question.yaml\` turns one file into runs, and the runs into a report with intervals. Every number
here was printed by a command of this repository, named under each table.
`;

export const ablations = (sections: readonly string[]) =>
  makePage("ablations", introduction, [questions, parity, kills, scaling, page], sections);
