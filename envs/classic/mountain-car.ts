import { box, choice, cosine, defineEnv, snapshot } from "../../src/core/index.ts";
import { drawHill, energyOf, fastest, gravity, heightAt, leftmost, rightmost } from "./hill.ts";
import { promptness } from "./promptness.ts";

const power = 0.001; // [m/step^2]
const flag = 0.5; // [m]

/**
 * Mountain car: a car in a valley, too weak for the hill, must rock back and forth to reach the flag on the right.
 * Ends when it reaches the flag at least as fast as `goalSpeed`. Its unit of time is the step.
 * Moore (1990); numbers as in Gymnasium's MountainCar-v0.
 */
export const mountainCar = defineEnv({
  id: "classic/mountain-car-v1",
  goal: "Drive the car up to the flag on the right hill.",
  observation: box({
    dtype: "float32",
    shape: [2],
    low: [leftmost, -fastest],
    high: [rightmost, fastest],
    labels: ["position [m]", "speed [m/step]"],
  }),
  action: choice("left", "none", "right"),
  features: { position: "m", height: "m", speed: "m/step", energy: "m^2/step^2", success: "1" },
  params: { goalSpeed: 0 }, // [m/step]
  limits: { goalSpeed: [0, fastest] },
  maxSteps: 200,
  stepSeconds: 0,
  score: (episode) => promptness(episode),
  keys: { ArrowLeft: 0, ArrowDown: 1, ArrowRight: 2 },
  cameras: ["side"],
  create({ goalSpeed }, { action, observation, features: { position, height, speed, energy, success }, row }) {
    const state = new Float64Array(2); // position, speed
    const arrived = () => state[0] >= flag && state[1] >= goalSpeed;
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
        measure();
      },
      step() {
        const pushed = state[1] + (action[0] - 1) * power - gravity * cosine(3 * state[0]);
        const v = Math.min(fastest, Math.max(-fastest, pushed));
        state[0] = Math.min(rightmost, Math.max(leftmost, state[0] + v));
        state[1] = state[0] === leftmost && v < 0 ? 0 : v;
        measure();
      },
      terminated: arrived,
      draw: (frame) => drawHill(frame, state[0], flag),
      ...snapshot(state),
    };
  },
});
