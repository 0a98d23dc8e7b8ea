import { expect, test } from "vitest";
import { headOf } from "../../agents/networks/heads.ts";
import { constant, evaluate, gradient, input, mean, parameterList, type Tensor } from "../../src/autodiff/index.ts";
import { box, choice, choices, parts, type Space } from "../../src/core/index.ts";

const numbers = (tensor: Tensor, given = {}) => Array.from(evaluate([tensor], given)[0].data);

const rows = (...values: number[][]) => constant(values.flat(), [values.length, values[0].length]);

/** The head of a space whose own deviations are an input, as its parameters are in a graph. */
function divergence(
  space: Space,
  own: Tensor,
  other: Tensor,
  masks?: Tensor,
  logs?: { own: number[]; other: number[] },
) {
  const head = headOf(space, parameterList(), { logStd: 0, squash: false });
  const spread = (values?: number[]) => values && constant(values, [values.length]);
  return numbers(
    head.divergence({ scores: own, spread: spread(logs?.own) }, { scores: other, spread: spread(logs?.other) }, masks),
  );
}

test("two options of 1/2 each, from 1/4 and 3/4: half the logarithm of 4/3", () => {
  const [own, other] = [rows([0, 0], [1, 1]), rows([0, Math.log(3)], [7, 7 + Math.log(3)])];
  const found = divergence(choice("left", "right"), own, other);
  // 1/2 log(2) + 1/2 log(2/3); scores mean the same where a number is added to all of them
  for (const nats of found) expect(nats).toBeCloseTo(Math.log(4 / 3) / 2, 6);
  const back = divergence(choice("left", "right"), other, own);
  expect(back[0]).toBeCloseTo(Math.log(0.5) / 4 + (Math.log(1.5) * 3) / 4, 6); // not the same the other way round
});

test("options that are masked out play no part", () => {
  const masks = constant([1, 1, 0], [1, 3], "uint8");
  const found = divergence(choice("left", "right", "never"), rows([0, 0, 50]), rows([0, Math.log(3), -50]), masks);
  expect(found[0]).toBeCloseTo(Math.log(4 / 3) / 2, 6);
});

test("parts add up", () => {
  const space = choices({ way: ["left", "right"], speed: ["slow", "fast"] });
  const [own, other] = [rows([0, 0, 0, 0]), rows([0, Math.log(3), 0, Math.log(3)])];
  expect(divergence(space, own, other)[0]).toBeCloseTo(Math.log(4 / 3), 6);
});

test("a Gaussian of deviation 1 from one of deviation 2 whose mean is 1 away", () => {
  const space = box({ dtype: "float32", shape: [1], low: -1, high: 1 });
  const found = divergence(space, rows([3]), rows([2]), undefined, { own: [0], other: [Math.log(2)] });
  expect(found[0]).toBeCloseTo(Math.log(2) + (1 + 1) / (2 * 4) - 0.5, 6);
  const none = divergence(space, rows([3]), rows([3]), undefined, { own: [0.3], other: [0.3] });
  expect(none[0]).toBeCloseTo(0, 6);
});

test("leaves of an action add up, each with its own columns", () => {
  const space = parts({ way: choice("left", "right"), push: box({ dtype: "float32", shape: [1], low: -1, high: 1 }) });
  const [own, other] = [rows([0, 0, 3]), rows([0, Math.log(3), 2])];
  const found = divergence(space, own, other, undefined, { own: [0], other: [Math.log(2)] });
  expect(found[0]).toBeCloseTo(Math.log(4 / 3) / 2 + Math.log(2) - 0.25, 6);
});

test("its gradient leads the policy to the anchor", () => {
  const head = headOf(choice("left", "right"), parameterList(), { logStd: 0, squash: false });
  const own = input("own", [1, 2]);
  const distance = head.divergence(
    { scores: own, spread: undefined },
    { scores: rows([0, Math.log(3)]), spread: undefined },
    undefined,
  );
  const [slope] = gradient(mean(distance), [own]);
  const [left, right] = numbers(slope, { own: { data: Float64Array.of(0, 0), shape: [1, 2] } });
  // d/ds p (log p - log q) = p (log p/q - KL): for "left" 1/2 (log 2 - 1/2 log 4/3) = 1/4 log 3
  expect(left).toBeCloseTo(Math.log(3) / 4, 5);
  expect(right).toBeCloseTo(-Math.log(3) / 4, 5);
});
