import { expect, it } from "vitest";
import {
  attention,
  constant,
  elu,
  evaluate,
  gelu,
  gru,
  input,
  layerNorm,
  mean,
  oneHot,
  orthogonal,
  sum,
  type Tensor,
} from "../../src/autodiff/index.ts";
import { generator } from "../../src/core/index.ts";
import type { Case } from "./cases.ts";
import { expectClose, expectGradient } from "./compare.ts";

const layers: { readonly [name: string]: Case } = {
  mean: { shapes: [[3, 4]], build: (x) => mean(x, [0]) },
  elu: { shapes: [[3, 4]], build: elu },
  gelu: { shapes: [[3, 4]], build: gelu },
  layerNorm: { shapes: [[3, 4], [4], [4]], build: (x, scale, shift) => layerNorm(x, scale, shift) },
  gru: {
    shapes: [[2, 3], [2, 4], [3, 12], [4, 12], [12], [12]],
    build: (x, memory, ...[i, m, ib, mb]: Tensor[]) =>
      gru(x, gru(x, memory, weights(i, m, ib, mb)), weights(i, m, ib, mb)),
  },
  attention: {
    shapes: [
      [2, 3, 4],
      [2, 5, 4],
      [2, 5, 4],
    ],
    build: (q, k, v) => attention(q, k, v, 2),
  },
};
const weights = (input: Tensor, memory: Tensor, inputBias: Tensor, memoryBias: Tensor) => ({
  input,
  memory,
  inputBias,
  memoryBias,
});

it.each(Object.entries(layers))("%s has the gradient of its slope", async (_, each) => {
  await expectGradient(each, 1);
});

const numbers = (tensor: Tensor) => Array.from(evaluate([tensor])[0].data);

it("normalises a layer: [1, 2, 3] has mean 2 and variance 2/3", () => {
  const normal = numbers(layerNorm(constant([1, 2, 3], [1, 3]), constant(1), constant(0), 0));
  expectClose(normal, [-Math.sqrt(1.5), 0, Math.sqrt(1.5)], 1e-12);
});

it("keeps the memory of a gated unit whose update gate is open: sigmoid(20) is 1", () => {
  const still = constant([0, 20, 0], [3]);
  const none = constant([0, 0, 0], [1, 3]);
  const after = gru(constant([7], [1, 1]), constant([0.25], [1, 1]), weights(none, none, still, constant([0, 0, 0])));
  expectClose(numbers(after), [0.25], 1e-8);
});

it("attends to the mean of the values where all scores are equal", () => {
  const zeros = constant([0, 0, 0, 0], [1, 2, 2]);
  expectClose(numbers(attention(zeros, zeros, constant([1, 2, 3, 6], [1, 2, 2]), 1)), [2, 4, 2, 4], 1e-12);
});

it("writes one-hot rows", () => {
  expect(numbers(oneHot(constant([2, 0], [2], "int64"), 3))).toEqual([0, 0, 1, 1, 0, 0]);
});

it.each([
  [3, 5],
  [5, 3],
  [4, 4],
])("starts with an orthogonal %i x %i matrix", async (rows, columns) => {
  const matrix = await orthogonal(rows, columns, generator(1, "matrix"));
  const at = (row: number, column: number) => matrix[row * columns + column];
  const shorter = Math.min(rows, columns);
  for (let i = 0; i < shorter; i++)
    for (let j = 0; j < shorter; j++) {
      let dot = 0;
      for (let k = 0; k < Math.max(rows, columns); k++)
        dot += rows <= columns ? at(i, k) * at(j, k) : at(k, i) * at(k, j);
      expect(dot).toBeCloseTo(i === j ? 1 : 0, 10);
    }
});

it("refuses shapes that do not fit when the graph is built", () => {
  expect(() => sum(attention(input("q", [1, 2, 5]), input("k", [1, 2, 5]), input("v", [1, 2, 5]), 2))).toThrow(
    "2 heads share a width of 5",
  );
});
