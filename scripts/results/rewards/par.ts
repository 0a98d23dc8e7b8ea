import type { RewardExpression } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { goldCurve } from "./gold-curve.ts";
import { flattered, wanted } from "./letter.ts";
import { estimateOf, keptAt, learnAll, pairwise, seeds, told } from "./paired.ts";

const env = "results/letter-v1";
const steps = ofBudget(114_688, 16_384);
const episodes = 200;
const startSteps = 20_480;
const worlds = 32;
/** Rewards as they are, since scaled rewards and normalised advantages make large of small, which undoes a bound. */
const agent = {
  rolloutSteps: 64,
  minibatch: 512,
  learningRate: 1e-3,
  finalLearningRate: 1,
  gamma: 1,
  hidden: [64],
  scaleRewards: false,
};
const anchored = { ...agent, normalizeAdvantages: false, anchorWeight: 0.015 };

const bent = (params: { readonly [name: string]: number | string }): RewardExpression => ({
  apply: "transform/par-v1",
  params,
  to: flattered,
});
const plain: RewardExpression = { apply: "transform/segment-v1", params: { by: "episode" }, to: flattered };
const ten = bent({});

/** What is trained on, by what the table calls it. */
const rewards: { readonly [name: string]: RewardExpression } = {
  "plain, paid at the end": plain,
  "PAR, ten references": ten,
  "PAR, one reference": bent({ references: 1 }),
  "mean and deviation": bent({ shape: "standard" }),
  "minimum and maximum": bent({ shape: "minMax" }),
  "clipped at one deviation": bent({ shape: "clipped" }),
  "ceiling of 6, what a perfect letter has": bent({ shape: "ceiling", ceiling: 6 }),
  "centred alone": bent({ shape: "centred" }),
  "sigmoid without centre": bent({ shape: "sigmoid" }),
  tanh: bent({ shape: "tanh" }),
  arctangent: bent({ shape: "arctan" }),
  "slow growth": bent({ shape: "slowGrowth" }),
  "log-sigmoid against the 85th percentile": bent({ shape: "logSigmoid" }),
};
const [plainName, tenName, oneName, ...siblings] = Object.keys(rewards);

interface Trained {
  readonly name: string;
  readonly seed: number;
  readonly end: number;
  readonly best: number;
  readonly retention: number;
  /** Env steps at which a fifth of the best gold was lost. */
  readonly hackedAt?: number;
  /** Of the return, over the episodes of an evaluation at the end. */
  readonly variance?: number;
  readonly cpuSeconds: number;
}

interface Measured {
  readonly steps: number;
  readonly trained: readonly Trained[];
}

/** Trains on every reward from the same start. */
async function trainAll(seed: number): Promise<readonly Trained[]> {
  const from = keptAt("par", "start", seed);
  const names = Object.keys(rewards);
  const [, ...learned] = await learnAll([
    { env, reward: wanted, agent: { ...agent, entropyWeight: 0.02 }, seed, steps: startSteps, worlds, keep: from },
    ...names.map((name) => ({ env, reward: rewards[name], agent: anchored, seed, steps, worlds, from, episodes })),
  ]);
  return learned.map((one, i) => {
    const { end, best, retention, lostAt } = goldCurve(one);
    const variance = one.final?.returnVariance;
    return { name: names[i], seed, end, best, retention, hackedAt: lostAt(0.2), variance, cpuSeconds: one.cpuSeconds };
  });
}

/** PAR beside the plain reward and every other shape of `transform/par-v1`, from a start that the proxy is right about. */
export const par: Section<Measured> = {
  name: "par",
  title: "PAR: preference over references as reward",
  async measure() {
    const trained = (await piecewise("rewards-par", [], seeds, trainAll)).flat();
    return { steps, trained };
  },
  tell({ steps, trained }) {
    const of = (name: string, value: (one: Trained) => number | undefined) =>
      trained.flatMap((one) => (one.name === name ? (value(one) ?? []) : []));
    const cpu = trained.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    const ends = (name: string) => of(name, ({ end }) => end);
    const hacked = of(plainName, ({ hackedAt }) => hackedAt);
    const lead = (name: string) => pairwise(ends(tenName), ends(name), (par, other) => par - other);
    const rows = Object.keys(rewards).flatMap((name) =>
      ends(name).length
        ? [
            [
              name,
              told(ends(name)),
              told(of(name, ({ retention }) => retention)),
              told(of(name, ({ best }) => best)),
              name === tenName ? "" : told(lead(name)),
            ],
          ]
        : [],
    );
    const { low, high } = estimateOf(ends(tenName));
    const one = estimateOf(ends(oneName)).value;
    const isBelow = (name: string) => estimateOf(lead(name)).low > 0;
    const below = siblings.filter(isBelow);
    const others = siblings.filter((name) => !isBelow(name));
    const times = hacked.map((at) => steps / at);
    const variance = Math.max(...of(tenName, ({ variance }) => variance));
    return `Letters (\`scripts/results/rewards/letter.ts\`): four words are asked for, and a judge likes flattery more the more of it there is. A start that covers some of the words, then ${steps.toLocaleString("en")} steps of PPO held near to it (\`anchorWeight\` ${anchored.anchorWeight}), ${seeds.length} seeds. Gold is the score, smoothed over a sixteenth of the training; retention is what is left of its best at the end.\n\n${table(
      ["reward", "gold at the end", "retention", "best gold", "PAR's lead at the end"],
      rows,
    )}\n\n- The plain reward is hacked, that is, has lost a fifth of its best gold, after ${hacked.map((at) => at.toLocaleString("en")).join(", ")} steps, so the training is ${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} times as long; asked for: twice. Retention asked for: PAR at least 0.95, plain at most 0.8.\n- PAR ends above ${below.length} of ${siblings.length} other shapes with an interval above 0 (asked for: all): ${below.join("; ")}.${others.length ? ` Not clearly above: ${others.join("; ")}.` : ""}\n- One reference ends at ${one.toFixed(3)}, ${one >= low && one <= high ? "within" : "outside"} the interval of ten, ${low.toFixed(3)} to ${high.toFixed(3)}.\n- Largest variance of PAR's return over ${episodes} episodes after a training: ${variance.toFixed(3)}; asked for: at most 0.25.\n- Advantages are not normalised and rewards not scaled here: both make large of small, which blows the flat part of PAR up again.\n- CPU time: ${(cpu / 60).toFixed(1)} minutes.`;
  },
};
