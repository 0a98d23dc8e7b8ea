import { canonical } from "../../../core/index.ts";
import type { Section } from "../../../report/blocks.ts";
import { percent } from "../../../report/numbers.ts";
import { faint } from "../../../report/palette.ts";
import { finished } from "../measure.ts";
import { drawLearning } from "../pictures/learning.ts";
import type { Study } from "../study.ts";

/** How the variants learned, one panel an env; nothing where no run finished. */
export function learningSection(study: Study): Section[] {
  const { ablation, confidence, looks } = study;
  const envs = ablation.envs.filter((env) => hasCurves(study, env));
  if (envs.length === 0) return [];
  const behind = [...looks.values()].filter((look) => look === faint).length;
  const rest = behind ? ` ${behind} more variants are drawn faintly behind.` : "";
  return [
    {
      title: "Learning curves",
      id: "learning",
      blocks: [
        {
          kind: "text",
          text: `While training, actions are explored: means of the last 100 episodes, the interquartile mean of the seeds with its ${percent(confidence)} interval at each point where there are seeds enough for one. A run that stopped early keeps its last value.${rest}`,
        },
        {
          kind: "pictures",
          pictures: envs.map((env) => drawLearning(study, env, comparesReturns(study, env) ? "returns" : "scores")),
        },
      ],
    },
  ];
}

const hasCurves = ({ ablation }: Study, env: string) =>
  ablation.variants.some(({ name }) => finished(ablation, env, name).some(({ curve }) => curve.steps.length > 0));

/** Returns are one measure only where every variant is trained with the same reward. */
function comparesReturns({ ablation, measure }: Study, env: string): boolean {
  const rewards = ablation.runs.filter((run) => run.env === env).map(({ spec }) => canonical(spec.reward));
  return measure.name === "return" && new Set(rewards).size === 1;
}
