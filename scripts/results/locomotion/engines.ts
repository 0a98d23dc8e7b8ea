import { bootstrapInterval, interquartileMean } from "../../../src/ablate/statistics/index.ts";
import { runScript } from "../child.ts";
import { answered } from "../question.ts";
import { type Section, table } from "../report.ts";
import { meanOf } from "./seed-returns.ts";

/** An engine's speed and drift on a body. */
interface Motion {
  readonly body: string;
  readonly engine: string;
  readonly stepsPerSecond: number;
  /** The largest distance of links from where joints should hold them [mm]. */
  readonly driftMm: number;
}

/** Mean scores of the greedy episodes, one for each seed. */
interface Learnt {
  readonly env: string;
  readonly engine: string;
  readonly steps: number;
  readonly scores: readonly number[];
  /** Mean training scores of the first episodes that ended and of the last hundred, by seed. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

interface Measured {
  readonly motions: readonly Motion[];
  readonly learnt: readonly Learnt[];
}

/** Both engines: speed, joint drift, and whether agents learn to run. */
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
          scores: runs.map(({ evaluations: { plain } }) => meanOf(plain.scores)),
          first: runs.map(({ curve }) => curve.scores[0]),
          last: runs.map(({ curve }) => curve.scores[curve.scores.length - 1]),
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
    )}\n\nTrained with the presets of MuJoCo for ${learnt[0].steps / 1000} k steps, ${learnt[0].scores.length} seeds: the question \`scripts/questions/locomotion-engines.yaml\`, whose [report](locomotion-engines.md) has curves. The score is the env's yardstick from 0 to 1 for distance run: interquartile mean of the seeds with its 95 % bootstrap interval. Contacts differ between engines, so this says whether both learn, not which is the better. The last column is the mean of the seeds' scores while training, over the first episodes that ended and over the last hundred. ${judgement(learnt)}\n\n${table(
      ["env", "engine", "score", "by seed", "while training"],
      learnt.map(({ env, engine, scores, first, last }) => {
        const { value, low, high } = bootstrapInterval([scores], interquartileMean, { seed: 0 });
        return [
          env,
          engine,
          `**${value.toFixed(3)}** (${low.toFixed(3)} to ${high.toFixed(3)})`,
          scores.map((score) => score.toFixed(3)).join(", "),
          `${meanOf(first).toFixed(4)} to ${meanOf(last).toFixed(4)}`,
        ];
      }),
    )}`,
};

/** Whether every seed runs further at the end of training than at its beginning. */
function judgement(learnt: readonly Learnt[]): string {
  const grown = ({ first, last }: Learnt) => last.filter((score, seed) => score > first[seed]).length;
  const others = learnt.filter((one) => grown(one) < one.last.length);
  const list = others.map((one) => `${one.env} on ${one.engine} (${grown(one)} of ${one.last.length} seeds)`);
  return list.length
    ? `Not every seed came to run further than it began: ${list.join("; ")}.`
    : "Every seed of every task came to run further than it began, on both engines.";
}
