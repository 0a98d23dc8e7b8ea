import type { NamedRewards, Params, RewardExpression } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { estimateOf, lastSmoothed, learn, pairwise, seeds, told } from "../rewards/paired.ts";
import { recipe } from "./drives.ts";

const steps = ofBudget(3_000_000, 65_536);
const episodes = ofBudget(200, 4);
const minibatch = 4096;
const learningRate = 2.5e-4 * Math.sqrt(minibatch / 256);

interface Variant {
  readonly title: string;
  readonly reward?: Params;
  readonly agent?: Params;
}

const variants: readonly Variant[] = [
  { title: "as it is" },
  { title: "a sum of prices instead of a product of factors", reward: { combine: "sum" } },
  { title: "no hint at a crash or a red light", reward: { hint: 0 } },
  { title: "values see no more than the driver", agent: { observe: ["policy"], valueOnly: [] } },
];

const carl = (params: Params = {}): RewardExpression => ({ use: "shaped/carl-v1", params });

const watched: NamedRewards = {
  score: { use: "sparse/carla-score-v1", params: {} },
  failed: carl({ points: 0 }), // -1 where a crash or a red light ends the drive
};

interface Run {
  readonly variant: number;
  readonly seed: number;
  /** Points of CARLA's driving score 2.1. */
  readonly score: number;
  /** Share of drives that a crash or a red light has ended. */
  readonly failed: number;
  /** How much of the returns the values explain, at the end of training. */
  readonly explained: number;
}

interface Subject {
  readonly variant: number;
  readonly seed: number;
}

async function measure({ variant, seed }: Subject): Promise<Run> {
  const { reward, agent } = variants[variant];
  const learned = await learn({
    ...{ env: "driving/route-v1", reward: carl(reward), seed, steps, episodes, worlds: 128 },
    agent: { ...recipe, minibatch, learningRate, ...agent },
    evaluateParams: { split: "test" },
    evaluate: watched,
  });
  if (!learned.final) throw new Error("no evaluation");
  const { score, failed } = learned.final.watched;
  return { variant, seed, score: 100 * score, failed: -failed, explained: lastSmoothed(learned, "explainedVariance") };
}

/** What each part of the simple reward is good for. */
export const ablations: Section<readonly Run[]> = {
  name: "ablations",
  title: "What the simple reward's parts do",
  measure: () =>
    piecewise(
      "driving-ablations",
      [],
      seeds.flatMap((seed) => variants.map((_, variant) => ({ variant, seed }))),
      measure,
      { lanes: 2 },
    ),
  tell(runs) {
    const of = (variant: number, what: "score" | "failed" | "explained") =>
      runs.filter((run) => run.variant === variant).map((run) => run[what]);
    const claims = [
      ["A sum lowers the score", 1, "score", -1],
      ["Without the hint more drives fail", 2, "failed", 1],
      ["Without what only values see, they explain less", 3, "explained", -1],
    ] as const;
    const verdict = claims.map(([claim, variant, what, sign]) => {
      const change = pairwise(of(variant, what), of(0, what), (x, y) => x - y);
      const { low, high } = estimateOf(change);
      const says = sign * (sign > 0 ? low : high) > 0 ? "holds" : low * high < 0 ? "is not decided" : "does not hold";
      return `${claim}: that ${says}, by ${told(change, what === "score" ? 1 : 3)}.`;
    });
    return `\`driving/route-v1\` and \`shaped/carl-v1\`, 128 worlds x 512 steps, minibatches of ${minibatch.toLocaleString("en")}, ${(steps / 1e6).toLocaleString("en")} M steps, ${seeds.length} seeds; ${episodes} towns for tests, greedily.\n\n${table(
      ["reward", "driving score", "drives that a crash or a red light ended", "variance explained"],
      variants.map(({ title }, i) => [title, told(of(i, "score"), 1), told(of(i, "failed")), told(of(i, "explained"))]),
    )}\n\nThe claims are those of arXiv 2504.17838, differences by seed. ${verdict.join(" ")}`;
  },
};
