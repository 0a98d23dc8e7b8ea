import { assert } from "../../core/index.ts";
import { elementCode } from "../onnx.ts";
import { apply, constant, type NdArray, type Rule, sizeOfShape, type Tensor } from "../tensor.ts";
import { cast, equal } from "./elementwise.ts";
import { reshape } from "./layout.ts";

/** Rows of a table by whole-number index: `[n, ...]` and `[...i]` to `[...i, ...]`; embeddings and minibatches. */
export const gatherRule: Rule<Record<never, never>> = {
  name: "gather",
  shape: ([table, index]) => {
    assert(index.type === "int64" || index.type === "int32", `indices are int64 or int32, not ${index.type}`);
    return { shape: [...index.shape, ...table.shape.slice(1)] };
  },
  gradient: ({ inputs: [table, index] }, upstream) => {
    const rows = table.shape[0];
    assert(typeof rows === "number", "a table that learns has a known number of rows");
    return [scatterAdd(index, upstream, rows), undefined];
  },
  lower: (emitter, [table, index]) => emitter.emit("Gather", [table, index], { axis: 0 }),
  evaluate: ([table, index]) => {
    const row = sizeOfShape(table.shape.slice(1));
    const data = new Float64Array(index.data.length * row);
    index.data.forEach((from, to) => {
      data.set(table.data.subarray(from * row, (from + 1) * row), to * row);
    });
    return { shape: [...index.shape, ...table.shape.slice(1)], data };
  },
};
export const gather = (table: Tensor, index: Tensor): Tensor => apply(gatherRule, [table, index], {});

/** Rows added into a table of zeros by index: the adjoint of `gather`. */
export const scatterAddRule: Rule<{ rows: number }> = {
  name: "scatterAdd",
  shape: ([index, values], { rows }) => ({
    shape: [rows, ...values.shape.slice(index.shape.length)],
    type: values.type,
  }),
  gradient: ({ inputs: [index] }, upstream) => [undefined, gather(upstream, index)],
  lower: (emitter, [index, values], { inputs, shape, attributes: { rows } }) => {
    const [count, row] = [inputs[0].shape, inputs[1].shape.slice(inputs[0].shape.length)];
    const flatIndex = emitter.emit("Reshape", [
      inputs[0].type === "int64" ? index : emitter.emit("Cast", [index], { to: elementCode("int64") }),
      emitter.int64s([-1, 1]),
    ]);
    const flatValues = emitter.emit("Reshape", [
      values,
      emitter.reshapeTarget([sizeOfShape(count as number[]), ...row]),
    ]);
    const zeros = emitter.constant(
      new Float64Array(sizeOfShape(shape as number[])),
      [rows, ...(row as number[])],
      "float32",
    );
    return emitter.emit("ScatterND", [zeros, flatIndex, flatValues], { reduction: "add" });
  },
  evaluate: ([index, values], { rows }): NdArray => {
    const shape = [rows, ...values.shape.slice(index.shape.length)];
    const row = sizeOfShape(shape.slice(1));
    const data = new Float64Array(rows * row);
    index.data.forEach((to, from) => {
      for (let i = 0; i < row; i++) data[to * row + i] += values.data[from * row + i];
    });
    return { shape, data };
  },
};
export const scatterAdd = (index: Tensor, values: Tensor, rows: number): Tensor =>
  apply(scatterAddRule, [index, values], { rows });

/** One element of each row for every index: `[n, m]` and `[n, k]` to `[n, k]`. */
export const gatherAlongRule: Rule<Record<never, never>> = {
  name: "gatherAlong",
  shape: ([x, index]) => {
    assert(x.shape.length === 2 && index.shape.length === 2, "both have rows of elements");
    assert(index.type === "int64" || index.type === "int32", `indices are int64 or int32, not ${index.type}`);
    return { shape: index.shape };
  },
  gradient: ({ inputs: [x, index] }, upstream) => {
    const [, width] = x.shape;
    assert(typeof width === "number", "rows that learn have a known length");
    return [scatterAlong(index, upstream, width), undefined];
  },
  lower: (emitter, [x, index]) => emitter.emit("GatherElements", [x, index], { axis: 1 }),
  evaluate: ([x, index]) => {
    const [width, count] = [x.shape[1], index.shape[1]];
    const data = index.data.map((from, to) => x.data[Math.floor(to / count) * width + from]);
    return { shape: index.shape, data };
  },
};
export const gatherAlong = (x: Tensor, index: Tensor): Tensor => apply(gatherAlongRule, [x, index], {});

/** Elements added into rows of zeros by index, `[n, k]` and `[n, k]` to `[n, width]`: the adjoint of `gatherAlong`. */
export const scatterAlongRule: Rule<{ width: number }> = {
  name: "scatterAlong",
  shape: ([index, values], { width }) => ({ shape: [index.shape[0], width], type: values.type }),
  gradient: ({ inputs: [index] }, upstream) => [undefined, gatherAlong(upstream, index)],
  lower: (emitter, [index, values], { shape }) => {
    const zeros = emitter.constant(new Float64Array(sizeOfShape(shape as number[])), shape as number[], "float32");
    return emitter.emit("ScatterElements", [zeros, index, values], { axis: 1, reduction: "add" });
  },
  evaluate: ([index, values], { width }): NdArray => {
    const [rows, count] = index.shape;
    const data = new Float64Array(rows * width);
    index.data.forEach((to, from) => {
      data[Math.floor(from / count) * width + to] += values.data[from];
    });
    return { shape: [rows, width], data };
  },
};
export const scatterAlong = (index: Tensor, values: Tensor, width: number): Tensor =>
  apply(scatterAlongRule, [index, values], { width });

/** One-hot encoding along a new last axis, as float32; built from primitives. */
export function oneHot(index: Tensor, size: number): Tensor {
  const options = constant(
    Array.from({ length: size }, (_, option) => option),
    [size],
    index.type,
  );
  return cast(equal(reshape(index, [...index.shape, 1]), options), "float32");
}
