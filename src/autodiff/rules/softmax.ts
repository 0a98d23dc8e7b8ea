import { reduce } from "../nd-array.ts";
import { apply, axisOf, type NdArray, type Rule, type Tensor } from "../tensor.ts";
import { expand, sum } from "./broadcast.ts";
import { cast, div, equal, exp, mul, sub } from "./elementwise.ts";
import { reshape } from "./layout.ts";

/** Largest value over axes, which keep length 1; equal largest values share the gradient. */
export const largestRule: Rule<{ axes: readonly number[] }> = {
  name: "largest",
  shape: ([x], { axes }) => ({ shape: x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) }),
  gradient: (node, upstream) => {
    const {
      inputs: [x],
      attributes,
    } = node;
    const chosen = cast(equal(x, node), x.type);
    return [mul(chosen, div(upstream, sum(chosen, attributes.axes, true)))];
  },
  lower: (emitter, [x], { attributes }) =>
    emitter.emit("ReduceMax", [x, emitter.int64s(attributes.axes)], { keepdims: 1 }),
  evaluate: ([x], { axes }) => reduce(x, axes, Number.NEGATIVE_INFINITY, Math.max),
};
export function largest(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keep = false): Tensor {
  const from = axes.map((axis) => axisOf(axis, x.shape.length));
  const kept = apply(largestRule, [x], { axes: from });
  return keep
    ? kept
    : reshape(
        kept,
        kept.shape.filter((_, axis) => !from.includes(axis)),
      );
}

/** Probabilities along the last axis. */
export const softmaxRule: Rule<Record<never, never>> = {
  name: "softmax",
  shape: ([x]) => ({ shape: x.shape }),
  gradient: (node, upstream) => {
    const weighted = mul(upstream, node);
    return [sub(weighted, mul(node, sum(weighted, [-1], true)))];
  },
  lower: (emitter, [x]) => emitter.emit("Softmax", [x], { axis: -1 }),
  evaluate: ([x]) => alongLast(x, (value, log) => Math.exp(value - log)),
};
export const softmax = (x: Tensor): Tensor => apply(softmaxRule, [x], {});

/** Log-probabilities along the last axis. */
export const logSoftmaxRule: Rule<Record<never, never>> = {
  name: "logSoftmax",
  shape: ([x]) => ({ shape: x.shape }),
  gradient: (node, upstream) => [sub(expand(upstream, node.shape), mul(exp(node), sum(upstream, [-1], true)))],
  lower: (emitter, [x]) => emitter.emit("LogSoftmax", [x], { axis: -1 }),
  evaluate: ([x]) => alongLast(x, (value, log) => value - log),
};
export const logSoftmax = (x: Tensor): Tensor => apply(logSoftmaxRule, [x], {});

/** Maps every value with the logarithm of the sum of exponentials of its row. */
function alongLast({ shape, data }: NdArray, map: (value: number, logSumExp: number) => number): NdArray {
  const length = shape.at(-1) as number;
  const result = new Float64Array(data.length);
  for (let row = 0; row < data.length; row += length) {
    const values = data.subarray(row, row + length);
    const highest = values.reduce((a, b) => Math.max(a, b));
    const log = highest + Math.log(values.reduce((total, value) => total + Math.exp(value - highest), 0));
    for (let i = 0; i < length; i++) result[row + i] = map(values[i], log);
  }
  return { shape, data: result };
}
