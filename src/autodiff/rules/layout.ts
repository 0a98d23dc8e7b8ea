import { assert } from "../../core/index.ts";
import { stridesOf } from "../nd-array.ts";
import {
  apply,
  axisOf,
  type Dim,
  type NdArray,
  type Rule,
  type Shape,
  sameShape,
  sizeOfShape,
  type Tensor,
} from "../tensor.ts";

/** Rows of a tensor in another shape; at most one length may be symbolic. */
export const reshapeRule: Rule<{ shape: readonly Dim[] }> = {
  name: "reshape",
  shape: (_, { shape }) => ({ shape }),
  gradient: ({ inputs: [x] }, upstream) => [reshape(upstream, x.shape)],
  lower: (emitter, [x], { attributes }) => emitter.emit("Reshape", [x, emitter.reshapeTarget(attributes.shape)]),
  evaluate: ([x], { shape }) => {
    const known = shape.reduce<number>((size, dim) => (typeof dim === "number" ? size * dim : size), 1);
    return { shape: shape.map((dim) => (typeof dim === "number" ? dim : x.data.length / known)), data: x.data };
  },
};
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const numbers = (dims: Shape) => sizeOfShape(dims.filter((dim) => typeof dim === "number"));
  const symbols = (dims: Shape) =>
    dims
      .filter((dim) => typeof dim === "string")
      .sort()
      .join();
  assert(
    numbers(x.shape) === numbers(shape) && symbols(x.shape) === symbols(shape),
    `[${x.shape}] reshapes to [${shape}]`,
  );
  return apply(reshapeRule, [x], { shape });
}

/** Axes in another order. */
export const transposeRule: Rule<{ order: readonly number[] }> = {
  name: "transpose",
  shape: ([x], { order }) => ({ shape: order.map((axis) => x.shape[axis]) }),
  gradient: ({ attributes: { order } }, upstream) => [
    transpose(
      upstream,
      order.map((_, axis) => order.indexOf(axis)),
    ),
  ],
  lower: (emitter, [x], { attributes }) => emitter.emit("Transpose", [x], { perm: attributes.order }),
  evaluate: ([x], { order }) => {
    const shape = order.map((axis) => x.shape[axis]);
    const strides = stridesOf(x.shape);
    return gatherBy(shape, (index) => x.data[index.reduce((at, i, axis) => at + i * strides[order[axis]], 0)]);
  },
};
export function transpose(
  x: Tensor,
  order: readonly number[] = x.shape.map((_, axis) => x.shape.length - 1 - axis),
): Tensor {
  assert(
    order.length === x.shape.length && new Set(order).size === order.length,
    `[${order}] orders the axes of [${x.shape}]`,
  );
  return apply(transposeRule, [x], { order });
}

/** Several tensors one after another along an axis. */
export const concatRule: Rule<{ axis: number }> = {
  name: "concat",
  shape: (inputs, { axis }) => {
    const lengths = inputs.map(({ shape }) => shape[axis]);
    assert(
      inputs.length === 1 || lengths.every((length) => typeof length === "number"),
      "concatenated lengths are known",
    );
    const length = inputs.length === 1 ? lengths[0] : (lengths as number[]).reduce((sum, each) => sum + each, 0);
    return { shape: inputs[0].shape.map((dim, i) => (i === axis ? length : dim)) };
  },
  gradient: ({ inputs, attributes: { axis } }, upstream) => {
    let start = 0;
    return inputs.map(({ shape }) => {
      const end = start + (shape[axis] as number);
      const part = slice(upstream, axis, start, end);
      start = end;
      return part;
    });
  },
  lower: (emitter, inputs, { attributes }) => emitter.emit("Concat", inputs, { axis: attributes.axis }),
  evaluate: (inputs, { axis }) => {
    const shape = inputs[0].shape.map((dim, i) =>
      i === axis ? inputs.reduce((sum, each) => sum + each.shape[axis], 0) : dim,
    );
    return gatherBy(shape, (index) => {
      let at = index[axis];
      const from = inputs.find((each) => {
        if (at < each.shape[axis]) return true;
        at -= each.shape[axis];
        return false;
      }) as NdArray;
      const strides = stridesOf(from.shape);
      return from.data[index.reduce((sum, i, each) => sum + (each === axis ? at : i) * strides[each], 0)];
    });
  },
};
export function concat(inputs: readonly Tensor[], axis: number): Tensor {
  const from = axisOf(axis, inputs[0].shape.length);
  return inputs.length === 1 ? inputs[0] : apply(concatRule, inputs, { axis: from });
}

