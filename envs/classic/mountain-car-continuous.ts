import { box, cosine, defineEnv, snapshot } from "../../src/core/index.ts";
import { drawHill, energyOf, fastest, gravity, heightAt, leftmost, rightmost } from "./hill.ts";
import { promptness } from "./promptness.ts";

const power = 0.0015; // [m/step^2]
const flag = 0.45; // [m]

// Gymnasium keeps and computes this car's state in float32, so we do too; only Gymnasium's initial state is not rounded
// before the first step.
const single = Math.fround;
const walls = { left: single(leftmost), right: single(rightmost) };
const fastestSingle = single(fastest);
const flagSingle = single(flag);

/**
 * Mountain car with a continuous throttle: a car in a valley, too weak for the hill, must rock back and forth to reach
 * the flag on the right.
 * Ends when it reaches the flag at least as fast as `goalSpeed`. Its unit of time is the step.
 * Moore (1990); numbers as in Gymnasium's MountainCarContinuous-v0.
 */
export const mountainCarContinuous = defineEnv({
  id: "classic/mountain-car-continuous-v1",
  goal: "Drive the car up to the flag on the right hill with little fuel.",
  observation: box({
    dtype: "float32",
    shape: [2],
    low: [leftmost, -fastest],
    high: [rightmost, fastest],
    labels: ["position [m]", "speed [m/step]"],
  }),
  action: box({ dtype: "float32", shape: [1], low: -1, high: 1, labels: ["throttle [1]"] }),
  features: { position: "m", height: "m", speed: "m/step", energy: "m^2/step^2", throttle: "1", success: "1" },
  params: { goalSpeed: 0 }, // [m/step]
  limits: { goalSpeed: [0, fastest] },
  maxSteps: 999,
  stepSeconds: 0,
  score: (episode) => promptness(episode),
  keys: { ArrowLeft: [-1], ArrowDown: [0], ArrowRight: [1] },
  cameras: ["side"],
  create({ goalSpeed }, { action, observation, features, row }) {
    const { position, height, speed, energy, throttle, success } = features;
    const goalSpeedSingle = single(goalSpeed);
    const state = new Float32Array(2); // position, speed
    const arrived = () => state[0] >= flagSingle && state[1] >= goalSpeedSingle;
    const measure = () => {
      const x = state[0];
      const v = state[1];
      observation[0] = x;
      observation[1] = v;
      position[row] = x;
      height[row] = heightAt(x);
      speed[row] = v;
      energy[row] = energyOf(x, v);
      success[row] = arrived() ? 1 : 0;
    };
    return {
      reset(rng) {
        state[0] = rng.uniform(-0.6, -0.4);
        state[1] = 0;
        throttle[row] = 0;
        measure();
      },
      step() {
        const pull = single(gravity * cosine(single(3 * state[0])));
        const pushed = single(state[1] + single(single(action[0] * single(power)) - pull));
        const v = Math.min(fastestSingle, Math.max(-fastestSingle, pushed));
        state[0] = Math.min(walls.right, Math.max(walls.left, state[0] + v));
        state[1] = state[0] === walls.left && v < 0 ? 0 : v;
        throttle[row] = action[0];
        measure();
      },
      terminated: arrived,
      draw: (frame) => drawHill(frame, state[0], flag),
      ...snapshot(state),
    };
  },
});
