import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { learn, seeds, told } from "../rewards/paired.ts";

const steps = 20_000;
const settings = {
  ...{ rolloutSteps: 50, hidden: [128, 128], minibatch: 128, learningStarts: 1000, learningRate: 1e-3 },
};
const copies = [0, 4] as const;

interface Run {
  readonly copies: number;
  readonly seed: number;
  /** Steps of an episode at the target, of 50. */
  readonly return: number;
  /** The env's own yardstick. */
  readonly score: number;
}

/** A sparse goal, told again with the goals that were reached. */
export const hindsight: Section<readonly Run[]> = {
  name: "hindsight",
  title: "Hindsight",
  measure() {
    const subjects = copies.flatMap((count) => seeds.map((seed) => ({ copies: count, seed })));
    return piecewise("learned-hindsight", [], subjects, async ({ copies: hindsight, seed }): Promise<Run> => {
      const { final } = await learn({
        ...{ env: "locomotion/reacher-v1", reward: "sparse/success-v1", agentId: "learner/sac-v1", worlds: 4, seed },
        ...{ agent: { ...settings, hindsight }, steps: ofBudget(steps, 2000), episodes: ofBudget(100, 10) },
      });
      return { copies: hindsight, seed, return: final?.return ?? Number.NaN, score: final?.score ?? Number.NaN };
    });
  },
  tell: (runs) =>
    `\`locomotion/reacher-v1\`, paid 1 for every step within 2 cm of the target and nothing else; SAC (128-128) for ${(ofBudget(steps, 2000) / 1000).toFixed(0)} k steps, each told again with so many goals that its episode came to later. ${ofBudget(100, 10)} greedy episodes of 50 steps.\n\n${table(
      ["goals told again", "steps at the target", "score"],
      copies.map((count) => {
        const own = runs.filter((run) => run.copies === count);
        return [
          count === 0 ? "none" : count,
          told(
            own.map((run) => run.return),
            1,
          ),
          told(own.map(({ score }) => score)),
        ];
      }),
    )}`,
};
