import { box, defineEnv, exponential, sine, snapshot } from "../../../src/core/index.ts";

const stepSeconds = 0.1; // [s]
const fastest = 4; // of a leg [rad/s]
const furthest = 1; // of a leg [rad]
const pace = 4; // of the demonstration's phase [rad/s]
const swing = 0.5; // of its legs, against each other [rad]
const turnPerSwing = 1.6; // how fast the body turns for one leg out further than the other [1/s]
const turnTime = 0.8; // in which turning follows the legs [s]
const wanted = 1; // turning [rad/s]: about what a left leg that stands still and a right one of twice the swing make
const near = (error: number, tolerance: number) => exponential(-((error / tolerance) ** 2) / 2);

/**
 * Gait: a body on two legs that swing against each other. It walks straight on in the gait of a demonstration, and is
 * asked to turn, which takes legs that swing unequally far: nobody can do both. Ends only by its time limit.
 */
export const gait = defineEnv({
  id: "results/gait-v1",
  goal: "Turn left, in the gait of the demonstration.",
  observation: box({
    dtype: "float32",
    shape: [5],
    low: -2,
    high: 2,
    labels: [
      "angle of the left leg [rad]",
      "angle of the right leg [rad]",
      "turning speed [rad/s]",
      "sine of the demonstration's phase [1]",
      "cosine of it [1]",
    ],
  }),
  action: box({
    dtype: "float32",
    shape: [2],
    low: -1,
    high: 1,
    labels: ["speed of the left leg [1]", "of the right [1]"],
  }),
  features: { imitation: "1", direction: "1" },
  params: { legTolerance: 0.2, turnTolerance: 0.4 }, // [rad], [rad/s]
  limits: { legTolerance: [0.01, 10], turnTolerance: [0.01, 10] },
  maxSteps: 60,
  stepSeconds,
  score: ({ features }) => Math.min(features.imitation.mean, features.direction.mean),
  create({ legTolerance, turnTolerance }, { row, observation, features, action }) {
    const state = new Float64Array(4); // left leg, right leg, turning, phase
    const measure = () => {
      const [left, right, turning, phase] = state;
      const shown = swing * sine(phase);
      observation.set([left, right, turning, sine(phase), sine(phase + Math.PI / 2)]);
      features.imitation[row] = near(Math.hypot(left - shown, right + shown), legTolerance);
      features.direction[row] = near(turning - wanted, turnTolerance);
    };
    return {
      reset(rng) {
        const phase = rng.uniform(0, 2 * Math.PI);
        state.set([swing * sine(phase), -swing * sine(phase), 0, phase]);
        measure();
      },
      step() {
        for (const leg of [0, 1]) {
          const next = state[leg] + fastest * action[leg] * stepSeconds;
          state[leg] = Math.min(furthest, Math.max(-furthest, next));
        }
        const unequal = Math.abs(state[1]) - Math.abs(state[0]);
        state[2] += (turnPerSwing * unequal - state[2]) * (stepSeconds / turnTime);
        state[3] += pace * stepSeconds;
        measure();
      },
      terminated: () => false,
      ...snapshot(state),
    };
  },
});
