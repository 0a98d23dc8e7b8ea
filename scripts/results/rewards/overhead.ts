import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import type { Paired } from "../contracts/paired.ts";
import { type Section, table } from "../report.ts";
import { env } from "./overhead-rewards.ts";

const steps = 16_384;
const pairs = ofBudget(21, 2);

interface Measured extends Paired {
  /** The median share of a training's time that went into scoring: bare, and with terms and transforms. */
  readonly scoring: readonly [number, number];
  readonly steps: number;
  readonly pairs: number;
}

/** What terms and transforms cost a whole training. */
export const overhead: Section<Measured> = {
  name: "overhead",
  title: "What terms and transforms cost a training",
  async measure() {
    const script = new URL("./overhead-once.ts", import.meta.url);
    return { ...(await runScript<Paired & Pick<Measured, "scoring">>(script, [`${steps}`, `${pairs}`])), steps, pairs };
  },
  tell: ({ before, now, ratio, scoring, steps, pairs }) =>
    `Whole trainings of PPO on \`${env}\`, ${steps.toLocaleString("en")} steps, in turns within one process: on a bare feature, and on the same number out of five terms with six transforms (\`scripts/results/rewards/overhead-rewards.ts\`), so that both learn the same. Env steps per second of CPU time, which other programs do not change; the ratio is the median over ${pairs} pairs with its 95 % bootstrap interval. Trainings differ by more than what is asked about, so the share of their time that went into scoring says it better. Asked for: a ratio of at least 0.98.\n\n${table(
      ["bare", "five terms, six transforms", "ratio", "scoring, bare", "scoring, with terms and transforms"],
      [
        [
          before.toFixed(0),
          now.toFixed(0),
          `**${ratio.value.toFixed(3)}** [${ratio.low.toFixed(3)}, ${ratio.high.toFixed(3)}]`,
          ...scoring.map((share) => `${(100 * share).toFixed(2)} %`),
        ],
      ],
    )}`,
};
