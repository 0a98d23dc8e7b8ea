import type { envs } from "../envs/index.ts";
import { fail, type RewardExpression } from "../src/core/index.ts";

interface Term {
  readonly weight: number;
  readonly of: RewardExpression;
}

const feature = (name: string, weight: number): Term => ({
  weight,
  of: { use: "shaped/feature-v1", params: { feature: name } },
});
const square = (name: string, weight: number): Term => ({
  weight,
  of: { use: "shaped/power-v1", params: { feature: name, exponent: 2 } },
});

/** Squares of contact forces cost, but no more than 10. */
const impact: Term = {
  weight: -1,
  of: {
    apply: "transform/clamp-v1",
    params: { low: 0, high: 10 },
    to: { sum: { squares: feature("contactSquares", 5e-7) } },
  },
};

/** The reward that each env is usually trained on, for whom a person names none. */
const customary: { readonly [env in (typeof envs.all)[number]["id"]]: RewardExpression } = {
  "classic/cart-pole-v1": "shaped/cart-pole-v1",
  "classic/pendulum-v1": "shaped/pendulum-v1",
  "classic/acrobot-v1": "shaped/acrobot-v1",
  "classic/mountain-car-v1": "shaped/mountain-car-v1",
  "classic/mountain-car-continuous-v1": "shaped/mountain-car-continuous-v1",
  // as Gymnasium's v5 tasks pay, with their weights
  "locomotion/inverted-pendulum-v1": feature("healthy", 1).of,
  "locomotion/inverted-double-pendulum-v1": {
    sum: {
      healthy: feature("healthy", 10),
      tipOffset: square("tipOffset", -0.01),
      tipShortfall: square("tipShortfall", -1),
      lowerSpeed: square("lowerSpeed", -1e-3),
      upperSpeed: square("upperSpeed", -5e-3),
    },
  },
  "locomotion/reacher-v1": { sum: { distance: feature("distance", -1), effort: feature("effort", -1) } },
  "locomotion/pusher-v1": {
    sum: {
      near: feature("tipsToObject", -0.5),
      distance: feature("objectToGoal", -1),
      effort: feature("effort", -0.1),
    },
  },
  "locomotion/swimmer-v1": { sum: { forward: feature("forwardSpeed", 1), effort: feature("effort", -1e-4) } },
  "locomotion/hopper-v1": {
    sum: { forward: feature("forwardSpeed", 1), healthy: feature("healthy", 1), effort: feature("effort", -1e-3) },
  },
  "locomotion/half-cheetah-v1": { sum: { forward: feature("forwardSpeed", 1), effort: feature("effort", -0.1) } },
  "locomotion/walker2d-v1": {
    sum: { forward: feature("forwardSpeed", 1), healthy: feature("healthy", 1), effort: feature("effort", -1e-3) },
  },
  "locomotion/ant-v1": {
    sum: {
      forward: feature("forwardSpeed", 1),
      healthy: feature("healthy", 1),
      effort: feature("effort", -0.5),
      contact: feature("contactSquares", -5e-4),
    },
  },
  "locomotion/humanoid-v1": {
    sum: {
      forward: feature("forwardSpeed", 1.25),
      healthy: feature("healthy", 5),
      effort: feature("effort", -0.1),
      contact: impact,
    },
  },
  "locomotion/humanoid-standup-v1": {
    sum: {
      height: feature("height", 1 / 0.003), // over the timestep, as the source has it
      alive: "sparse/alive-v1",
      effort: feature("effort", -0.1),
      impact,
    },
  },
};

/** @throws `reward/expression` for an env that is not of this package */
export function customaryReward(env: string): RewardExpression {
  if (Object.hasOwn(customary, env)) return customary[env as keyof typeof customary];
  return fail("reward/expression", {
    given: `no reward for ${env}`,
    expected: "a reward, for this env has no customary one",
    fix: "`sparse/success-v1` fits every env that measures success.",
  });
}
