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
  title: "Double pendulum",
  async measure() {
    const { ablation, answer } = await answered(question, report);
    const variants = ablation.variants.map(({ name }): Variant => {
      const runs = ablation.runs.filter((run) => run.variant === name);
      return {
        variant: name === "base" ? "holds the learning rate (the preset)" : name,
        returns: runs.map(({ evaluations: { plain } }) => [...plain.returns]),
      };
    });
    return { answer, steps: ablation.runs[0].spec.steps, variants };
  },
  tell: ({ answer, steps, variants }) =>
    `Once it stands, episodes are long and starts few, and a policy that still drops some of them learns little from it. ${variants[0].returns.length} seeds, ${steps / 1000} k steps, ${variants[0].returns[0].length} greedy episodes a seed: the question \`scripts/questions/${question}.yaml\`, whose [report](${report}.md) has curves. Its answer: ${answer}\n\n${table(
      ["the divergence", "return", "demanded", "worst seed", "episodes dropped"],
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
