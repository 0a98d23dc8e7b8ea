import { box, cosine, defineEnv, sine, snapshot } from "../../src/core/index.ts";
import { wrapped } from "./angle.ts";
import { colours, disc, fill, line } from "./paint.ts";

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
  create({ gravity }, { action, observation, features: { upright, angle, turning, torque, energy, success }, row }) {
    const state = new Float64Array(2); // angle from upright, not wrapped; turning speed
    const measure = () => {
      const cos = cosine(state[0]);
      observation[0] = cos;
      observation[1] = sine(state[0]);
      observation[2] = state[1];
      upright[row] = cos;
      angle[row] = wrapped(state[0]);
      turning[row] = state[1];
      energy[row] = (moment * state[1] * state[1]) / 2 + gravity * halfLength * (1 + cos);
      success[row] = cos >= nearlyUpright ? 1 : 0;
    };
    return {
      reset(rng) {
        state[0] = rng.uniform(-Math.PI, Math.PI);
        state[1] = rng.uniform(-1, 1);
        torque[row] = 0;
        measure();
      },
      step() {
        // Gymnasium divides the float32 torque by the moment in float32
        const push = Math.fround(3 * action[0]);
        const faster = state[1] + (((3 * gravity) / 2) * sine(state[0]) + push) * stepSeconds;
        state[1] = Math.min(fastest, Math.max(-fastest, faster));
        state[0] += state[1] * stepSeconds;
        torque[row] = action[0];
        measure();
      },
      terminated: () => false,
      draw(frame) {
        const view = { x: 0, y: 0, width: 2.4, height: 2.4 };
        fill(frame, colours.paper);
        line(frame, view, [0, 0], [-sine(state[0]), cosine(state[0])], 0.16, colours.limb);
        disc(frame, view, [0, 0], 0.05, colours.ink);
      },
      ...snapshot(state),
    };
  },
});
