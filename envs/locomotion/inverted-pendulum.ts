import { box, cosine, defineEnv } from "../../src/core/index.ts";
import { invertedPendulumBody } from "./bodies/inverted-pendulum.ts";
import {
  bodyEvents,
  bodyFeatures,
  bodyLimits,
  bodyParams,
  bodyWorld,
  prepareBody,
  validateBody,
} from "./body-world.ts";
import { addEvenly } from "./reset-noise.ts";
import { camerasOf } from "./scene-cameras.ts";

const mostAngle = 0.2; // [rad]

/**
 * Inverted pendulum: push the cart so that the pole stays up. Ends when the pole leans by more than 0.2 rad.
 * Numbers as in Gymnasium's InvertedPendulum-v5.
 */
export const invertedPendulum = defineEnv({
  id: "locomotion/inverted-pendulum-v1",
  goal: "Keep the pole upright by moving the cart.",
  observation: box({
    dtype: "float32",
    shape: [4],
    labels: ["cart position [m]", "pole angle [rad]", "cart speed [m/s]", "pole speed [rad/s]"],
  }),
  action: box({ dtype: "float32", shape: [1], low: -3, high: 3, labels: ["push [100 N]"] }),
  features: {
    offset: "m", // of the cart from the middle
    cartSpeed: "m/s",
    angle: "rad", // of the pole from upright
    turning: "rad/s",
    upright: "1",
    healthy: "1", // 1 while the pole is up
    ...bodyFeatures,
  },
  events: bodyEvents,
  params: { ...bodyParams, frameSkip: 2, resetNoise: 0.01 },
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => invertedPendulumBody.physics.timestep * frameSkip,
  score: ({ steps, maxSteps, terminated }) => (terminated ? steps - 1 : steps) / maxSteps,
  keys: { ArrowLeft: [-3], ArrowRight: [3] },
  cameras: camerasOf(invertedPendulumBody),
  validate: validateBody,
  prepare: prepareBody,
  create(params, slot) {
    const { observation, features, row } = slot;
    const { offset, cartSpeed, angle, turning, upright, healthy } = features;
    return bodyWorld(invertedPendulumBody, params, slot, (simulation) => ({
      memory: [],
      start(rng) {
        addEvenly(simulation.positions, params.resetNoise, rng);
        addEvenly(simulation.speeds, params.resetNoise, rng);
      },
      measure() {
        const { positions, speeds } = simulation;
        offset[row] = observation[0] = positions[0];
        angle[row] = observation[1] = positions[1];
        cartSpeed[row] = observation[2] = speeds[0];
        turning[row] = observation[3] = speeds[1];
        upright[row] = cosine(positions[1]);
        healthy[row] = Math.abs(positions[1]) > mostAngle ? 0 : 1;
      },
      ended: () => healthy[row] === 0,
    }));
  },
});
