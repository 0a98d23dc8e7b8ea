import { box, choice, cosine, defineEnv, type Frame, manyWorlds, sine, snapshot } from "../../src/core/index.ts";
import { acrobotPoses, acrobotScene } from "./acrobot-scene.ts";
import { wrapped } from "./angle.ts";
import { colours, disc, fill, line } from "./paint.ts";
import { promptness } from "./promptness.ts";

const gravity = 9.8; // [m/s^2]
// two equal links: length 1 m, mass 1 kg, centre of mass halfway, moment of inertia 1 kg m^2 about it
const centre = 0.5; // [m]
const moment = 1; // [kg m^2]
const stepSeconds = 0.2; // [s], one step of Runge-Kutta 4
const fastestInner = 4 * Math.PI; // [rad/s]
const fastestOuter = 9 * Math.PI; // [rad/s]
const goalHeight = 1; // [m] above the pivot

/** Height of the tip above the pivot [m]. */
const heightOf = (inner: number, outer: number) => -cosine(inner) - cosine(inner + outer);

/** Row 1 of the mass matrix: inertia of both links about the pivot, and how the outer one couples into it [kg m^2]. */
const inertiaOf = (cosOuter: number) => centre * centre + 1 + centre * centre + 2 * centre * cosOuter + 2 * moment;
const couplingOf = (cosOuter: number) => centre * centre + centre * cosOuter + moment;
const outerInertia = centre * centre + moment;

// work space of one Runge-Kutta step, used by one world at a time: four slopes and where the next one is taken
const first = new Float64Array(4);
const second = new Float64Array(4);
const third = new Float64Array(4);
const fourth = new Float64Array(4);
const probe = new Float64Array(4);

/** Writes the rates of change of `[inner angle, outer angle, inner speed, outer speed]` (Sutton and Barto 2018, 11.3). */
function slope(state: Float64Array, torque: number, book: boolean, out: Float64Array): void {
  const inner = state[0];
  const outer = state[1];
  const innerSpeed = state[2];
  const outerSpeed = state[3];
  const cos = cosine(outer);
  const sin = sine(outer);
  const inertia = inertiaOf(cos);
  const coupling = couplingOf(cos);
  const outerWeight = centre * gravity * sine(inner + outer);
  const innerPull =
    -centre * outerSpeed * (outerSpeed + 2 * innerSpeed) * sin + (centre + 1) * gravity * sine(inner) + outerWeight;
  const centrifugal = book ? centre * innerSpeed * innerSpeed * sin : 0; // omitted in the paper of 1996
  const outerRate =
    (torque + (coupling / inertia) * innerPull - centrifugal - outerWeight) /
    (outerInertia - (coupling * coupling) / inertia);
  out[0] = innerSpeed;
  out[1] = outerSpeed;
  out[2] = -(coupling * outerRate + innerPull) / inertia;
  out[3] = outerRate;
}

/** One step of the classical fourth-order Runge-Kutta method, in place. */
function integrate(state: Float64Array, torque: number, book: boolean): void {
  slope(state, torque, book, first);
  for (let i = 0; i < 4; i++) probe[i] = state[i] + (stepSeconds / 2) * first[i];
  slope(probe, torque, book, second);
  for (let i = 0; i < 4; i++) probe[i] = state[i] + (stepSeconds / 2) * second[i];
  slope(probe, torque, book, third);
  for (let i = 0; i < 4; i++) probe[i] = state[i] + stepSeconds * third[i];
  slope(probe, torque, book, fourth);
  for (let i = 0; i < 4; i++) state[i] += (stepSeconds / 6) * (first[i] + 2 * second[i] + 2 * third[i] + fourth[i]);
}

/**
 * Acrobot: two links hang from a pivot with a motor at the elbow only; swing the tip above a line one link over the
 * pivot. Angles grow counterclockwise, the inner from hanging down, the outer from the inner.
 * Ends when the tip is above the line.
 * Sutton (1996); numbers as in Gymnasium's Acrobot-v1.
 */
