import { assert } from "../core/index.ts";
import type { Emitter } from "./onnx.ts";

/** A length known when the graph is built, or a name for one known only when it runs. */
export type Dim = number | string;
export type Shape = readonly Dim[];
export type TensorType = "float32" | "float64" | "int64" | "int32" | "int16" | "uint8" | "bool";

/** Attributes of a node: constants such as axes. */
export type Attributes = { readonly [name: string]: number | string | boolean | readonly Dim[] };

/** A value of the plain-JS evaluator: row-major doubles, whatever the type; true is 1. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The four parts of every primitive; one without them does not compile. */
export interface Rule<A extends Attributes = Attributes> {
  readonly name: string;
  /** Shape and type of the result. Throws on inputs that do not fit. */
  shape(inputs: readonly Tensor[], attributes: A): { readonly shape: Shape; readonly type?: TensorType };
  /** Gradient of each input, given that of the output (same shape as the output); undefined if there is none. */
  gradient(node: Tensor<A>, upstream: Tensor): readonly (Tensor | undefined)[];
  /** Emits standard ONNX operators; returns the name of the output. */
  lower(emitter: Emitter, inputs: readonly string[], node: Tensor<A>): string;
  /** The reference evaluation in plain JavaScript: slow and obvious; tests compare with it. */
  evaluate(inputs: readonly NdArray[], attributes: A): NdArray;
}

/** A node of the graph: a rule applied to inputs, a graph input, or a constant. Immutable. */
export interface Tensor<A extends Attributes = Attributes> {
  readonly rule: Rule<A> | "input" | "constant";
  readonly inputs: readonly Tensor[];
  readonly attributes: A;
  readonly shape: Shape;
  readonly type: TensorType;
  /** Of an input. */
  readonly name?: string;
  /** Of a constant, row-major. */
  readonly data?: Float64Array;
}

/** Applies a primitive. The type of the result is the first input's unless the rule says another. */
export function apply<A extends Attributes>(rule: Rule<A>, inputs: readonly Tensor[], attributes: A): Tensor {
  const { shape, type = inputs[0].type } = rule.shape(inputs, attributes);
  return { rule: rule as Rule, inputs, attributes, shape, type };
}

/** A value that is supplied when the graph runs. */
export const input = (name: string, shape: Shape, type: TensorType = "float32"): Tensor => ({
  rule: "input",
  name,
  inputs: [],
  attributes: {},
  shape,
  type,
});

/** A value that is part of the graph; a number alone is a scalar. */
export function constant(
  value: number | ArrayLike<number>,
  shape: readonly number[] = typeof value === "number" ? [] : [value.length],
  type: TensorType = "float32",
): Tensor {
  const data = typeof value === "number" ? Float64Array.of(value) : Float64Array.from(value);
  assert(data.length === sizeOfShape(shape), `a constant of ${data.length} numbers has shape [${shape}]`);
  return { rule: "constant", inputs: [], attributes: {}, shape, type, data };
}

export const sizeOfShape = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((dim, axis) => dim === b[axis]);

/** The shape that two shapes broadcast to, right-aligned; 1 stretches. */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const one = a[axis - rank + a.length] ?? 1;
    const other = b[axis - rank + b.length] ?? 1;
    assert(one === other || one === 1 || other === 1, `shapes [${a}] and [${b}] broadcast`);
    return one === 1 ? other : one;
  });
}

/** Axis counted from the front. */
export function axisOf(axis: number, rank: number): number {
  const from = axis < 0 ? axis + rank : axis;
  assert(from >= 0 && from < rank, `axis ${axis} is within rank ${rank}`);
  return from;
}

export const isConstant = (tensor: Tensor, value: number): boolean =>
  tensor.rule === "constant" && tensor.data?.length === 1 && tensor.data[0] === value;
