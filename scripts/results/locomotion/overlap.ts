import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";
import { meanReturn, shownReturn } from "./seed-returns.ts";

interface Row {
  readonly env: string;
  readonly variant: string;
  readonly steps: number;
  /** Mean return of the greedy episodes, one for each seed. */
  readonly returns: readonly number[];
}

interface Measured {
  readonly answer: string;
  readonly rows: readonly Row[];
}

/** The effect on returns of collecting while the learner works. */
export const overlap: Section<Measured> = {
  name: "overlap",
  title: "Returns with overlap",
  async measure() {
    const { ablation, answer } = await answered("locomotion-overlap");
    const rows = ablation.envs.flatMap((env) =>
      ablation.variants.map(({ name }): Row => {
        const runs = ablation.runs.filter((run) => run.env === env && run.variant === name);
        return {
          env,
          variant: name === "base" ? "in turns" : name,
          steps: runs[0].spec.steps,
          returns: runs.map(meanReturn),
        };
      }),
    );
    return { answer, rows };
  },
  tell: ({ answer, rows }) =>
    `The next rollout is collected with the policy before the update that goes on meanwhile. ${rows[0].returns.length} seeds, ${rows[0].steps / 1000} k steps: the question \`scripts/questions/locomotion-overlap.yaml\`, whose [report](locomotion-overlap.md) has curves. Its answer: ${answer}\n\n${table(
      ["env", "collecting", "return", "worst seed"],
      rows.map(({ env, variant, returns }) => {
        const { value, low, high } = bootstrapInterval([returns], interquartileMean, { seed: 0 });
        return [
          env,
          variant,
          `**${shownReturn(value)}** (${shownReturn(low)} to ${shownReturn(high)})`,
          shownReturn(Math.min(...returns)),
        ];
      }),
    )}`,
};
