import { expect, it } from "vitest";
import { inOrder } from "../../src/autodiff/gradient.ts";
import { add, evaluate, gradient, input, mul, slice, sum, type Tensor } from "../../src/autodiff/index.ts";

const x = input("x", [6]);
const given = { x: { shape: [6], data: Float64Array.of(1, 2, 3, 4, 5, 6) } };
const rulesOf = (tensor: Tensor) => inOrder([tensor]).map(({ rule }) => (typeof rule === "string" ? rule : rule.name));
const squared = (part: Tensor) => sum(mul(part, part));

it("joins the gradients of slices that cover a tensor, in any order", () => {
  const [slope] = gradient(add(add(squared(slice(x, 0, 4, 6)), sum(slice(x, 0, 0, 1))), squared(slice(x, 0, 1, 4))), [
    x,
  ]);
  expect(rulesOf(slope)).toContain("concat");
  expect(rulesOf(slope)).not.toContain("pad");
  expect([...evaluate([slope], given)[0].data]).toEqual([1, 4, 6, 8, 10, 12]);
});

it.each([
  ["overlap", [0, 4], [2, 6]],
  ["leave a gap", [0, 2], [3, 6]],
  ["end early", [0, 2], [2, 5]],
] as const)("adds those of slices that %s", (_, a, b) => {
  const [slope] = gradient(add(sum(slice(x, 0, a[0], a[1])), sum(slice(x, 0, b[0], b[1]))), [x]);
  const covered = (at: number) => [a, b].filter(([begin, end]) => at >= begin && at < end).length;
  expect([...evaluate([slope], given)[0].data]).toEqual([0, 1, 2, 3, 4, 5].map(covered));
});

it("adds what else reaches the tensor", () => {
  const halves = add(squared(slice(x, 0, 0, 3)), squared(slice(x, 0, 3, 6)));
  const [slope] = gradient(add(halves, mul(sum(x), 10)), [x]);
  expect([...evaluate([slope], given)[0].data]).toEqual([12, 14, 16, 18, 20, 22]);
});
