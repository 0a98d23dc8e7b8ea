import { registry } from "../src/core/index.ts";
import { acrobot } from "./classic/acrobot.ts";
import { cartPole } from "./classic/cart-pole.ts";
import { mountainCar } from "./classic/mountain-car.ts";
import { mountainCarContinuous } from "./classic/mountain-car-continuous.ts";
import { pendulum } from "./classic/pendulum.ts";
import { halfCheetah } from "./locomotion/half-cheetah.ts";
import { hopper } from "./locomotion/hopper.ts";
import { walker2d } from "./locomotion/walker2d.ts";

/** Every environment there is. */
export const envs = registry("env", import.meta.url, [
  cartPole,
  pendulum,
  acrobot,
  mountainCar,
  mountainCarContinuous,
  hopper,
  halfCheetah,
  walker2d,
]);
