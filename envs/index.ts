import { registry } from "../src/core/index.ts";
import { acrobot } from "./classic/acrobot.ts";
import { cartPole } from "./classic/cart-pole.ts";
import { mountainCar } from "./classic/mountain-car.ts";
import { mountainCarContinuous } from "./classic/mountain-car-continuous.ts";
import { pendulum } from "./classic/pendulum.ts";
import { ant } from "./locomotion/ant.ts";
import { antLieDown } from "./locomotion/ant-lie-down.ts";
import { antWave } from "./locomotion/ant-wave.ts";
import { halfCheetah } from "./locomotion/half-cheetah.ts";
import { hopper } from "./locomotion/hopper.ts";
import { hopperBackFlip, hopperFrontFlip } from "./locomotion/hopper-flips.ts";
import { humanoid } from "./locomotion/humanoid.ts";
import { humanoidArmsUp, humanoidKneel, humanoidLotus, humanoidSplits } from "./locomotion/humanoid-poses.ts";
import { humanoidStandup } from "./locomotion/humanoid-standup.ts";
import { invertedDoublePendulum } from "./locomotion/inverted-double-pendulum.ts";
import { invertedPendulum } from "./locomotion/inverted-pendulum.ts";
import { antRough, antStairs, humanoidRough, humanoidStairs } from "./locomotion/off-road.ts";
import { antPush, hopperPush, humanoidPush, walker2dPush } from "./locomotion/push.ts";
import { pusher } from "./locomotion/pusher.ts";
import { reacher } from "./locomotion/reacher.ts";
import { hopperStand, humanoidStand, walker2dStand } from "./locomotion/stand.ts";
import { antSteer, humanoidSteer, walker2dSteer } from "./locomotion/steer.ts";
import { swimmer } from "./locomotion/swimmer.ts";
import { walker2d } from "./locomotion/walker2d.ts";

/** All environments, family by family. */
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

  hopperStand,
  walker2dStand,
  humanoidStand,
  walker2dSteer,
  antSteer,
  humanoidSteer,
  antRough,
  antStairs,
  humanoidRough,
  humanoidStairs,
  hopperPush,
  walker2dPush,
  antPush,
  humanoidPush,
  hopperFrontFlip,
  hopperBackFlip,
  antWave,
  antLieDown,
  humanoidKneel,
  humanoidSplits,
  humanoidLotus,
  humanoidArmsUp,
]);
