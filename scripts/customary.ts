import type { envs } from "../envs/index.ts";
import { fail, type RewardExpression } from "../src/core/index.ts";

const feature = (name: string, weight: number): { readonly weight: number; readonly of: RewardExpression } => ({
  weight,
  of: { use: "shaped/feature-v1", params: { feature: name } },
});

/** The reward that each env is usually trained on, for whom a person names none. */
const customary: { readonly [env in (typeof envs.all)[number]["id"]]: RewardExpression } = {
  "classic/cart-pole-v1": "shaped/cart-pole-v1",
  "classic/pendulum-v1": "shaped/pendulum-v1",
  "classic/acrobot-v1": "shaped/acrobot-v1",
  "classic/mountain-car-v1": "shaped/mountain-car-v1",
  "classic/mountain-car-continuous-v1": "shaped/mountain-car-continuous-v1",
  // as Gymnasium's v5 tasks pay, with their weights
  "locomotion/hopper-v1": {
    sum: { forward: feature("forwardSpeed", 1), healthy: feature("healthy", 1), effort: feature("effort", -1e-3) },
  },
  "locomotion/half-cheetah-v1": {
    sum: { forward: feature("forwardSpeed", 1), effort: feature("effort", -0.1) },
  },
  "locomotion/walker2d-v1": {
    sum: { forward: feature("forwardSpeed", 1), healthy: feature("healthy", 1), effort: feature("effort", -1e-3) },
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
