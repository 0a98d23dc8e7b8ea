import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";
import { meanOf, shownReturn } from "./seed-returns.ts";

const question = "double-pendulum";
const report = "locomotion-double-pendulum";
const demanded = 9250;
/** No episode that was balanced to its end returns less: 1000 steps at some 9.36. */
const balanced = 9300;

interface Variant {
  readonly variant: string;
  /** Greedy episodes, by seed. */
  readonly returns: readonly (readonly number[])[];
}

interface Measured {
  readonly answer: string;
  readonly steps: number;
  readonly variants: readonly Variant[];
}

/** Two ways to hold updates, on the task whose starts are few. */
export const doublePendulum: Section<Measured> = {
  name: "double-pendulum",
  title: "Double pendulum, more seeds",
  async measure() {
    const { ablation, answer } = await answered(question, report);
    const variants = ablation.variants.map(({ name }): Variant => {
      const runs = ablation.runs.filter((run) => run.variant === name);
      return {
        variant: name === "base" ? "stops the update (the preset)" : name,
        returns: runs.map(({ evaluations: { plain } }) => [...plain.returns]),
      };
    });
    return { answer, steps: ablation.runs[0].spec.steps, variants };
  },
  tell: ({ answer, steps, variants }) =>
    `A few seeds of twenty episodes tell little of a task where some policies drop a start in thirty and others none, so here are more of both. ${variants[0].returns.length} seeds, ${steps / 1000} k steps, ${variants[0].returns[0].length} greedy episodes a seed: the question \`scripts/questions/${question}.yaml\`, whose [report](${report}.md) has curves. Two ways to bound an update by its divergence from the old policy: it stops, or its learning rate adapts. The answer: ${answer}\n\n${table(
      ["bound", "return", "demanded", "worst seed", "episodes dropped"],
      variants.map(({ variant, returns }) => {
        const means = returns.map(meanOf);
        const { value, low, high } = bootstrapInterval([means], interquartileMean, { seed: 0 });
        return [
          variant,
          `**${shownReturn(value)}** (${shownReturn(low)} to ${shownReturn(high)})`,
          demanded,
          shownReturn(Math.min(...means)),
          `${(100 * meanOf(returns.flat().map((one) => (one < balanced ? 1 : 0)))).toFixed(1)} %`,
        ];
      }),
    )}`,
};
