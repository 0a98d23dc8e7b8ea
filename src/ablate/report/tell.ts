import type { Report } from "../../report/blocks.ts";
import type { Ablation } from "../result.ts";
import { answerSection } from "./sections/answer.ts";
import { learningSection } from "./sections/learning.ts";
import { profilesSection } from "./sections/profiles.ts";
import { ranSection } from "./sections/ran.ts";
import { readingSection } from "./sections/reading.ts";
import { reproduceSection } from "./sections/reproduce.ts";
import { resultsSection } from "./sections/results.ts";
import { rewardAndScoreSection } from "./sections/reward-and-score.ts";
import { termsSection } from "./sections/terms.ts";
import { timesSection } from "./sections/times.ts";
import { unfinishedSection } from "./sections/unfinished.ts";
import { studyOf } from "./study.ts";

/** The whole content of a report, independent of its format. */
export function tell(ablation: Ablation): Report {
  const study = studyOf(ablation);
  return {
    title: ablation.question.question,
    kind: "Ablation",
    name: ablation.name,
    sections: [
      answerSection(study),
      resultsSection(study),
      ...learningSection(study),
      ...profilesSection(study),
      ...rewardAndScoreSection(study),
      ...termsSection(study),
      ...unfinishedSection(study),
      ranSection(study),
      reproduceSection(study),
      readingSection(study),
      timesSection(study),
    ],
  };
}
