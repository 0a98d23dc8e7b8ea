import { lazy, registry } from "../src/core/index.ts";

/** All rewards. */
export const rewards = registry("reward", import.meta.url, [
  lazy("sparse/success-v1", async () => (await import("./sparse/success.ts")).success),
  lazy("sparse/prompt-success-v1", async () => (await import("./sparse/prompt-success.ts")).promptSuccess),
  lazy("sparse/alive-v1", async () => (await import("./sparse/alive.ts")).alive),
  lazy("sparse/reached-v1", async () => (await import("./sparse/reached.ts")).reached),
  lazy("shaped/upright-v1", async () => (await import("./shaped/upright.ts")).upright),
  lazy("shaped/feature-v1", async () => (await import("./shaped/feature.ts")).feature),
  lazy("shaped/gain-v1", async () => (await import("./shaped/gain.ts")).gain),
  lazy("shaped/power-v1", async () => (await import("./shaped/power.ts")).power),
  lazy("shaped/tolerance-v1", async () => (await import("./shaped/tolerance.ts")).tolerance),
  lazy("shaped/message-v1", async () => (await import("./shaped/message.ts")).message),
  lazy("shaped/cart-pole-v1", async () => (await import("./shaped/cart-pole.ts")).cartPole),
  lazy("shaped/pendulum-v1", async () => (await import("./shaped/pendulum.ts")).pendulum),
  lazy("shaped/acrobot-v1", async () => (await import("./shaped/acrobot.ts")).acrobot),
  lazy("shaped/mountain-car-v1", async () => (await import("./shaped/mountain-car.ts")).mountainCar),
  lazy(
    "shaped/mountain-car-continuous-v1",
    async () => (await import("./shaped/mountain-car-continuous.ts")).mountainCarContinuous,
  ),
  lazy("model/imitation-v1", async () => (await import("./model/imitation.ts")).imitation),
  lazy("model/success-v1", async () => (await import("./model/success.ts")).success),
  lazy("model/file-v1", async () => (await import("./model/file.ts")).file),
  lazy("intrinsic/counts-v1", async () => (await import("./intrinsic/counts.ts")).counts),
  lazy("intrinsic/hash-v1", async () => (await import("./intrinsic/hash.ts")).hash),
  lazy("intrinsic/novelty-v1", async () => (await import("./intrinsic/novelty.ts")).novelty),
  lazy("intrinsic/rnd-v1", async () => (await import("./intrinsic/rnd.ts")).rnd),
]);

/** All transforms. */
export const transforms = registry("transform", import.meta.url, [
  lazy("transform/scale-v1", async () => (await import("./transforms/scale.ts")).scale),
  lazy("transform/clamp-v1", async () => (await import("./transforms/clamp.ts")).clamp),
  lazy("transform/normalise-v2", async () => (await import("./transforms/normalise.ts")).normalise),
  lazy("transform/potential-v1", async () => (await import("./transforms/potential.ts")).potential),
  lazy("transform/delay-v1", async () => (await import("./transforms/delay.ts")).delay),
  lazy("transform/clip-v1", async () => (await import("./transforms/clip.ts")).clip),
  lazy("transform/delta-v1", async () => (await import("./transforms/delta.ts")).delta),
  lazy("transform/affine-v1", async () => (await import("./transforms/affine.ts")).affine),
  lazy("transform/piecewise-v1", async () => (await import("./transforms/piecewise.ts")).piecewise),
  lazy("transform/z-score-v1", async () => (await import("./transforms/z-score.ts")).zScore),
  lazy("transform/flip-v1", async () => (await import("./transforms/flip.ts")).flip),
  lazy("transform/harmonic-v1", async () => (await import("./transforms/harmonic.ts")).harmonic),
  lazy("transform/mixture-v1", async () => (await import("./transforms/mixture.ts")).mixture),
  lazy("transform/sign-v1", async () => (await import("./transforms/sign.ts")).sign),
  lazy("transform/verified-v1", async () => (await import("./transforms/verified.ts")).verified),
  lazy("transform/segment-v1", async () => (await import("./transforms/segment.ts")).segment),
  lazy("transform/par-v1", async () => (await import("./transforms/par.ts")).par),
  lazy("transform/best-of-v1", async () => (await import("./transforms/best-of.ts")).bestOf),
  lazy("transform/dynamic-scale-v1", async () => (await import("./transforms/dynamic-scale.ts")).dynamicScale),
  lazy("transform/preferences-v1", async () => (await import("./transforms/preferences.ts")).preferences),
]);