export const acrobot = defineEnv({
  id: "classic/acrobot-v1",
  goal: "Swing the tip of the two-link arm above the line.",
  observation: box({
    dtype: "float32",
    shape: [6],
    low: [-1, -1, -1, -1, -fastestInner, -fastestOuter],
    high: [1, 1, 1, 1, fastestInner, fastestOuter],
    labels: [
      "cosine of the inner angle [1]",
      "sine of the inner angle [1]",
      "cosine of the outer angle [1]",
      "sine of the outer angle [1]",
      "inner turning speed [rad/s]",
      "outer turning speed [rad/s]",
    ],
  }),
  action: choice("clockwise", "none", "counterclockwise"), // torque at the elbow: -1, 0, 1 N m
  features: {
    height: "m", // of the tip above the pivot; above 1 is success
    innerAngle: "rad",
    outerAngle: "rad",
    innerTurning: "rad/s",
    outerTurning: "rad/s",
    energy: "J", // above that of hanging at rest
    torque: "N m",
    success: "1",
  },
  params: { equations: "book" as "book" | "paper" }, // Sutton and Barto's book, or Sutton's paper of 1996 with one term less
  limits: { equations: ["book", "paper"] },
  maxSteps: 500,
  stepSeconds,
  score: (episode) => promptness(episode),
  keys: { ArrowRight: 2, ArrowDown: 1, ArrowLeft: 0 },
  cameras: ["side"],
  createMany({ equations }, { count, action, observation, features, terminated }) {
    const { height, innerAngle, outerAngle, innerTurning, outerTurning, energy, torque, success } = features;
    const book = equations === "book";
    const states = Array.from({ length: count }, () => new Float64Array(4)); // inner and outer angle, inner and outer turning speed

    function measure(world: number): void {
      const state = states[world];
      const inner = state[0];
      const outer = state[1];
      const innerSpeed = state[2];
      const outerSpeed = state[3];
      const cosInner = cosine(inner);
      const cosOuter = cosine(outer);
      const cosBoth = cosine(inner + outer);
      const i = 6 * world;
      observation[i] = cosInner;
      observation[i + 1] = sine(inner);
      observation[i + 2] = cosOuter;
      observation[i + 3] = sine(outer);
      observation[i + 4] = innerSpeed;
      observation[i + 5] = outerSpeed;
      height[world] = -cosInner - cosBoth;
      innerAngle[world] = inner;
      outerAngle[world] = outer;
      innerTurning[world] = innerSpeed;
      outerTurning[world] = outerSpeed;
      energy[world] =
        (inertiaOf(cosOuter) * innerSpeed * innerSpeed + outerInertia * outerSpeed * outerSpeed) / 2 +
        couplingOf(cosOuter) * innerSpeed * outerSpeed +
        gravity * ((1 + centre) * (1 - cosInner) + centre * (1 - cosBoth));
      success[world] = height[world] > goalHeight ? 1 : 0;
    }

    function step(from: number, to: number): void {
      for (let world = from; world < to; world++) {
        const state = states[world];
        torque[world] = action[world] - 1;
        integrate(state, action[world] - 1, book);
        state[0] = wrapped(state[0]);
        state[1] = wrapped(state[1]);
        state[2] = Math.min(fastestInner, Math.max(-fastestInner, state[2]));
        state[3] = Math.min(fastestOuter, Math.max(-fastestOuter, state[3]));
        measure(world);
        if (height[world] > goalHeight) terminated[world] = 1;
      }
    }

    return manyWorlds(count, step, (world) => {
      const state = states[world];
      return {
        reset(rng) {
          // Gymnasium's initial state is float32, later ones are float64
          for (let i = 0; i < 4; i++) state[i] = Math.fround(rng.uniform(-0.1, 0.1));
          torque[world] = 0;
          measure(world);
        },
        terminated: () => heightOf(state[0], state[1]) > goalHeight,
        draw: (frame) => draw(frame, state[0], state[1]),
        scene: () => acrobotScene,
        poses: (out) => acrobotPoses(out, state[0], state[1]),
        ...snapshot(state),
      };
    });
  },
});

function draw(frame: Frame, inner: number, outer: number): void {
  const view = { x: 0, y: 0, width: 4.4, height: 4.4 };
  const both = inner + outer;
  const elbow = [sine(inner), -cosine(inner)] as const;
  const tip = [elbow[0] + sine(both), elbow[1] - cosine(both)] as const;
  fill(frame, colours.paper);
  line(frame, view, [-2.2, goalHeight], [2.2, goalHeight], 0.03, colours.goal);
  line(frame, view, [0, 0], elbow, 0.18, colours.body);
  line(frame, view, elbow, tip, 0.14, colours.limb);
  disc(frame, view, [0, 0], 0.05, colours.ink);
  disc(frame, view, elbow, 0.05, colours.ink);
}
