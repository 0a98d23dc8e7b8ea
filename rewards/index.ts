import { registry } from "../src/core/index.ts";
import { acrobot } from "./shaped/acrobot.ts";
import { cartPole } from "./shaped/cart-pole.ts";
import { feature } from "./shaped/feature.ts";
import { mountainCar } from "./shaped/mountain-car.ts";
import { mountainCarContinuous } from "./shaped/mountain-car-continuous.ts";
import { pendulum } from "./shaped/pendulum.ts";
import { power } from "./shaped/power.ts";
import { tolerance } from "./shaped/tolerance.ts";
import { upright } from "./shaped/upright.ts";
import { alive } from "./sparse/alive.ts";
import { reached } from "./sparse/reached.ts";
import { success } from "./sparse/success.ts";
import { clamp } from "./transforms/clamp.ts";
import { delay } from "./transforms/delay.ts";
import { normalise } from "./transforms/normalise.ts";
import { potential } from "./transforms/potential.ts";
import { scale } from "./transforms/scale.ts";

/** All rewards. */
export const rewards = registry("reward", import.meta.url, [
  success,
  alive,
  reached,
  upright,
  feature,
  power,
  tolerance,
  cartPole,
  pendulum,
  acrobot,
  mountainCar,
  mountainCarContinuous,
]);

/** All transforms. */
export const transforms = registry("transform", import.meta.url, [scale, clamp, normalise, potential, delay]);
