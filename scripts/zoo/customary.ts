import type { envs } from "../../envs/index.ts";
import { fail, type RewardExpression } from "../../src/core/index.ts";
import { bodies } from "./customary/bodies.ts";
import { driving } from "./customary/driving.ts";

import { grid } from "./customary/grid.ts";
import { gymnasium } from "./customary/gymnasium.ts";
import { highway } from "./customary/highway.ts";
import { skills } from "./customary/skills.ts";
import { wholeGame } from "./customary/whole-game.ts";

/** The reward that each env is usually trained on, for whom a person names none. */
const customary: { readonly [env in (typeof envs.ids)[number]]: RewardExpression } = {
  "classic/cart-pole-v1": "shaped/cart-pole-v1",
  "classic/pendulum-v1": "shaped/pendulum-v1",
  "classic/acrobot-v1": "shaped/acrobot-v1",
  "classic/mountain-car-v1": "shaped/mountain-car-v1",
  "classic/mountain-car-continuous-v1": "shaped/mountain-car-continuous-v1",
  ...gymnasium,
  ...bodies,
  ...highway,
  ...grid,
  ...wholeGame,
  ...skills,
  ...driving,
};

/** @throws `reward/expression` for an env from outside this package */
export function customaryReward(env: string): RewardExpression {
  if (Object.hasOwn(customary, env)) return customary[env as keyof typeof customary];
  return fail("reward/expression", {
    given: `no reward for ${env}`,
    expected: "a reward, because this env has no customary one",
    fix: "`sparse/success-v1` works for every env with the feature success.",
  });
}
