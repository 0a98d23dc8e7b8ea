import { box, choice, defineEnv, snapshot } from "../../src/core/index.ts";

const gravity = 9.8; // [m/s^2]
const cartMass = 1; // [kg]
const poleMass = 0.1; // [kg]
const totalMass = cartMass + poleMass;
const halfLength = 0.5; // [m]
const poleMoment = poleMass * halfLength; // [kg m]
const force = 10; // [N]
const stepSeconds = 0.02; // [s], explicit Euler
const railEnd = 2.4; // [m]
const fallen = (12 * Math.PI) / 180; // [rad]

/**
 * Cart-pole: keep a pole upright by pushing its cart left or right.
 * Ends when the pole leans beyond 12 degrees or the cart passes 2.4 m.
 * Barto, Sutton and Anderson (1983); numbers as in Gymnasium's CartPole-v1.
 */
export const cartPole = defineEnv({
  id: "classic/cart-pole-v1",
  goal: "Keep the pole upright and the cart on the rail.",
  observation: box({
    dtype: "float32",
    shape: [4],
    labels: ["cart position [m]", "cart speed [m/s]", "pole angle [rad]", "pole turning speed [rad/s]"],
  }),
  action: choice("left", "right"),
  features: { offset: "m", speed: "m/s", upright: "1", turning: "rad/s", success: "1" },
  params: {},
  maxSteps: 500,
  stepSeconds,
  score: ({ steps, maxSteps }) => steps / maxSteps,
  keys: { ArrowLeft: 0, ArrowRight: 1 },
  create(_, { action, observation, features: { offset, speed, upright, turning, success }, row }) {
    const state = new Float64Array(4); // position, speed, angle, turning speed
    const measure = () => {
      for (let i = 0; i < 4; i++) observation[i] = state[i];
      offset[row] = state[0];
      speed[row] = state[1];
      upright[row] = Math.cos(state[2]);
      turning[row] = state[3];
      success[row] = Math.abs(state[0]) <= 0.25 && upright[row] >= 0.995 ? 1 : 0;
    };
    return {
      reset(rng) {
        for (let i = 0; i < 4; i++) state[i] = rng.uniform(-0.05, 0.05);
        measure();
      },
      step() {
        const [x, v, angle, turn] = [state[0], state[1], state[2], state[3]];
        const push = action[0] === 1 ? force : -force;
        const cos = Math.cos(angle);
        const sin = Math.sin(angle);
        const pressure = (push + poleMoment * turn * turn * sin) / totalMass;
        const turnRate = (gravity * sin - cos * pressure) / (halfLength * (4 / 3 - (poleMass * cos * cos) / totalMass));
        state[0] = x + stepSeconds * v;
        state[1] = v + stepSeconds * (pressure - (poleMoment * turnRate * cos) / totalMass);
        state[2] = angle + stepSeconds * turn;
        state[3] = turn + stepSeconds * turnRate;
        measure();
      },
      terminated: () => !(Math.abs(state[0]) <= railEnd && Math.abs(state[2]) <= fallen),
      ...snapshot(state),
    };
  },
});
