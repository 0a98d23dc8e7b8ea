import type { Ablation, RunResult, Variant } from "../../src/ablate/result.ts";
import { generator, type RewardExpression } from "../../src/core/index.ts";

const steps = 50_000;
const points = 60;
const episodes = 20;

/** What a variant makes of an env: where score and own return end, how fast, and how far seeds lie apart. */
interface Outcome {
  readonly score: number;
  readonly return: number;
  readonly spread: number;
  /** Of the score, over the last half: what reward hacking costs. */
  readonly lost?: number;
}

const envs: { readonly [env: string]: { readonly [variant: string]: Outcome } } = {
  "classic/cart-pole-v1": {
    base: { score: 0.82, return: 410, spread: 0.015 },
    "without upright": { score: 0.8, return: 400, spread: 0.05 },
    "dense speed": { score: 0.93, return: 900, spread: 0.015 },
  },
  "classic/mountain-car-v1": {
    base: { score: 0.3, return: -140, spread: 0.02 },
    "without upright": { score: 0.33, return: -145, spread: 0.07 },
    "dense speed": { score: 0.62, return: 55, spread: 0.05, lost: 0.15 },
  },
};

const rewards = {
  base: { sum: { alive: { weight: 1, of: "sparse/alive-v1" }, upright: { weight: 0.5, of: "shaped/upright-v1" } } },
  "without upright": { sum: { alive: { weight: 1, of: "sparse/alive-v1" } } },
  "dense speed": {
    sum: {
      alive: { weight: 1, of: "sparse/alive-v1" },
      upright: { weight: 0.5, of: "shaped/upright-v1" },
      effort: { weight: -0.1, of: { use: "shaped/feature-v1", params: { feature: "effort" } } },
    },
  },
} satisfies { readonly [variant: string]: RewardExpression };

const terms: { readonly [variant: string]: { readonly [term: string]: number } } = {
  base: { alive: 1, upright: 0.42 },
  "without upright": { alive: 1 },
  "dense speed": { alive: 1, upright: 0.47, effort: -0.06 },
};

const variants = [
  { name: "base", changes: {} },
  { name: "without upright", changes: { reward: rewards["without upright"] } },
  { name: "dense speed", changes: { reward: rewards["dense speed"] } },
] as const satisfies readonly Variant[];

const clamped = (score: number) => Math.min(1, Math.max(0, score));

function runOf(env: string, variant: keyof typeof rewards, seed: number): RunResult {
  const rng = generator(seed, "report", env, variant);
  const { score, return: reached, spread, lost = 0 } = envs[env][variant];
  const own = clamped(score + spread * rng.normal());
  const pace = 6 + 3 * rng.uniform();
  const curve = { steps: [] as number[], returns: [] as number[], scores: [] as number[] };
  for (let point = 1; point <= points; point++) {
    const done = point / points;
    const learned = 1 / (1 + Math.exp(-pace * (2 * done - 0.7)));
    const late = Math.max(0, 2 * done - 1);
    curve.steps.push(Math.round(done * steps));
    curve.returns.push(-200 + (reached + 200) * learned + 0.02 * Math.abs(reached) * rng.normal());
    curve.scores.push(clamped(own * learned - lost * late + 0.01 * rng.normal()));
  }
  const drawn = Array.from({ length: episodes }, () => clamped(own - lost + 0.05 * rng.normal()));
  const evaluated = (scores: readonly number[]) => ({
    returns: scores.map((value) => value * 500),
    scores,
    steps: scores.map((value) => Math.round(value * 500)),
  });
  return {
    identity: `${env}/${variant}/${seed}`.replace(/[^a-z0-9]+/g, "").slice(-16),
    env,
    variant,
    seed,
    spec: {
      env: { id: env, params: {} },
      reward: rewards[variant],
      agent: { id: "learner/ppo-v1", params: { learningRate: 3e-4 } },
      seed,
      steps,
      worlds: 8,
      device: "cpu",
    },
    status: "done",
    evaluations: { plain: evaluated(drawn), "low gravity": evaluated(drawn.map((value) => clamped(value - 0.1))) },
    curve,
    terms: terms[variant],
    steps,
    time: {
      seconds: 20 + 5 * rng.uniform(),
      machine: "A test's machine, 2 cores",
      finished: "2026-01-01T00:00:00.000Z",
    },
    versions: { rewardgym: "0.1.0", node: "24.0.0" },
  };
}

const failed = (run: RunResult): RunResult => ({
  ...run,
  status: "failed",
  cause: "agent/diverged: got kl = NaN in update 12; expected finite numbers.",
  evaluations: {},
  steps: 12_288,
});

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/** Two envs, three variants, eight seeds; one run failed. */
export const ablation: Ablation = {
  name: "speed",
  question: {
    question: "Does a dense reward for speed help where the goal is rare?",
    base: { env: "classic/cart-pole-v1", reward: rewards.base, steps, worlds: 8 },
    envs: Object.keys(envs),
    variants: {
      "without upright": { reward: rewards["without upright"] },
      "dense speed": { reward: rewards["dense speed"] },
    },
    seeds: 8,
    evaluation: { episodes, heldOut: { "low gravity": { gravity: 5 } } },
    published: [
      { what: "PPO, a paper", value: 0.88, source: "https://arxiv.org/abs/1707.06347", env: "classic/cart-pole-v1" },
    ],
  },
  variants,
  envs: Object.keys(envs),
  seeds,
  runs: Object.keys(envs).flatMap((env) =>
    variants.flatMap(({ name }) =>
      seeds.map((seed) => {
        const run = runOf(env, name, seed);
        return env === "classic/mountain-car-v1" && name === "without upright" && seed === 3 ? failed(run) : run;
      }),
    ),
  ),
  command: "npx rewardgym ablate speed.yaml",
};

/** As little as a report is made of: one env, one variant, three seeds. */
export const smallest: Ablation = {
  name: "smallest",
  question: {
    question: "How well does PPO do on cart-pole?",
    base: { env: "classic/cart-pole-v1", steps },
    seeds: 3,
    evaluation: { measure: "return" },
  },
  variants: [variants[0]],
  envs: ["classic/cart-pole-v1"],
  seeds: [1, 2, 3],
  runs: [1, 2, 3].map((seed) => runOf("classic/cart-pole-v1", "base", seed)),
  command: "npx rewardgym ablate smallest.yaml",
};
