import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { runScript } from "../child.ts";
import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";

/** What an engine does with a body, in timesteps. */
interface Motion {
  readonly body: string;
  readonly engine: string;
  readonly stepsPerSecond: number;
  /** How far links were from where joints must hold them, at worst [mm]. */
  readonly driftMm: number;
}

/** Mean scores of the greedy episodes, one a seed. */
interface Learnt {
  readonly env: string;
  readonly engine: string;
  readonly steps: number;
  readonly scores: readonly number[];
}

interface Measured {
  readonly motions: readonly Motion[];
  readonly learnt: readonly Learnt[];
}

/** Both engines: speed, joint drift, and whether running is learnt. */
export const engines: Section<Measured> = {
  name: "engines",
  title: "MuJoCo and Rapier",
  async measure() {
    const motions = await runScript<readonly Motion[]>(new URL("engines-once.ts", import.meta.url), [], { core: 0 });
    const { ablation } = await answered("locomotion-engines");
    const learnt = ablation.envs.flatMap((env) =>
      ablation.variants.map(({ name: engine }): Learnt => {
        const runs = ablation.runs.filter((run) => run.env === env && run.variant === engine);
        return {
          env,
          engine,
          steps: runs[0].spec.steps,
          scores: runs.map(({ evaluations: { plain } }) => mean(plain.scores)),
        };
      }),
    );
    return { motions, learnt };
  },
  tell: ({ motions, learnt }) =>
    `The same description of a body on both engines, 10,000 timesteps of random actions, each held for five, one thread of one core. Drift is how far links came from where their joints must hold them.\n\n${table(
      ["body", "engine", "timesteps/s", "largest drift [mm]"],
      motions.map(({ body, engine, stepsPerSecond, driftMm }) => [
        body,
        engine,
        `${(stepsPerSecond / 1000).toFixed(1)} k`,
        driftMm < 0.001 ? "under 0.001" : driftMm.toPrecision(2),
      ]),
    )}\n\nTrained with the presets of MuJoCo for ${learnt[0].steps / 1000} k steps, ${learnt[0].scores.length} seeds: the question \`scripts/questions/locomotion-engines.yaml\`, whose [report](locomotion-engines.md) has curves. The score is the env's yardstick from 0 to 1 for distance run: interquartile mean of the seeds with its 95 % bootstrap interval. Contacts differ between engines, so this says that both learn, not which is the better.\n\n${table(
      ["env", "engine", "score", "by seed"],
      learnt.map(({ env, engine, scores }) => {
        const { value, low, high } = bootstrapInterval([scores], interquartileMean, { seed: 0 });
        return [
          env,
          engine,
          `**${value.toFixed(3)}** (${low.toFixed(3)} to ${high.toFixed(3)})`,
          scores.map((score) => score.toFixed(3)).join(", "),
        ];
      }),
    )}`,
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
