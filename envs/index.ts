import { registry } from "../src/core/index.ts";
import { acrobot } from "./classic/acrobot.ts";
import { cartPole } from "./classic/cart-pole.ts";
import { mountainCar } from "./classic/mountain-car.ts";
import { mountainCarContinuous } from "./classic/mountain-car-continuous.ts";
import { pendulum } from "./classic/pendulum.ts";
import { ant } from "./locomotion/ant.ts";
import { halfCheetah } from "./locomotion/half-cheetah.ts";
import { hopper } from "./locomotion/hopper.ts";
import { humanoid } from "./locomotion/humanoid.ts";
import { humanoidStandup } from "./locomotion/humanoid-standup.ts";
import { invertedDoublePendulum } from "./locomotion/inverted-double-pendulum.ts";
import { invertedPendulum } from "./locomotion/inverted-pendulum.ts";
import { pusher } from "./locomotion/pusher.ts";
import { reacher } from "./locomotion/reacher.ts";
import { swimmer } from "./locomotion/swimmer.ts";
import { walker2d } from "./locomotion/walker2d.ts";

/** Every environment there is, a family after another. */
export const envs = registry("env", import.meta.url, [
  cartPole,
  pendulum,
  acrobot,
  mountainCar,
  mountainCarContinuous,

  invertedPendulum,
  invertedDoublePendulum,
  reacher,
  pusher,
  swimmer,
  hopper,
  halfCheetah,
  walker2d,
  ant,
  humanoid,
  humanoidStandup,
]);
