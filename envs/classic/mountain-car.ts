import { box, choice, cosine, defineEnv, manyWorlds, snapshot } from "../../src/core/index.ts";
import { drawHill, energyOf, fastest, gravity, heightAt, leftmost, rightmost } from "./hill.ts";
import { hillPoses, hillScene } from "./hill-scene.ts";
import { promptness } from "./promptness.ts";

const power = 0.001; // [m/step^2]
const flag = 0.5; // [m]
const scene = hillScene(flag);

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
  createMany({ goalSpeed }, { count, action, observation, features, terminated }) {
    const { position, height, speed, energy, success } = features;
    const states = new Float64Array(2 * count); // a row a world: position, speed
    const hasArrived = (x: number, v: number) => x >= flag && v >= goalSpeed;

    function measure(world: number): void {
      const x = states[2 * world];
      const v = states[2 * world + 1];
      observation[2 * world] = position[world] = x;
      observation[2 * world + 1] = speed[world] = v;
      height[world] = heightAt(x);
      energy[world] = energyOf(x, v);
      success[world] = hasArrived(x, v) ? 1 : 0;
    }

    function step(from: number, to: number): void {
      for (let world = from; world < to; world++) {
        const i = 2 * world;
        const pushed = states[i + 1] + (action[world] - 1) * power - gravity * cosine(3 * states[i]);
        const v = Math.min(fastest, Math.max(-fastest, pushed));
        states[i] = Math.min(rightmost, Math.max(leftmost, states[i] + v));
        states[i + 1] = states[i] === leftmost && v < 0 ? 0 : v;
        measure(world);
        if (hasArrived(states[i], states[i + 1])) terminated[world] = 1;
      }
    }

    return manyWorlds(count, step, (world) => {
      const state = states.subarray(2 * world, 2 * world + 2);
      return {
        reset(rng) {
          state[0] = rng.uniform(-0.6, -0.4);
          state[1] = 0;
          measure(world);
        },
        terminated: () => hasArrived(state[0], state[1]),
        draw: (frame) => drawHill(frame, state[0], flag),
        scene: () => scene,
        poses: (out) => hillPoses(out, state[0]),
        ...snapshot(state),
      };
    });
  },
});
