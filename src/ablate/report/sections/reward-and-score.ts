import type { Column, Section } from "../blocks.ts";
import { told, toldChange } from "../numbers.ts";
import { drawRewardAndScore } from "../pictures/reward-and-score.ts";
import type { Study } from "../study.ts";

const numeric = (title: string): Column => ({ title, numeric: true });

/** What training was rewarded with beside what the yardstick says. */
export function rewardAndScoreSection(study: Study): Section[] {
  const { drifts } = study;
  const rows = drifts.map(({ env, variant, drift: { half, end, change, hacked } }) => [
    variant,
    env,
    told({ value: half.return }),
    told({ value: end.return }),
    toldChange(change.return),
    told({ value: half.score }),
    told({ value: end.score }),
    toldChange(change.score),
    hacked ? "reward up, score down" : "",
  ]);
  if (rows.length === 0) return [];
  const envs = [...new Set(drifts.map(({ env }) => env))];
  return [
    {
      title: "Reward and score",
      id: "reward-and-score",
      blocks: [
        {
          kind: "text",
          text: "A reward is what training asks for, the score is the yardstick that it never sees. A path that leads right and up is learning; one that leads right and down collects reward for what the score does not want. Each variant's return runs from its own lowest to its own highest, because rewards differ in scale.",
        },
        { kind: "pictures", pictures: envs.map((env) => drawRewardAndScore(study, env)) },
        {
          kind: "table",
          caption: "Second half of training: own return and score",
          columns: [
            { title: "variant" },
            { title: "environment", unbroken: true },
            ...["return, halfway", "return, end", "change of return"].map(numeric),
            ...["score, halfway", "score, end", "change of score"].map(numeric),
            { title: "note" },
          ],
          rows,
        },
      ],
    },
  ];
}
