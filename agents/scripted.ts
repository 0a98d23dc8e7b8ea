import { arraysOf, batchOf, defineAgent, fail, flatten, listing, sizeOf } from "../src/core/index.ts";

/** Observation of one world in, its one action out: an option's index or the number of a box with one element. */
type Controller = (observation: Float32Array) => number;

const clip = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));

const controllers: { readonly [env: string]: Controller } = {
  // pushes after the falling pole, a little more so where that also leads back to the middle
  "classic/cart-pole-v1": ([x, speed, lean, turning]) => (0.1 * x + 0.2 * speed + lean + 0.3 * turning > 0 ? 1 : 0),

  // pumps energy until it has that of standing upright, then holds on (Astrom and Furuta 2000)
  "classic/pendulum-v1"([cos, sin, turning]) {
    if (cos > 0.85) return clip(-10 * Math.atan2(sin, cos) - 2.5 * turning, 2);
    const missing = 5 * (1 - cos) - (turning * turning) / 6; // [J]
    return clip(5 * missing * turning, 2);
  },

  // kicks the outer link against the swing of the inner one
  "classic/acrobot-v1": (observation) => (observation[4] >= 0 ? 0 : 2),

  // pushes the way it rolls
  "classic/mountain-car-v1": ([, speed]) => (speed >= 0 ? 2 : 0),
  "classic/mountain-car-continuous-v1": ([, speed]) => (speed >= 0 ? 0.6 : -0.6),
};

/** Scripted: one controller written by hand for every env it knows. */
export const scripted = defineAgent({
  id: "baseline/scripted-v1",
  summary: "A controller written by hand, one for each env it knows.",
  async create(_, { env, observation, action }) {
    if (!Object.hasOwn(controllers, env))
      fail("agent/unsupported", {
        given: `${env} for baseline/scripted-v1`,
        expected: listing(Object.keys(controllers)),
        fix: "baseline/random-v1 plays anything.",
      });
    const decide = controllers[env];
    const seen = new Float32Array(sizeOf(observation));
    const state = new Float32Array(0);
    return {
      stateSize: 0,
      async act({ rows, observations }) {
        const actions = batchOf(action, rows);
        const [decided] = arraysOf(actions);
        for (let row = 0; row < rows; row++) decided[row] = decide(flatten(observation, observations, row, seen));
        return { actions, state };
      },
    };
  },
});
