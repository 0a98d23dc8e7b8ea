import { box, choice, defineEnv, snapshot } from "../../../src/core/index.ts";

/**
 * Errand: a corridor with a parcel at its near end, to be carried to the far one. Walking over it takes it up. Ends when it
 * is delivered. The yardstick is whether it was: only the end of the second way says whether the first was right.
 */
export const errand = defineEnv({
  id: "results/errand-v1",
  goal: "Take the parcel from the near end of the corridor to the far one.",
  observation: box({ dtype: "float32", shape: [2], low: 0, high: 1, labels: ["place [1]", "parcel in hand [1]"] }),
  action: choice("back", "forward"),
  features: { success: "1", progress: "1" }, // progress: the share of the way that is behind one
  params: { length: 20 }, // [cells]
  limits: { length: { whole: [4, 1000] } },
  maxSteps: 400,
  stepSeconds: 0,
  score: ({ features: { success } }) => success.last,
  create({ length }, { row, observation, features, action }) {
    const state = new Int32Array(2); // place, whether the parcel is in hand
    const show = () => {
      const [place, held] = state;
      observation[0] = place / length;
      observation[1] = held;
      const toGo = held ? length - place : length + place;
      features.progress[row] = 1 - toGo / (2 * length);
      features.success[row] = toGo === 0 ? 1 : 0;
    };
    return {
      reset(rng) {
        state.set([Math.floor(length / 4) + rng.integer(Math.floor(length / 2)), 0]);
        show();
      },
      step() {
        state[0] = Math.min(length, Math.max(0, state[0] + (action[0] === 1 ? 1 : -1)));
        if (state[0] === 0) state[1] = 1;
        show();
      },
      terminated: () => state[1] === 1 && state[0] === length,
      ...snapshot(state),
    };
  },
});
