import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { bindEnv } from "../../../src/core/index.ts";
import { registries } from "../../registries.ts";
import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";
import { demands } from "./returns.ts";
import { meanReturn, shownReturn } from "./seed-returns.ts";

const question = "double-pendulum";
const report = "locomotion-double-pendulum";

interface Variant {
  readonly variant: string;
  /** Mean return of the greedy episodes, one for each seed. */
  readonly returns: readonly number[];
  /** Share of all episodes that ended before the time limit. */
  readonly dropped: number;
}

interface Measured {
  readonly answer: string;
  readonly env: string;
  readonly steps: number;
  readonly episodes: number;
  readonly variants: readonly Variant[];
}

/** Two ways to limit updates, on a task with little variety in its starts. */
export const doublePendulum: Section<Measured> = {
  name: "double-pendulum",
  title: "Double pendulum, more seeds",
  async measure() {
    const { ablation, answer } = await answered(question, report);
    const [env] = ablation.envs;
    const { maxSteps } = bindEnv(await registries.envs.find(env), {});
    const variants = ablation.variants.map(({ name }): Variant => {
      const runs = ablation.runs.filter((run) => run.variant === name);
      const lengths = runs.flatMap(({ evaluations: { plain } }) => [...plain.steps]);
      return {
        variant: name === "base" ? "stops the update (the preset)" : name,
        returns: runs.map(meanReturn),
        dropped: lengths.filter((length) => length < maxSteps).length / lengths.length,
      };
    });
    const [{ spec, evaluations }] = ablation.runs;
    return { answer, env, steps: spec.steps, episodes: evaluations.plain.returns.length, variants };
  },
  tell: ({ answer, env, steps, episodes, variants }) =>
    `A few seeds of twenty episodes tell little of a task where some policies drop a start now and then and others none, so here are more of both. ${variants[0].returns.length} seeds, ${steps / 1000} k steps, ${episodes} greedy episodes a seed: the question \`scripts/questions/${question}.yaml\`, whose [report](${report}.md) has curves. Two ways to bound an update by its divergence from the old policy: it stops, or its learning rate adapts. The answer: ${answer}\n\n${table(
      ["bound", "return", "demanded", "worst seed", "episodes dropped"],
      variants.map(({ variant, returns, dropped }) => {
        const { value, low, high } = bootstrapInterval([returns], interquartileMean, { seed: 0 });
        return [
          variant,
          `**${shownReturn(value)}** (${shownReturn(low)} to ${shownReturn(high)})`,
          demands[env],
          shownReturn(Math.min(...returns)),
          `${(100 * dropped).toFixed(1)} %`,
        ];
      }),
    )}`,
};
