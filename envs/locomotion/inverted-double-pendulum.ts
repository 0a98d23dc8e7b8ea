import { box, cosine, defineEnv, sine } from "../../src/core/index.ts";
import { layoutOf } from "../../src/physics/index.ts";
import { invertedDoublePendulumBody, poleLength } from "./bodies/inverted-double-pendulum.ts";
import {
  bodyEvents,
  bodyFeatures,
  bodyLimits,
  bodyParams,
  bodyWorld,
  prepareBody,
  validateBody,
} from "./body-world.ts";
import { addEvenly, addNormally } from "./reset-noise.ts";
import { camerasOf } from "./scene-cameras.ts";

const lowest = 1; // [m], of the tip
const full = 2; // the tip's height is compared with this [m]
const most = 10; // observed speeds and forces are clipped to this
const upper = layoutOf(invertedDoublePendulumBody).links.upperPole;

const cut = (value: number) => Math.min(most, Math.max(-most, value));

/**
 * Inverted double pendulum: push the cart so that two poles, one on the other, stay up. Ends when the tip is at most
 * 1 m high. Numbers as in Gymnasium's InvertedDoublePendulum-v5.
 */
export const invertedDoublePendulum = defineEnv({
  id: "locomotion/inverted-double-pendulum-v1",
  goal: "Keep both poles upright by moving the cart.",
  observation: box({
    dtype: "float32",
    shape: [9],
    labels: [
      "cart position [m]",
      "sine of the lower angle [1]",
      "sine of the upper angle [1]",
      "cosine of the lower angle [1]",
      "cosine of the upper angle [1]",
      "cart speed [m/s]",
      "lower pole speed [rad/s]",
      "upper pole speed [rad/s]",
      "force of the rail's ends [N]",
    ],
  }),
  action: box({ dtype: "float32", shape: [1], low: -1, high: 1, labels: ["push [500 N]"] }),
  features: {
    cartOffset: "m", // of the cart from the middle
    tipOffset: "m", // of the tip from the middle
    tipHeight: "m",
    tipShortfall: "m", // from 2 m down to the tip
    lowerSpeed: "rad/s",
    upperSpeed: "rad/s",
    healthy: "1", // 1 while the tip is above 1 m
    ...bodyFeatures,
  },
  events: bodyEvents,
  params: { ...bodyParams, frameSkip: 5, resetNoise: 0.1 },
  limits: { ...bodyLimits, resetNoise: [0, 1] },
  maxSteps: 1000,
  stepSeconds: ({ frameSkip }) => invertedDoublePendulumBody.physics.timestep * frameSkip,
  score: ({ steps, maxSteps, terminated }) => (terminated ? steps - 1 : steps) / maxSteps,
  keys: { ArrowLeft: [-1], ArrowRight: [1] },
  cameras: camerasOf(invertedDoublePendulumBody),
  validate: validateBody,
  prepare: prepareBody,
  create(params, slot) {
    const { observation, features, row } = slot;
    const { cartOffset, tipOffset, tipHeight, tipShortfall, lowerSpeed, upperSpeed, healthy } = features;
    return bodyWorld(invertedDoublePendulumBody, params, slot, (simulation) => ({
      memory: [],
      start(rng) {
        addEvenly(simulation.positions, params.resetNoise, rng);
        addNormally(simulation.speeds, params.resetNoise, rng);
      },
      measure() {
        const { positions, speeds, places, turns, constraintForces } = simulation;
        const [w, x, y, z] = [turns[upper * 4], turns[upper * 4 + 1], turns[upper * 4 + 2], turns[upper * 4 + 3]];
        tipOffset[row] = places[upper * 3] + poleLength * 2 * (x * z + w * y);
        tipHeight[row] = places[upper * 3 + 2] + poleLength * (1 - 2 * (x * x + y * y));
        tipShortfall[row] = full - tipHeight[row];
        cartOffset[row] = positions[0];
        lowerSpeed[row] = speeds[1];
        upperSpeed[row] = speeds[2];
        healthy[row] = tipHeight[row] > lowest ? 1 : 0;
        observation[0] = positions[0];
        observation[1] = sine(positions[1]);
        observation[2] = sine(positions[2]);
        observation[3] = cosine(positions[1]);
        observation[4] = cosine(positions[2]);
        for (let i = 0; i < 3; i++) observation[5 + i] = cut(speeds[i]);
        observation[8] = cut(constraintForces[0]);
      },
      ended: () => healthy[row] === 0,
    }));
  },
});
