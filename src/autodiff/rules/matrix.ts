import { assert } from "../../core/index.ts";
import { apply, broadcastShape, type NdArray, type Rule, sizeOfShape, type Tensor } from "../tensor.ts";
import { unbroadcast } from "./broadcast.ts";
import { reshape, transpose } from "./layout.ts";

/** Product of two matrices, each transposed or not, plus a row or matrix that broadcasts: `a b + c`. */
export const gemmRule: Rule<{ transA: boolean; transB: boolean }> = {
  name: "gemm",
  shape: ([a, b, c], { transA, transB }) => {
    const [rows, inner] = transA ? [a.shape[1], a.shape[0]] : a.shape;
    const [other, columns] = transB ? [b.shape[1], b.shape[0]] : b.shape;
    assert(
      a.shape.length === 2 && b.shape.length === 2 && inner === other,
      `matrices [${a.shape}] and [${b.shape}] multiply`,
    );
    if (c) broadcastShape([rows, columns], c.shape);
    return { shape: [rows, columns] };
  },
  gradient: ({ inputs: [a, b, c], attributes: { transA, transB } }, upstream) => [
    transA ? gemm(b, upstream, transB, true) : gemm(upstream, b, false, !transB),
    transB ? gemm(upstream, a, true, transA) : gemm(a, upstream, !transA, false),
    ...(c ? [unbroadcast(upstream, c.shape)] : []),
  ],
  lower: (emitter, inputs, { attributes: { transA, transB } }) => emitter.emit("Gemm", inputs, { transA, transB }),
  evaluate: ([a, b, c], { transA, transB }) => {
    const product = multiply(transA ? flip(a) : a, transB ? flip(b) : b);
    if (!c) return product;
    const [, columns] = product.shape;
    const [high, wide] = [c.shape.length > 1 ? c.shape[0] : 1, c.shape.at(-1) ?? 1];
    return {
      shape: product.shape,
      data: product.data.map(
        (value, at) => value + c.data[(Math.floor(at / columns) % high) * wide + ((at % columns) % wide)],
      ),
    };
  },
};
export function gemm(a: Tensor, b: Tensor, transA = false, transB = false, c?: Tensor): Tensor {
  return apply(gemmRule, c ? [a, b, c] : [a, b], { transA, transB });
}

/** Rows times weights `[in, out]` plus a bias `[out]`. */
export const linear = (x: Tensor, weight: Tensor, bias?: Tensor): Tensor => gemm(x, weight, false, false, bias);

/** Products of stacks of matrices: `[..., m, k]` and `[..., k, n]`; the axes in front broadcast. */
export const matmulRule: Rule<Record<never, never>> = {
  name: "matmul",
  shape: ([a, b]) => {
    assert(
      a.shape.length >= 2 && b.shape.length >= 2 && a.shape.at(-1) === b.shape.at(-2),
      `stacks [${a.shape}] and [${b.shape}] multiply`,
    );
    const front = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    return { shape: [...front, a.shape.at(-2) as number, b.shape.at(-1) as number] };
  },
  gradient: ({ inputs: [a, b] }, upstream) => [
    unbroadcast(matmul(upstream, swapLast(b)), a.shape),
    b.shape.length === 2 && isKnown(a)
      ? gemm(rowsOf(a), rowsOf(upstream), true)
      : unbroadcast(matmul(swapLast(a), upstream), b.shape),
  ],
  lower: (emitter, [a, b]) => emitter.emit("MatMul", [a, b]),
  evaluate: ([a, b]) => {
    const front = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)) as number[];
    const [m, k, n] = [a.shape.at(-2) as number, a.shape.at(-1) as number, b.shape.at(-1) as number];
    const shape = [...front, m, n];
    const data = new Float64Array(sizeOfShape(shape));
    for (let stack = 0; stack < sizeOfShape(front); stack++) {
      const part = (x: NdArray, rows: number, columns: number): NdArray => {
        const at = stackOf(stack, front, x.shape.slice(0, -2)) * rows * columns;
        return { shape: [rows, columns], data: x.data.slice(at, at + rows * columns) };
      };
      data.set(multiply(part(a, m, k), part(b, k, n)).data, stack * m * n);
    }
    return { shape, data };
  },
};
/** One product over all rows, where a matrix is the same for the whole stack: no product for each, to be added up. */
const rowsOf = (x: Tensor) => reshape(x, [sizeOfShape(x.shape.slice(0, -1) as number[]), x.shape.at(-1) as number]);
const isKnown = ({ shape }: Tensor) => shape.every((length) => typeof length === "number");
export const matmul = (a: Tensor, b: Tensor): Tensor => apply(matmulRule, [a, b], {});

/** The last two axes swapped. */
export function swapLast(x: Tensor): Tensor {
  const order = x.shape.map((_, axis) => axis);
  return transpose(x, [...order.slice(0, -2), order.length - 1, order.length - 2]);
}

function multiply(a: NdArray, b: NdArray): NdArray {
  const [m, k, n] = [a.shape[0], a.shape[1], b.shape[1]];
  const data = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let l = 0; l < k; l++) for (let j = 0; j < n; j++) data[i * n + j] += a.data[i * k + l] * b.data[l * n + j];
  return { shape: [m, n], data };
}

function flip({ shape: [rows, columns], data }: NdArray): NdArray {
  return { shape: [columns, rows], data: data.map((_, at) => data[(at % rows) * columns + Math.floor(at / rows)]) };
}

/** The matrix, in a stack with fewer or shorter leading axes, that belongs to number `stack` of the broadcast stack. */
function stackOf(stack: number, front: readonly number[], own: readonly number[]): number {
  let [rest, at, stride] = [stack, 0, 1];
  for (let axis = front.length - 1; axis >= 0; axis--) {
    const length = own[axis - front.length + own.length] ?? 1;
    if (length > 1) at += (rest % front[axis]) * stride;
    rest = Math.floor(rest / front[axis]);
    stride *= length;
  }
  return at;
}
