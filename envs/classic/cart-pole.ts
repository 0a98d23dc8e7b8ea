import { box, choice, cosine, defineEnv, sine, snapshot } from "../../src/core/index.ts";
import { colours, disc, fill, line } from "./paint.ts";

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
 * Barto, Sutton and Anderson (1983); numbers as in Gymnasium's CartPole-v1. Success as in dm_control's cartpole balance.
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
  features: {
    offset: "m",
    speed: "m/s",
    upright: "1",
    angle: "rad",
    turning: "rad/s",
    balanced: "1", // 1 until the episode ends by a fall or at the rail's end
    success: "1", // 1 while upright over the middle of the rail
  },
  params: {},
  maxSteps: 500,
  stepSeconds,
  score: ({ steps, maxSteps }) => steps / maxSteps,
  keys: { ArrowLeft: 0, ArrowRight: 1 },
  cameras: ["side"],
  create(_, { action, observation, features: { offset, speed, upright, angle, turning, balanced, success }, row }) {
    // Position, speed, angle, turning speed; and the angle's cosine, which is measured in one step and needed in the next.
    const state = new Float64Array(5);
    const { save, load } = snapshot(state.subarray(0, 4));
    const standing = () => Math.abs(state[0]) <= railEnd && Math.abs(state[2]) <= fallen;
    const measure = () => {
      state[4] = cosine(state[2]);
      observation[0] = offset[row] = state[0];
      observation[1] = speed[row] = state[1];
      observation[2] = angle[row] = state[2];
      observation[3] = turning[row] = state[3];
      upright[row] = state[4];
      balanced[row] = standing() ? 1 : 0;
      success[row] = Math.abs(state[0]) <= 0.25 && state[4] >= 0.995 ? 1 : 0;
    };
    return {
      reset(rng) {
        for (let i = 0; i < 4; i++) state[i] = rng.uniform(-0.05, 0.05);
        measure();
      },
      step() {
        const x = state[0];
        const v = state[1];
        const lean = state[2];
        const turn = state[3];
        const push = action[0] === 1 ? force : -force;
        const cos = state[4];
        const sin = sine(lean);
        const pressure = (push + poleMoment * turn * turn * sin) / totalMass;
        const turnRate = (gravity * sin - cos * pressure) / (halfLength * (4 / 3 - (poleMass * cos * cos) / totalMass));
        state[0] = x + stepSeconds * v;
        state[1] = v + stepSeconds * (pressure - (poleMoment * turnRate * cos) / totalMass);
        state[2] = lean + stepSeconds * turn;
        state[3] = turn + stepSeconds * turnRate;
        measure();
      },
      terminated: () => !standing(),
      draw(frame) {
        const view = { x: 0, y: 0.4, width: 5.4, height: 1.8 };
        const [x, lean] = [state[0], state[2]];
        fill(frame, colours.paper);
        line(frame, view, [-railEnd, 0], [railEnd, 0], 0.03, colours.ink);
        line(frame, view, [x - 0.2, 0], [x + 0.2, 0], 0.25, colours.body);
        const tip = [x + 2 * halfLength * sine(lean), 2 * halfLength * cosine(lean)] as const;
        line(frame, view, [x, 0], tip, 0.1, colours.limb);
        disc(frame, view, [x, 0], 0.05, colours.ink);
      },
      save,
      load(bytes) {
        load(bytes);
        state[4] = cosine(state[2]);
      },
    };
  },
});
