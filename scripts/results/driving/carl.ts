import { piecewise } from "../piecewise.ts";
import type { Section } from "../report.ts";
import { drive, type Seen, script } from "./drives.ts";
import { tellJudges } from "./judges.ts";
import { minibatches, type Run, subjects, tellMinibatches } from "./minibatches.ts";

interface Measured {
  readonly runs: readonly Run[];
  readonly script: Seen;
}

/** Rewards of driving under growing minibatches, and the agents that they make under several judges. */
export const carl: Section<Measured> = {
  name: "carl",
  title: "Rewards of driving, by minibatch and by judge",
  async measure() {
    const runs = await piecewise(
      ...(["driving-carl", [], subjects] as const),
      async (subject): Promise<Run> => {
        const { reward, minibatch, constant, seed } = subject;
        const learningRate = 2.5e-4 * (constant ? 1 : Math.sqrt(minibatch / 256));
        return { ...subject, ...(await drive({ reward, seed, agent: { minibatch, learningRate } })) };
      },
      { lanes: 2 },
    );
    return { runs, script: await script() };
  },
  tell: ({ runs, script }) => [tellMinibatches(runs), tellJudges(runs, script, minibatches[3])].join("\n\n"),
};
