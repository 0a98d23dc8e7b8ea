import { box, choice, defineEnv } from "../../../src/core/index.ts";

const base = 4;

/**
 * Sums: a chain of small additions, modulo 4, as a stand-in for an argument of several steps. In every step the next sum
 * is written down, or the last one is said again, which is never wrong and leads nowhere. One wrong sum spoils the chain.
 * Ends after its last sum, or when time is up.
 */
export const sums = defineEnv({
  id: "results/sums-v1",
  goal: "Write down every sum of the chain, all of them right.",
  observation: box({
    dtype: "float32",
    shape: [2 * base + 2],
    low: 0,
    high: 1,
    labels: [
      ...Array.from({ length: base }, (_, i) => `the last sum is ${i} [1]`),
      ...Array.from({ length: base }, (_, i) => `${i} is added to it [1]`),
      "sums written down, as a share of the chain [1]",
      "time that is gone [1]",
    ],
  }),
  action: choice("0", "1", "2", "3", "again"),
  features: {
    right: "1", // 1 where the step wrote down a right sum
    wrong: "1",
    again: "1", // 1 where the step said the last sum again
    brokeOff: "1", // 1 where time is up before the last sum
    solved: "1", // 1 after the last step of a chain without a wrong sum
    verdict: "1", // at the end 1 if solved, -1 if not; 0 before
  },
  params: { length: 7, patience: 4, addends: base }, // sums; steps for each of them; 0, 1 and so on are added, this many
  limits: { length: { whole: [1, 100] }, patience: { whole: [1, 100] }, addends: { whole: [1, base] } },
  maxSteps: 10_000,
  stepSeconds: 0,
  score: ({ features }) => features.solved.last,
  create({ length, patience, addends }, { row, observation, features, action }) {
    const numbers = new Int32Array(length);
    const state = new Int32Array(4); // the last sum, sums written down, steps, wrong sums
    const time = length * patience;
    const show = () => {
      const [last, written, steps] = state;
      observation.fill(0);
      observation[last] = 1;
      if (written < length) observation[base + numbers[written]] = 1;
      observation[2 * base] = written / length;
      observation[2 * base + 1] = steps / time;
    };
    const isOver = () => state[1] === length || state[2] === time;
    const measure = (right: boolean, wrong: boolean, again: boolean) => {
      features.right[row] = right ? 1 : 0;
      features.wrong[row] = wrong ? 1 : 0;
      features.again[row] = again ? 1 : 0;
      const solved = state[1] === length && state[3] === 0;
      features.solved[row] = solved ? 1 : 0;
      features.brokeOff[row] = state[2] === time && state[1] < length ? 1 : 0;
      features.verdict[row] = isOver() ? (solved ? 1 : -1) : 0;
      show();
    };
    return {
      reset(rng) {
        for (let i = 0; i < length; i++) numbers[i] = rng.integer(addends);
        state.fill(0);
        state[0] = rng.integer(base);
        measure(false, false, false);
      },
      step() {
        const isAgain = action[0] === base;
        const sum = (state[0] + numbers[state[1]]) % base;
        const isRight = action[0] === sum;
        state[2]++;
        if (!isAgain) {
          state[0] = sum;
          state[1]++;
          if (!isRight) state[3]++;
        }
        measure(isRight, !isRight && !isAgain, isAgain);
      },
      terminated: isOver,
      save: () => new Uint8Array(Int32Array.from([...numbers, ...state]).buffer),
      load(bytes) {
        const saved = new Int32Array(bytes.slice().buffer);
        numbers.set(saved.subarray(0, length));
        state.set(saved.subarray(length));
      },
    };
  },
});

const worth = (feature: string, weight = 1) =>
  ({ weight, of: { use: "shaped/feature-v1", params: { feature } } }) as const;

/** What each kind of step is worth, summed. */
export const judged = (weights: { readonly [feature: string]: number }) => ({
  sum: Object.fromEntries(Object.entries(weights).map(([feature, weight]) => [feature, worth(feature, weight)])),
});

export const solvedAlone = worth("solved").of;
