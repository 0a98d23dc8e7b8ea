import { assert } from "../../core/index.ts";
import { elementwise, reduce } from "../nd-array.ts";
import { apply, axisOf, broadcastShape, type Dim, type Rule, type Shape, sameShape, type Tensor } from "../tensor.ts";
import { reshape } from "./layout.ts";

/** Sum over axes, which keep length 1. */
export const sumRule: Rule<{ axes: readonly number[] }> = {
  name: "sum",
  shape: ([x], { axes }) => ({ shape: x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) }),
  gradient: ({ inputs: [x] }, upstream) => [expand(upstream, x.shape)],
  lower: (emitter, [x], { attributes }) =>
    emitter.emit("ReduceSum", [x, emitter.int64s(attributes.axes)], { keepdims: 1 }),
  evaluate: ([x], { axes }) => reduce(x, axes, 0, (sum, value) => sum + value),
};

/** Sum over axes (all by default); they vanish unless `keep`. */
export function sum(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keep = false): Tensor {
  if (axes.length === 0) return x;
  const from = axes.map((axis) => axisOf(axis, x.shape.length));
  const kept = apply(sumRule, [x], { axes: from });
  return keep
    ? kept
    : reshape(
        kept,
        kept.shape.filter((_, axis) => !from.includes(axis)),
      );
}

/** The number of elements along axes of known length (all by default). */
export function countOf(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis)): number {
  return axes.reduce((count, axis) => {
    const length = x.shape[axisOf(axis, x.shape.length)];
    assert(typeof length === "number", `axis ${axis} of [${x.shape}] has a known length`);
    return count * length;
  }, 1);
}

/** A tensor repeated along axes of length 1, and new axes in front. */
export const expandRule: Rule<{ shape: readonly Dim[] }> = {
  name: "expand",
  shape: ([x], { shape }) => {
    assert(sameShape(broadcastShape(x.shape, shape), shape), `[${x.shape}] expands to [${shape}]`);
    assert(
      shape.every((dim) => typeof dim === "number"),
      `[${shape}] is known when it is expanded to`,
    );
    return { shape };
  },
  gradient: ({ inputs: [x] }, upstream) => [unbroadcast(upstream, x.shape)],
  lower: (emitter, [x], { attributes }) => emitter.emit("Expand", [x, emitter.int64s(attributes.shape as number[])]),
  evaluate: ([x], { shape }) => elementwise([x], shape as number[], (value) => value),
};
export const expand = (x: Tensor, shape: Shape): Tensor =>
  sameShape(x.shape, shape) ? x : apply(expandRule, [x], { shape });

/** Sums a gradient back over the axes along which its tensor was repeated. */
export function unbroadcast(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const extra = gradient.shape.length - shape.length;
  const axes = gradient.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < extra || (shape[axis - extra] === 1 && gradient.shape[axis] !== 1));
  return reshape(sum(gradient, axes, true), shape);
}

/** The tensor before expansion, for operators that broadcast by themselves and need no copy. */
export const unexpanded = (x: Tensor): Tensor => (x.rule === expandRule ? x.inputs[0] : x);
