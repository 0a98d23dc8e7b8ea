import { anyNumber, defineReward, fail } from "../../src/core/index.ts";

/** How reward falls with distance, as a function of distance in margins: 1 at 0 and `value` at 1. */
const sigmoids = {
  gaussian: (value) => {
    const steepness = -Math.log(value);
    return (distance) => Math.exp(-steepness * distance * distance);
  },
  hyperbolic: (value) => {
    const steepness = Math.acosh(1 / value);
    return (distance) => 1 / Math.cosh(distance * steepness);
  },
  longTail: (value) => {
    const steepness = 1 / value - 1;
    return (distance) => 1 / (distance * distance * steepness + 1);
  },
  reciprocal: (value) => {
    const steepness = 1 / value - 1;
    return (distance) => 1 / (distance * steepness + 1);
  },
  cosine: (value) => {
    const steepness = Math.acos(2 * value - 1);
    return (distance) => (distance * steepness < Math.PI ? (1 + Math.cos(distance * steepness)) / 2 : 0);
  },
  linear: (value) => (distance) => Math.max(0, 1 - distance * (1 - value)),
  quadratic: (value) => (distance) => Math.max(0, 1 - distance * distance * (1 - value)),
  tanhSquared: (value) => {
    const steepness = Math.atanh(Math.sqrt(1 - value));
    return (distance) => 1 - Math.tanh(distance * steepness) ** 2;
  },
} as const satisfies { readonly [name: string]: (value: number) => (distance: number) => number };

type Sigmoid = keyof typeof sigmoids;

/** These reach 0 at a finite distance, and so may be 0 at the margin. */
const endingSigmoids: readonly Sigmoid[] = ["cosine", "linear", "quadratic"];

/**
 * Tolerance: 1 while a feature is within bounds, falling with its distance from them, `valueAtMargin` one margin away.
 * A bound of 1e300 is as good as none. Source: dm_control (Tassa et al. 2018, arXiv 1801.00690), section 2.
 */
export const tolerance = defineReward({
  id: "shaped/tolerance-v1",
  summary: "1 while a named feature is within bounds, falling smoothly outside.",
  inputs: ({ feature }) => ({ features: [feature] }),
  params: {
    feature: "success" as string,
    lower: 1,
    upper: 1e300,
    margin: 0, // in the feature's unit; 0 for a hard edge
    sigmoid: "gaussian" as Sigmoid,
    valueAtMargin: 0.1,
  },
  limits: {
    lower: anyNumber,
    upper: anyNumber,
    margin: [0, 1e300],
    sigmoid: Object.keys(sigmoids) as Sigmoid[],
    valueAtMargin: [0, 0.999999],
  },
  validate({ lower, upper, sigmoid, valueAtMargin }) {
    const wrong = (given: string, expected: string) =>
      fail("params/invalid", { given: `${given} for shaped/tolerance-v1`, expected });
    if (lower > upper) wrong(`lower ${lower} and upper ${upper}`, "lower at most upper");
    if (valueAtMargin === 0 && !endingSigmoids.includes(sigmoid))
      wrong(`valueAtMargin 0 with ${sigmoid}`, `a number above 0; or the sigmoid ${endingSigmoids.join(", ")}`);
  },
  create({ feature, lower, upper, margin, sigmoid, valueAtMargin }) {
    const fade = sigmoids[sigmoid](valueAtMargin);
    return {
      evaluate({ features: { [feature]: values } }, out) {
        for (let row = 0; row < out.length; row++) {
          const distance = Math.max(lower - values[row], values[row] - upper, 0);
          out[row] = distance === 0 ? 1 : margin === 0 ? 0 : fade(distance / margin);
        }
      },
    };
  },
});
