import * as ops from "../../src/autodiff/index.ts";
import { constant, type NdArray, type primitives, type Tensor } from "../../src/autodiff/index.ts";
import { expand } from "../../src/autodiff/rules/broadcast.ts";
import { convTranspose } from "../../src/autodiff/rules/convolution.ts";

/** One use of a primitive: shapes of its float inputs, the range they are drawn from, and the graph. */
export interface Case {
  readonly shapes: readonly (readonly number[])[];
  readonly range?: readonly [number, number];
  build(...inputs: Tensor[]): Tensor;
}

const pairs: readonly (readonly (readonly number[])[])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [
    [2, 1],
    [1, 3],
  ],
  [[], [4]],
  [[2, 3], []],
];
const elementwise = (build: (x: Tensor) => Tensor, range?: readonly [number, number]): Case[] =>
  [[], [5], [2, 3]].map((shape) => ({ shapes: [shape], build, ...(range && { range }) }));
const broadcasting = (build: (a: Tensor, b: Tensor) => Tensor, range?: readonly [number, number]): Case[] =>
  pairs.map((shapes) => ({ shapes, build, ...(range && { range }) }));
const index = (...values: number[]) => constant(values, [values.length], "int64");

/** At least one case a primitive: the type demands it. */
export const cases: { readonly [P in keyof typeof primitives]: readonly Case[] } = {
  neg: elementwise(ops.neg),
  exp: elementwise(ops.exp),
  log: elementwise(ops.log, [0.2, 3]),
  sqrt: elementwise(ops.sqrt, [0.2, 3]),
  tanh: elementwise(ops.tanh),
  sigmoid: elementwise(ops.sigmoid, [-6, 6]),
  relu: elementwise(ops.relu),
  softplus: elementwise(ops.softplus, [-6, 6]),
  abs: elementwise(ops.abs),
  erf: elementwise(ops.erf, [-5, 5]),
  detach: [{ shapes: [[2, 3]], build: (x) => ops.mul(ops.detach(x), x) }],
  add: broadcasting(ops.add),
  sub: broadcasting(ops.sub),
  mul: broadcasting(ops.mul),
  div: broadcasting(ops.div, [0.5, 2]),
  min: broadcasting(ops.min),
  max: broadcasting(ops.max),
  lessOrEqual: [
    { shapes: [[3, 2], [2]], build: (a, b) => ops.where(ops.lessOrEqual(a, b), ops.mul(a, a), ops.add(a, b)) },
  ],
  equal: [{ shapes: [[2, 3]], build: (x) => ops.where(ops.equal(x, x), ops.exp(x), x) }],
  where: [
    { shapes: [[2, 3], [3]], build: (a, b) => ops.where(ops.lessOrEqual(b, 0), a, b) },
    {
      shapes: [
        [2, 1],
        [1, 4],
      ],
      build: (a, b) => ops.where(ops.lessOrEqual(a, b), a, 2),
    },
  ],
  cast: [{ shapes: [[2, 3]], build: (x) => ops.mul(ops.cast(ops.cast(x, "float64"), "float32"), x) }],
  sum: [
    { shapes: [[2, 3, 4]], build: (x) => ops.sum(x) },
    { shapes: [[2, 3, 4]], build: (x) => ops.sum(x, [1], true) },
    { shapes: [[2, 3, 4]], build: (x) => ops.sum(ops.mul(x, x), [0, -1]) },
  ],
  expand: [{ shapes: [[2, 1]], build: (x) => ops.exp(expand(x, [4, 2, 3])) }],
  largest: [
    { shapes: [[2, 5]], build: (x) => ops.largest(x, [1]) },
    { shapes: [[3, 2, 4]], build: (x) => ops.largest(x, [0, 2], true) },
  ],
  softmax: [{ shapes: [[3, 4]], build: (x) => ops.mul(ops.softmax(x), x) }],
  logSoftmax: [{ shapes: [[3, 4]], range: [-4, 4], build: (x) => ops.mul(ops.logSoftmax(x), x) }],
  reshape: [{ shapes: [[2, 6]], build: (x) => ops.exp(ops.reshape(x, [3, 2, 2])) }],
  transpose: [
    { shapes: [[2, 3]], build: (x) => ops.exp(ops.transpose(x)) },
    { shapes: [[2, 3, 4]], build: (x) => ops.exp(ops.transpose(x, [1, 2, 0])) },
  ],
  concat: [
    {
      shapes: [
        [2, 3],
        [2, 1],
      ],
      build: (a, b) => ops.exp(ops.concat([a, b, a], 1)),
    },
    {
      shapes: [
        [2, 3],
        [4, 3],
      ],
      build: (a, b) => ops.exp(ops.concat([a, b], 0)),
    },
  ],
  slice: [{ shapes: [[4, 5]], build: (x) => ops.exp(ops.slice(x, 1, 1, 4)) }],
  pad: [{ shapes: [[2, 3]], build: (x) => ops.exp(ops.pad(x, 1, 2, 1)) }],
  gemm: [
    { shapes: [[2, 3], [3, 4], [4]], build: (a, b, c) => ops.gemm(a, b, false, false, c) },
    {
      shapes: [
        [3, 2],
        [3, 4],
        [2, 1],
      ],
      build: (a, b, c) => ops.gemm(a, b, true, false, c),
    },
    {
      shapes: [
        [2, 3],
        [4, 3],
      ],
      build: (a, b) => ops.gemm(a, b, false, true),
    },
    {
      shapes: [
        [3, 2],
        [4, 3],
      ],
      build: (a, b) => ops.gemm(a, b, true, true),
    },
  ],
  matmul: [
    {
      shapes: [
        [2, 3, 4],
        [4, 2],
      ],
      build: ops.matmul,
    },
    {
      shapes: [
        [2, 3, 4],
        [2, 4, 2],
      ],
      build: ops.matmul,
    },
    {
      shapes: [
        [2, 2, 3, 4],
        [2, 1, 4, 2],
      ],
      build: ops.matmul,
    },
    {
      shapes: [
        [3, 4],
        [5, 4, 2],
      ],
      build: ops.matmul,
    },
  ],
  gather: [
    { shapes: [[5, 3]], build: (x) => ops.exp(ops.gather(x, index(4, 0, 4))) },
    { shapes: [[4]], build: (x) => ops.exp(ops.gather(x, constant([1, 1, 3, 0], [2, 2], "int64"))) },
  ],
  scatterAdd: [{ shapes: [[4, 2]], build: (x) => ops.exp(ops.scatterAdd(index(1, 1, 0, 2), x, 4)) }],
  gatherAlong: [
    { shapes: [[2, 4]], build: (x) => ops.exp(ops.gatherAlong(x, constant([3, 0, 0, 1, 2, 1], [2, 3], "int64"))) },
    { shapes: [[3, 2]], build: (x) => ops.exp(ops.gatherAlong(x, constant([1, 0, 1], [3, 1], "int32"))) },
  ],
  scatterAlong: [
    { shapes: [[2, 3]], build: (x) => ops.exp(ops.scatterAlong(constant([3, 0, 0, 1, 2, 1], [2, 3], "int64"), x, 4)) },
  ],
  conv: [
    {
      shapes: [
        [2, 3, 5, 5],
        [4, 3, 3, 3],
      ],
      build: (x, k) => ops.conv(x, k),
    },
    {
      shapes: [
        [1, 2, 6, 5],
        [3, 2, 2, 3],
      ],
      build: (x, k) => ops.conv(x, k, 2, 1),
    },
    {
      shapes: [
        [1, 1, 8, 8],
        [2, 1, 4, 4],
      ],
      build: (x, k) => ops.conv(x, k, 3, 0),
    },
  ],
  convTranspose: [
    {
      shapes: [
        [2, 4, 3, 3],
        [4, 3, 3, 3],
      ],
      build: (y, k) => convTranspose(y, k, 1, 0, [5, 5]),
    },
    {
      shapes: [
        [1, 3, 4, 3],
        [3, 2, 2, 3],
      ],
      build: (y, k) => convTranspose(y, k, 2, 1, [6, 5]),
    },
  ],
  convKernel: [
    // Reached through conv's own gradient, here differentiated once more.
    {
      shapes: [
        [1, 2, 4, 4],
        [2, 2, 2, 2],
      ],
      build: (x, k) => ops.gradient(ops.sum(ops.exp(ops.conv(x, k, 1, 0))), [k])[0],
    },
    {
      shapes: [
        [1, 1, 5, 4],
        [2, 1, 2, 2],
      ],
      build: (x, k) => ops.gradient(ops.sum(ops.exp(ops.conv(x, k, 2, 1))), [k])[0],
    },
  ],
};

/** Random values of a shape. */
export const draw = (shape: readonly number[], next: () => number): NdArray => ({
  shape,
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next),
});
