import { box, choice, cosine, defineEnv, type Frame, manyWorlds, sine, snapshot } from "../../src/core/index.ts";
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
  createMany(_, { count, action, observation, features, terminated }) {
    const { offset, speed, upright, angle, turning, balanced, success } = features;
    // A row a world: position, speed, angle, turning speed; and the angle's cosine, which is measured in one step and
    // needed in the next.
    const states = new Float64Array(5 * count);

    function measure(world: number, x: number, v: number, lean: number, turn: number): boolean {
      const cos = cosine(lean);
      const i = 5 * world;
      states[i] = x;
      states[i + 1] = v;
      states[i + 2] = lean;
      states[i + 3] = turn;
      states[i + 4] = cos;
      observation[4 * world] = offset[world] = x;
      observation[4 * world + 1] = speed[world] = v;
      observation[4 * world + 2] = angle[world] = lean;
      observation[4 * world + 3] = turning[world] = turn;
      upright[world] = cos;
      const stands = isStanding(x, lean);
      balanced[world] = stands ? 1 : 0;
      success[world] = Math.abs(x) <= 0.25 && cos >= 0.995 ? 1 : 0;
      return stands;
    }

    function step(from: number, to: number): void {
      for (let world = from; world < to; world++) {
        const i = 5 * world;
        const v = states[i + 1];
        const lean = states[i + 2];
        const turn = states[i + 3];
        const cos = states[i + 4];
        const push = action[world] === 1 ? force : -force;
        const sin = sine(lean);
        const pressure = (push + poleMoment * turn * turn * sin) / totalMass;
        const turnRate = (gravity * sin - cos * pressure) / (halfLength * (4 / 3 - (poleMass * cos * cos) / totalMass));
        const stands = measure(
          world,
          states[i] + stepSeconds * v,
          v + stepSeconds * (pressure - (poleMoment * turnRate * cos) / totalMass),
          lean + stepSeconds * turn,
          turn + stepSeconds * turnRate,
        );
        if (!stands) terminated[world] = 1;
      }
    }

    return manyWorlds(count, step, (world) => {
      const state = states.subarray(5 * world, 5 * world + 4);
      const { save, load } = snapshot(state);
      return {
        reset(rng) {
          for (let i = 0; i < 4; i++) state[i] = rng.uniform(-0.05, 0.05);
          measure(world, state[0], state[1], state[2], state[3]);
        },
        terminated: () => !isStanding(state[0], state[2]),
        save,
        load(bytes) {
          load(bytes);
          states[5 * world + 4] = cosine(state[2]);
        },
        draw: (frame) => draw(frame, state[0], state[2]),
      };
    });
  },
});

const isStanding = (x: number, lean: number) => Math.abs(x) <= railEnd && Math.abs(lean) <= fallen;

function draw(frame: Frame, x: number, lean: number): void {
  const view = { x: 0, y: 0.4, width: 5.4, height: 1.8 };
  fill(frame, colours.paper);
  line(frame, view, [-railEnd, 0], [railEnd, 0], 0.03, colours.ink);
  line(frame, view, [x - 0.2, 0], [x + 0.2, 0], 0.25, colours.body);
  const tip = [x + 2 * halfLength * sine(lean), 2 * halfLength * cosine(lean)] as const;
  line(frame, view, [x, 0], tip, 0.1, colours.limb);
  disc(frame, view, [x, 0], 0.05, colours.ink);
}
