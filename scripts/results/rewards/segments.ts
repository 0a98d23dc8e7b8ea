import type { RewardExpression } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { curveOf, learnAll, pairwise, seeds, told } from "./paired.ts";

const env = "classic/pendulum-v1";
const steps = ofBudget(102_400, 16_384);
const own: RewardExpression = "shaped/pendulum-v1";
const paidBy = (params: { readonly [name: string]: string | number }): RewardExpression => ({
  apply: "transform/segment-v1",
  params,
  to: own,
});

/** The same sum, paid ever later. */
const rewards: { readonly [name: string]: RewardExpression } = {
  "with every step": own,
  "every 10 steps": paidBy({ by: "steps", steps: 10 }),
  "every 50 steps": paidBy({ by: "steps", steps: 50 }),
  "at the end, after 200": paidBy({ by: "episode" }),
};
const [everyStep] = Object.keys(rewards);

interface Trained {
  readonly name: string;
  readonly seed: number;
  /** The env's score over env steps, mean of the last 100 episodes. */
  readonly curve: readonly { readonly steps: number; readonly value: number }[];
  readonly cpuSeconds: number;
}

async function trainAll(seed: number): Promise<readonly Trained[]> {
  const names = Object.keys(rewards);
  const learned = await learnAll(names.map((name) => ({ env, reward: rewards[name], seed, steps })));
  return learned.map((one, i) => {
    return { name: names[i], seed, curve: curveOf(one, "meanScore"), cpuSeconds: one.cpuSeconds };
  });
}

const endOf = ({ curve }: Trained) => curve[curve.length - 1].value;

/** Env steps until a score is reached; the budget where it never is. */
const stepsUntil = ({ curve }: Trained, wanted: number) => curve.find(({ value }) => value >= wanted)?.steps ?? steps;

/** The same information paid at the end of ever longer stretches. */
export const segments: Section<readonly Trained[]> = {
  name: "segments",
  title: "The same reward, paid later",
  measure: async () => (await piecewise("rewards-segments", [], seeds, trainAll)).flat(),
  tell(trained) {
    const of = (name: string) => trained.filter((one) => one.name === name);
    const targets = of(everyStep).map((one) => 0.8 * endOf(one));
    const until = (name: string) => of(name).map((one, i) => stepsUntil(one, targets[i]));
    const cpu = trained.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    return `PPO on \`${env}\` with its customary reward, summed over stretches and paid at their ends (\`transform/segment-v1\`), ${steps.toLocaleString("en")} steps, ${seeds.length} seeds. Steps needed are those to four fifths of the score that the same seed ends with when every step is paid, the budget where that is never reached. Asked for: later is slower.\n\n${table(
      ["paid", "score at the end", "thousand steps needed", "times as many"],
      Object.keys(rewards).map((name) => [
        name,
        told(of(name).map(endOf)),
        told(
          until(name).map((at) => at / 1000),
          0,
        ),
        told(pairwise(until(name), until(everyStep), (late, soon) => late / soon)),
      ]),
    )}\n\nCPU time: ${(cpu / 60).toFixed(1)} minutes.`;
  },
};
