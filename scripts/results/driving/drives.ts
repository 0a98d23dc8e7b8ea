import { bindEnv, type NamedRewards, type Params, type RunSpec } from "../../../src/core/index.ts";
import { evaluate, openPolicy, settle } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { ofBudget } from "../budget.ts";
import { curveOf, type Final, type Learned, learn } from "../rewards/paired.ts";

/** Env steps of a training. */
export const steps = ofBudget(10_000_000, 65_536);
const episodes = ofBudget(200, 4);

/** CaRL's recipe for small scales, but for the learning rate and the minibatch. */
export const recipe: Params = {
  ...{ rolloutSteps: 512, epochs: 3, clip: 0.1, clipValues: true, entropyWeight: 0.01, gamma: 0.99, lambda: 0.95 },
  ...{ normalizeObservations: true, valueOnly: ["critic"] },
};

const between = (lower: number, upper: number) => ({
  use: "shaped/tolerance-v1",
  params: { feature: "speed", lower, upper },
});

/** What an evaluation looks at: three judges, and how the car stands about. */
export const judges = {
  carla21: "sparse/carla-score-v1",
  carla20: { use: "sparse/carla-score-v1", params: { version: "2.0" } },
  nuplan: "sparse/nuplan-score-v1",
  arrival: "sparse/success-v1",
} as const satisfies NamedRewards;
export type Judge = keyof typeof judges;

const watched = {
  ...judges,
  standing: between(0, 0.1),
  creeping: between(0.1, 1),
  completion: { use: "shaped/gain-v1", params: { feature: "progress" } },
} as const satisfies NamedRewards;

/** What was seen of a driver in towns for tests. */
export interface Seen {
  readonly scores: { readonly [judge in Judge]: number };
  /** Shares of steps below 0.1 m/s, and from there to 1 m/s. */
  readonly standing: number;
  readonly creeping: number;
  /** Share of the route. */
  readonly completion: number;
  /** What its own reward paid. */
  readonly return: number;
}

/** Means over a fifth of a training. */
export interface Stretch {
  readonly return: number;
  readonly carla21: number;
  readonly nuplan: number;
}

export interface Drive extends Seen {
  readonly curve: readonly Stretch[];
  readonly cpuSeconds: number;
}

export interface Lesson {
  readonly reward: string;
  readonly seed: number;
  /** Over the recipe. */
  readonly agent: Params;
}

const env = "driving/route-v1";

/** Trains a driver, and looks at it in towns that it has not seen. */
export async function drive({ reward, seed, agent }: Lesson): Promise<Drive> {
  const { carla21, nuplan } = judges;
  const learned = await learn({
    ...{ env, reward, seed, steps, episodes, worlds: 128 },
    watch: { carla21, nuplan },
    agent: { ...recipe, ...agent },
    evaluateParams: { split: "test" },
    evaluate: watched,
  });
  if (!learned.final) throw new Error("no evaluation");
  return { ...seenIn(learned.final), curve: fifths(learned), cpuSeconds: learned.cpuSeconds };
}

/** The driver written by hand, in the same towns. */
export async function script(): Promise<Seen> {
  const given: RunSpec = {
    env: { id: env, params: { split: "test" } },
    ...{ reward: "sparse/success-v1", watch: watched, seed: 1, steps: 1, worlds: 16, device: "cpu" },
    agent: { id: "baseline/scripted-v1", params: {} },
  };
  const spec = await settle(given, registries);
  const policy = await openPolicy(spec, registries, bindEnv(await registries.envs.find(env), spec.env.params));
  const { summary } = await evaluate({ spec, registries, policy, episodes, seed: 7 });
  const means = Object.entries(summary.watched).map(([name, { mean }]) => [name, mean]);
  return seenIn({
    ...{ return: summary.return.mean, steps: summary.steps.mean, watched: Object.fromEntries(means) },
  });
}

function seenIn({ return: paid, steps, watched }: Pick<Final, "return" | "steps" | "watched">): Seen {
  const { standing, creeping, completion, ...scores } = watched;
  return {
    scores: scores as Seen["scores"],
    standing: standing / steps,
    creeping: creeping / steps,
    ...{ completion, return: paid },
  };
}

function fifths(learned: Learned): readonly Stretch[] {
  const mean = (metric: string, fifth: number) => {
    const values = curveOf(learned, metric).filter(
      ({ steps: at }) => Math.min(4, Math.floor((5 * at) / steps)) === fifth,
    );
    return values.reduce((sum, { value }) => sum + value, 0) / values.length;
  };
  return [0, 1, 2, 3, 4].map((fifth) => ({
    return: mean("meanReturn", fifth),
    carla21: mean("watch/carla21", fifth),
    nuplan: mean("watch/nuplan", fifth),
  }));
}
