import { box, choice, cosine, defineEnv, type Frame, manyWorlds, sine, snapshot } from "../../src/core/index.ts";
import { cartPolePoses, cartPoleScene } from "./cart-pole-scene.ts";
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

const features = {
  offset: "m",
  speed: "m/s",
  upright: "1",
  angle: "rad",
  turning: "rad/s",
  balanced: "1", // 1 until the episode ends by a fall or at the rail's end
  success: "1", // 1 while upright over the middle of the rail
} as const;

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
  features,
  params: {},
  maxSteps: 500,
  stepSeconds,
  score: ({ steps, maxSteps }) => steps / maxSteps,
  keys: { ArrowLeft: 0, ArrowRight: 1 },
  cameras: ["side"],
  createMany(_, { count, action, observation, features, terminated }) {
    const states = new Float64Array(width * count);
    const step = (from: number, to: number) => {
      integrate(states, action, from, to);
      measure(states, observation, features, from, to);
      end(features, terminated, from, to);
    };
    return manyWorlds(count, step, (world) => {
      const state = states.subarray(width * world, width * (world + 1) - 1);
      const { save, load } = snapshot(state);
      return {
        reset(rng) {
          for (let i = 0; i < 4; i++) state[i] = rng.uniform(-0.05, 0.05);
          measure(states, observation, features, world, world + 1);
        },
        terminated: () => standing(state[0], state[2]) === 0,
        save,
        load(bytes) {
          load(bytes);
          states[width * world + 4] = cosine(state[2]);
        },
        draw: (frame) => draw(frame, state[0], state[2]),
        scene: () => cartPoleScene,
        poses: (out) => cartPolePoses(out, state[0], state[2]),
      };
    });
  },
});

// A row a world: position, speed, angle, turning speed; and the angle's cosine, measured in one step and needed in the next.
const width = 5;

/** Moves worlds `from` to before `to`. Nothing branches here or below: actions are as good as random, and guesses cost. */
function integrate(states: Float64Array, action: Int32Array, from: number, to: number): void {
  for (let world = from; world < to; world++) {
    const i = width * world;
    const v = states[i + 1];
    const lean = states[i + 2];
    const turn = states[i + 3];
    const cos = states[i + 4];
    const push = force * (2 * action[world] - 1);
    const sin = sine(lean);
    const pressure = (push + poleMoment * turn * turn * sin) / totalMass;
    const turnRate = (gravity * sin - cos * pressure) / (halfLength * (4 / 3 - (poleMass * cos * cos) / totalMass));
    states[i] += stepSeconds * v;
    states[i + 1] = v + stepSeconds * (pressure - (poleMoment * turnRate * cos) / totalMass);
    states[i + 2] = lean + stepSeconds * turn;
    states[i + 3] = turn + stepSeconds * turnRate;
  }
}

type Features = { readonly [name in keyof typeof features]: Float64Array };

/** Writes what is seen of worlds `from` to before `to`. */
function measure(states: Float64Array, observation: Float32Array, features: Features, from: number, to: number): void {
  const { offset, speed, upright, angle, turning, balanced, success } = features;
  for (let world = from; world < to; world++) {
    const i = width * world;
    const x = states[i];
    const lean = states[i + 2];
    const cos = cosine(lean);
    states[i + 4] = cos;
    observation[4 * world] = offset[world] = x;
    observation[4 * world + 1] = speed[world] = states[i + 1];
    observation[4 * world + 2] = angle[world] = lean;
    observation[4 * world + 3] = turning[world] = states[i + 3];
    upright[world] = cos;
    balanced[world] = standing(x, lean);
    success[world] = Number(Math.abs(x) <= 0.25) & Number(cos >= 0.995);
  }
}

/** Ends the episodes of worlds `from` to before `to` whose pole has fallen. */
function end({ balanced }: Features, terminated: Uint8Array, from: number, to: number): void {
  for (let world = from; world < to; world++) terminated[world] = 1 - balanced[world];
}

/** 1 while the pole stands, else 0. */
const standing = (x: number, lean: number) => Number(Math.abs(x) <= railEnd) & Number(Math.abs(lean) <= fallen);

function draw(frame: Frame, x: number, lean: number): void {
  const view = { x: 0, y: 0.4, width: 5.4, height: 1.8 };
  fill(frame, colours.paper);
  line(frame, view, [-railEnd, 0], [railEnd, 0], 0.03, colours.ink);
  line(frame, view, [x - 0.2, 0], [x + 0.2, 0], 0.25, colours.body);
  const tip = [x + 2 * halfLength * sine(lean), 2 * halfLength * cosine(lean)] as const;
  line(frame, view, [x, 0], tip, 0.1, colours.limb);
  disc(frame, view, [x, 0], 0.05, colours.ink);
}