/** Positions `start` to `end` (exclusive) of an axis. */
export const sliceRule: Rule<{ axis: number; start: number; end: number }> = {
  name: "slice",
  shape: ([x], { axis, start, end }) => ({ shape: x.shape.map((dim, i) => (i === axis ? end - start : dim)) }),
  gradient: ({ inputs: [x], attributes: { axis, start, end } }, upstream) => [
    pad(upstream, axis, start, (x.shape[axis] as number) - end),
  ],
  lower: (emitter, [x], { attributes: { axis, start, end } }) =>
    emitter.emit("Slice", [x, emitter.int64s([start]), emitter.int64s([end]), emitter.int64s([axis])]),
  evaluate: ([x], { axis, start, end }) => {
    const strides = stridesOf(x.shape);
    const shape = x.shape.map((dim, i) => (i === axis ? end - start : dim));
    return gatherBy(
      shape,
      (index) => x.data[index.reduce((at, i, each) => at + (each === axis ? i + start : i) * strides[each], 0)],
    );
  },
};
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const from = axisOf(axis, x.shape.length);
  const length = x.shape[from];
  assert(
    typeof length === "number" && start >= 0 && start < end && end <= length,
    `${start} to ${end} lies within axis ${axis} of [${x.shape}]`,
  );
  return end - start === length ? x : apply(sliceRule, [x], { axis: from, start, end });
}

/** Zeros before and after the positions of an axis. */
export const padRule: Rule<{ axis: number; before: number; after: number }> = {
  name: "pad",
  shape: ([x], { axis, before, after }) => ({
    shape: x.shape.map((dim, i) => (i === axis ? (dim as number) + before + after : dim)),
  }),
  gradient: ({ inputs: [x], attributes: { axis, before } }, upstream) => [
    slice(upstream, axis, before, before + (x.shape[axis] as number)),
  ],
  lower: (emitter, [x], { attributes: { axis, before, after }, shape }) => {
    const at = (amount: number) => shape.map((_, i) => (i === axis ? amount : 0));
    return emitter.emit("Pad", [x, emitter.int64s([...at(before), ...at(after)])]);
  },
  evaluate: ([x], { axis, before, after }) => {
    const strides = stridesOf(x.shape);
    const shape = x.shape.map((dim, i) => (i === axis ? dim + before + after : dim));
    return gatherBy(shape, (index) => {
      const at = index[axis] - before;
      if (at < 0 || at >= x.shape[axis]) return 0;
      return x.data[index.reduce((sum, i, each) => sum + (each === axis ? at : i) * strides[each], 0)];
    });
  },
};
export const pad = (x: Tensor, axis: number, before: number, after: number): Tensor =>
  before === 0 && after === 0 ? x : apply(padRule, [x], { axis: axisOf(axis, x.shape.length), before, after });

/** An array filled by index. */
function gatherBy(shape: readonly number[], value: (index: readonly number[]) => number): NdArray {
  const data = new Float64Array(sizeOfShape(shape));
  const strides = stridesOf(shape);
  for (let at = 0; at < data.length; at++)
    data[at] = value(shape.map((length, axis) => Math.floor(at / strides[axis]) % length));
  return { shape, data };
}
