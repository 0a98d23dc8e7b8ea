import { agents as learners } from "../../../agents/index.ts";
import { envs as catalogue } from "../../../envs/index.ts";
import { rewards as plugIns, transforms } from "../../../rewards/index.ts";
import { type Agent, type Env, type Reward, type RunSpec, registry } from "../../../src/core/index.ts";
import { qLearner } from "../../../test/fixtures/q-learner.ts";
import { event } from "../../../test/fixtures/rewards.ts";
import { envs as fixtures } from "../../../test/fixtures/worlds.ts";
import { grid, shortestWay } from "../../../test/fixtures/worlds-grid.ts";

export const registries = {
  envs: registry<Env>("env", import.meta.url, [...catalogue.all, ...fixtures.all, grid]),
  rewards: registry<Reward>("reward", import.meta.url, [...plugIns.all, event]),
  transforms,
  agents: registry<Agent>("agent", import.meta.url, [...learners.all, qLearner]),
};

/** A small run that shows that something can be said and learned. */
export interface Proof {
  readonly name: string;
  /** What the fixture is, in words. */
  readonly shows: string;
  readonly spec: Omit<RunSpec, "seed">;
  /** What is reported of greedy episodes. */
  readonly measure: "score" | "steps";
  /** The best there can be. */
  readonly best: number;
}

const counted = (...events: string[]): RunSpec["reward"] => ({
  sum: Object.fromEntries(events.map((name) => [name, { use: "fixture/event-v1", params: { event: name } }])),
});

/** Every step stands alone in these worlds, so nothing is to be gained from looking ahead. */
const alone = { rolloutSteps: 16, minibatch: 128, learningRate: 3e-3, gamma: 0, lambda: 0, scaleRewards: false };

const ppo = (
  env: string,
  reward: RunSpec["reward"],
  steps: number,
  params = {},
  envParams = {},
): Omit<RunSpec, "seed"> => ({
  env: { id: env, params: envParams },
  reward,
  agent: { id: "learner/ppo-v1", params: { ...alone, ...params } },
  steps,
  worlds: 32,
  device: "cpu",
});

export const proofs: readonly Proof[] = [
  {
    name: "off-policy",
    shows:
      "a tabular Q-learner that acts at random four times in five and replays what followed: the shortest way through a grid with walls",
    spec: {
      env: { id: "fixture/grid-v1", params: { maxSteps: 400 } },
      reward: "sparse/success-v1",
      agent: { id: "fixture/q-learner-v1", params: {} },
      steps: 12_000,
      worlds: 4,
      device: "cpu",
    },
    measure: "steps",
    best: shortestWay,
  },
  {
    name: "two streams",
    shows: "PPO with a second stream of rewards, discounted by a half, and a value head for it: cart-pole",
    spec: {
      env: { id: "classic/cart-pole-v1", params: {} },
      reward: "sparse/alive-v1",
      streams: { upright: "shaped/upright-v1" },
      agent: { id: "learner/ppo-v1", params: { streams: { upright: { gamma: 0.5, weight: 0.2 } } } },
      steps: 51_200,
      worlds: 8,
      device: "cpu",
    },
    measure: "steps",
    best: 500,
  },
  {
    name: "codes",
    shows: "the name of a glyph decides which action is right: embedding",
    spec: ppo("fixture/glyphs-v1", counted("right"), 10_240),
    measure: "score",
    best: 1,
  },
  {
    name: "picture",
    shows: "what a picture shows decides: convolution",
    spec: ppo("fixture/sheet-v1", counted("named"), 16_384, { minibatch: 64, learningRate: 1e-3 }),
    measure: "score",
    best: 1,
  },
  {
    name: "map of codes",
    shows: "the same on a map of codes: embedding, then convolution",
    spec: ppo("fixture/sheet-v1", counted("named"), 16_384, { minibatch: 64, learningRate: 1e-3 }, { painted: false }),
    measure: "score",
    best: 1,
  },
  {
    name: "list and pick",
    shows: "one row of a list must be picked, with the right verb: attention and a pointer",
    spec: ppo("fixture/shelf-v1", counted("right"), 30_720),
    measure: "score",
    best: 1,
  },
  {
    name: "masks in parts",
    shows: "an action of several parts, each with a mask of its own",
    spec: ppo("fixture/bench-v1", counted("said", "held", "pressed", "lifted"), 20_480),
    measure: "score",
    best: 1,
  },
];
