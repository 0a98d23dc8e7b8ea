import { box, cosine, defineEnv, manyWorlds, sine, snapshot } from "../../src/core/index.ts";
import { wrapped } from "./angle.ts";
import { colours, disc, fill, line } from "./paint.ts";
import { pendulumPoses, pendulumScene } from "./pendulum-scene.ts";

const stepSeconds = 0.05; // [s], semi-implicit Euler
const fastest = 8; // [rad/s]
const strongest = 2; // [N m]
// mass 1 kg, length 1 m: a thin rod on a hinge, moment of inertia 1/3 kg m^2
const moment = 1 / 3; // [kg m^2]
const halfLength = 0.5; // [m]
const nearlyUpright = cosine((8 * Math.PI) / 180);

/**
 * Pendulum: swing a rod up and hold it there with a motor too weak to lift it at once. Angles grow counterclockwise.
 * Ends only by its time limit.
 * Numbers as in Gymnasium's Pendulum-v1. Success as in dm_control's pendulum: within 8 degrees of upright.
 */
export const pendulum = defineEnv({
  id: "classic/pendulum-v1",
  goal: "Swing the pendulum up and hold it upright.",
  observation: box({
    dtype: "float32",
    shape: [3],
    low: [-1, -1, -fastest],
    high: [1, 1, fastest],
    labels: ["cosine of the angle from upright [1]", "sine of the angle [1]", "turning speed [rad/s]"],
  }),
  action: box({ dtype: "float32", shape: [1], low: -strongest, high: strongest, labels: ["torque [N m]"] }),
  features: {
    upright: "1",
    angle: "rad",
    turning: "rad/s",
    torque: "N m",
    energy: "J", // above that of hanging at rest
    success: "1",
  },
  params: { gravity: 10 }, // [m/s^2]
  limits: { gravity: [0, 100] },
  maxSteps: 200,
  stepSeconds,
  score: ({ features }) => (features.upright.mean + 1) / 2,
  keys: { ArrowLeft: [strongest], ArrowRight: [-strongest] },
  cameras: ["side"],
  createMany({ gravity }, { count, action, observation, features }) {
    const { upright, angle, turning, torque, energy, success } = features;
    const states = new Float64Array(2 * count); // a row a world: angle from upright, not wrapped; turning speed

    function measure(world: number): void {
      const lean = states[2 * world];
      const turn = states[2 * world + 1];
      const cos = cosine(lean);
      observation[3 * world] = cos;
      observation[3 * world + 1] = sine(lean);
      observation[3 * world + 2] = turn;
      upright[world] = cos;
      angle[world] = wrapped(lean);
      turning[world] = turn;
      energy[world] = (moment * turn * turn) / 2 + gravity * halfLength * (1 + cos);
      success[world] = cos >= nearlyUpright ? 1 : 0;
    }

    function step(from: number, to: number): void {
      for (let world = from; world < to; world++) {
        const i = 2 * world;
        // Gymnasium divides the float32 torque by the moment in float32
        const push = Math.fround(3 * action[world]);
        const faster = states[i + 1] + (((3 * gravity) / 2) * sine(states[i]) + push) * stepSeconds;
        const turn = Math.min(fastest, Math.max(-fastest, faster));
        states[i] += turn * stepSeconds;
        states[i + 1] = turn;
        torque[world] = action[world];
        measure(world);
      }
    }

    return manyWorlds(count, step, (world) => {
      const state = states.subarray(2 * world, 2 * world + 2);
      return {
        reset(rng) {
          state[0] = rng.uniform(-Math.PI, Math.PI);
          state[1] = rng.uniform(-1, 1);
          torque[world] = 0;
          measure(world);
        },
        terminated: () => false,
        draw(frame) {
          const view = { x: 0, y: 0, width: 2.4, height: 2.4 };
          fill(frame, colours.paper);
          line(frame, view, [0, 0], [-sine(state[0]), cosine(state[0])], 0.16, colours.limb);
          disc(frame, view, [0, 0], 0.05, colours.ink);
        },
        scene: () => pendulumScene,
        poses: (out) => pendulumPoses(out, state[0]),
        ...snapshot(state),
      };
    });
  },
});
