import type { Column, Section, Table } from "../../../report/blocks.ts";
import { percent, told, toldChange } from "../../../report/numbers.ts";
import { meanOf } from "../../statistics/index.ts";
import type { Course } from "../drift.ts";
import { finished, plain } from "../measure.ts";
import { drawRewardAndScore } from "../pictures/reward-and-score.ts";
import type { Study } from "../study.ts";
import { goldTable } from "./gold-table.ts";

const numeric = (title: string): Column => ({ title, numeric: true });

const courseCells = ({ half, end, change }: Course): readonly string[] => [
  told({ value: half }),
  told({ value: end }),
  toldChange(change),
];

/** Rewards that nobody learned from, beside the return; nothing where none was watched. */
function watchedTable({ ablation, drifts, confidence }: Study): Table[] {
  const rows = drifts.flatMap(({ env, variant, drift }) =>
    Object.entries(drift.watched).map(([name, course]) => {
      const sums = finished(ablation, env, variant).flatMap(
        ({ evaluations }) => evaluations[plain]?.watched?.[name] ?? [],
      );
      return [
        variant,
        env,
        name,
        ...courseCells(course),
        sums.length ? told({ value: meanOf(sums) }) : "–",
        drift.fell.includes(name) ? `reward up, ${name} down` : "",
      ];
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      caption: `Watched rewards, which nobody learned from: sums over an episode (${percent(confidence)} intervals of changes)`,
      columns: [
        { title: "variant" },
        { title: "environment", unbroken: true },
        { title: "reward" },
        ...["halfway", "end", "change", "evaluated"].map(numeric),
        { title: "note" },
      ],
      rows,
    },
  ];
}

/** What training was rewarded with beside what the yardstick says. */
export function rewardAndScoreSection(study: Study): Section[] {
  const { drifts } = study;
  const rows = drifts.map(({ env, variant, drift }) => [
    variant,
    env,
    ...courseCells(drift.return),
    ...courseCells(drift.score),
    drift.fell.includes("the score") ? "reward up, score down" : "",
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
        ...watchedTable(study),
        ...goldTable(study),
      ],
    },
  ];
}
