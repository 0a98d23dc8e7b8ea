import { box, cosine, defineEnv, manyWorlds, snapshot } from "../../src/core/index.ts";
import { drawHill, energyOf, fastest, gravity, heightAt, leftmost, rightmost } from "./hill.ts";
import { hillPoses, hillScene } from "./hill-scene.ts";
import { promptness } from "./promptness.ts";

const power = 0.0015; // [m/step^2]
const flag = 0.45; // [m]
const scene = hillScene(flag);

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
  createMany({ goalSpeed }, { count, action, observation, features, terminated }) {
    const { position, height, speed, energy, throttle, success } = features;
    const goalSpeedSingle = single(goalSpeed);
    const states = new Float32Array(2 * count); // a row a world: position, speed
    const hasArrived = (x: number, v: number) => x >= flagSingle && v >= goalSpeedSingle;

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
        const pull = single(gravity * cosine(single(3 * states[i])));
        const pushed = single(states[i + 1] + single(single(action[world] * single(power)) - pull));
        const v = Math.min(fastestSingle, Math.max(-fastestSingle, pushed));
        states[i] = Math.min(walls.right, Math.max(walls.left, states[i] + v));
        states[i + 1] = states[i] === walls.left && v < 0 ? 0 : v;
        throttle[world] = action[world];
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
          throttle[world] = 0;
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
