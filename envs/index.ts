import { lazy, registry } from "../src/core/index.ts";

/** All environments, family by family. */
export const envs = registry("env", import.meta.url, [
  lazy("classic/cart-pole-v1", async () => (await import("./classic/cart-pole.ts")).cartPole),
  lazy("classic/pendulum-v1", async () => (await import("./classic/pendulum.ts")).pendulum),
  lazy("classic/acrobot-v1", async () => (await import("./classic/acrobot.ts")).acrobot),
  lazy("classic/mountain-car-v1", async () => (await import("./classic/mountain-car.ts")).mountainCar),
  lazy(
    "classic/mountain-car-continuous-v1",
    async () => (await import("./classic/mountain-car-continuous.ts")).mountainCarContinuous,
  ),

  lazy(
    "locomotion/inverted-pendulum-v1",
    async () => (await import("./locomotion/inverted-pendulum.ts")).invertedPendulum,
  ),
  lazy(
    "locomotion/inverted-double-pendulum-v1",
    async () => (await import("./locomotion/inverted-double-pendulum.ts")).invertedDoublePendulum,
  ),
  lazy("locomotion/reacher-v1", async () => (await import("./locomotion/reacher.ts")).reacher),
  lazy("locomotion/pusher-v1", async () => (await import("./locomotion/pusher.ts")).pusher),
  lazy("locomotion/swimmer-v1", async () => (await import("./locomotion/swimmer.ts")).swimmer),
  lazy("locomotion/hopper-v1", async () => (await import("./locomotion/hopper.ts")).hopper),
  lazy("locomotion/half-cheetah-v1", async () => (await import("./locomotion/half-cheetah.ts")).halfCheetah),
  lazy("locomotion/walker2d-v1", async () => (await import("./locomotion/walker2d.ts")).walker2d),
  lazy("locomotion/ant-v1", async () => (await import("./locomotion/ant.ts")).ant),
  lazy("locomotion/humanoid-v1", async () => (await import("./locomotion/humanoid.ts")).humanoid),
  lazy(
    "locomotion/humanoid-standup-v1",
    async () => (await import("./locomotion/humanoid-standup.ts")).humanoidStandup,
  ),

  lazy("locomotion/hopper-stand-v1", async () => (await import("./locomotion/stand.ts")).hopperStand),
  lazy("locomotion/walker2d-stand-v1", async () => (await import("./locomotion/stand.ts")).walker2dStand),
  lazy("locomotion/humanoid-stand-v1", async () => (await import("./locomotion/stand.ts")).humanoidStand),
  lazy("locomotion/walker2d-steer-v1", async () => (await import("./locomotion/steer.ts")).walker2dSteer),
  lazy("locomotion/ant-steer-v1", async () => (await import("./locomotion/steer.ts")).antSteer),
  lazy("locomotion/humanoid-steer-v1", async () => (await import("./locomotion/steer.ts")).humanoidSteer),
  lazy("locomotion/ant-rough-v1", async () => (await import("./locomotion/off-road.ts")).antRough),
  lazy("locomotion/ant-stairs-v1", async () => (await import("./locomotion/off-road.ts")).antStairs),
  lazy("locomotion/humanoid-rough-v1", async () => (await import("./locomotion/off-road.ts")).humanoidRough),
  lazy("locomotion/humanoid-stairs-v1", async () => (await import("./locomotion/off-road.ts")).humanoidStairs),
  lazy("locomotion/hopper-push-v1", async () => (await import("./locomotion/push.ts")).hopperPush),
  lazy("locomotion/walker2d-push-v1", async () => (await import("./locomotion/push.ts")).walker2dPush),
  lazy("locomotion/ant-push-v1", async () => (await import("./locomotion/push.ts")).antPush),
  lazy("locomotion/humanoid-push-v1", async () => (await import("./locomotion/push.ts")).humanoidPush),
  lazy("locomotion/hopper-front-flip-v1", async () => (await import("./locomotion/hopper-flips.ts")).hopperFrontFlip),
  lazy("locomotion/hopper-back-flip-v1", async () => (await import("./locomotion/hopper-flips.ts")).hopperBackFlip),
  lazy("locomotion/ant-wave-v1", async () => (await import("./locomotion/ant-wave.ts")).antWave),
  lazy("locomotion/ant-lie-down-v1", async () => (await import("./locomotion/ant-lie-down.ts")).antLieDown),
  lazy("locomotion/humanoid-kneel-v1", async () => (await import("./locomotion/humanoid-poses.ts")).humanoidKneel),
  lazy("locomotion/humanoid-splits-v1", async () => (await import("./locomotion/humanoid-poses.ts")).humanoidSplits),
  lazy("locomotion/humanoid-lotus-v1", async () => (await import("./locomotion/humanoid-poses.ts")).humanoidLotus),
  lazy("locomotion/humanoid-arms-up-v1", async () => (await import("./locomotion/humanoid-poses.ts")).humanoidArmsUp),
]);
