import { assert } from "../core/index.ts";
import { countOf, sum } from "./rules/broadcast.ts";
import { add, div, erf, exp, lessOrEqual, mul, relu, sigmoid, sqrt, sub, tanh, where } from "./rules/elementwise.ts";
import { reshape, slice, transpose } from "./rules/layout.ts";
import { gemm, linear, matmul, swapLast } from "./rules/matrix.ts";
import { softmax } from "./rules/softmax.ts";
import type { Tensor } from "./tensor.ts";

/** Mean over axes of known length (all by default); they vanish unless `keep`. */
export const mean = (x: Tensor, axes?: readonly number[], keep = false): Tensor =>
  mul(sum(x, axes, keep), 1 / countOf(x, axes));

/** Gaussian error linear unit (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
export const gelu = (x: Tensor): Tensor => mul(mul(x, 0.5), add(1, erf(mul(x, Math.SQRT1_2))));

/** Exponential linear unit (Clevert et al. 2016, arXiv 1511.07289). */
export const elu = (x: Tensor): Tensor => where(lessOrEqual(x, 0), sub(exp(where(lessOrEqual(x, 0), x, 0)), 1), x);

export const activations = { tanh, relu, elu, gelu };
export type Activation = keyof typeof activations;

/** Rows with mean 0 and variance 1, scaled and shifted by `[n]` (Ba et al. 2016, arXiv 1607.06450). */
export function layerNorm(x: Tensor, scale: Tensor, shift: Tensor, epsilon = 1e-5): Tensor {
  const centred = sub(x, mean(x, [-1], true));
  const deviation = sqrt(add(mean(mul(centred, centred), [-1], true), epsilon));
  return add(mul(div(centred, deviation), scale), shift);
}

/** Weights of a gated recurrent unit: `[in, 3h]`, `[h, 3h]`, `[3h]`, `[3h]`, gates in the order reset, update, new. */
export interface GruWeights {
  readonly input: Tensor;
  readonly memory: Tensor;
  readonly inputBias: Tensor;
  readonly memoryBias: Tensor;
}

/** One step of a gated recurrent unit (Cho et al. 2014, arXiv 1406.1078): rows `[n, in]`, memory `[n, h]` to memory. */
export const gru = (x: Tensor, memory: Tensor, weights: GruWeights): Tensor =>
  gruStep(linear(x, weights.input, weights.inputBias), memory, weights);

/** The same, with the input's share `[n, 3h]` already computed, for many steps at once. */
export function gruStep(fromInput: Tensor, memory: Tensor, { memory: weight, memoryBias }: GruWeights): Tensor {
  const size = memory.shape[1];
  assert(typeof size === "number", "a memory has a known size");
  const fromMemory = gemm(memory, weight, false, false, memoryBias);
  const gate = (x: Tensor, i: number) => slice(x, 1, i * size, (i + 1) * size);
  const reset = sigmoid(add(gate(fromInput, 0), gate(fromMemory, 0)));
  const update = sigmoid(add(gate(fromInput, 1), gate(fromMemory, 1)));
  const candidate = tanh(add(gate(fromInput, 2), mul(reset, gate(fromMemory, 2))));
  return add(candidate, mul(update, sub(memory, candidate)));
}

/**
 * Scaled dot-product attention over several heads (Vaswani et al. 2017, arXiv 1706.03762, section 3.2):
 * queries `[n, q, d]`, keys and values `[n, k, d]` to `[n, q, d]`.
 * @param bias added to the scores, broadcasting to `[n, heads, q, k]`: very negative where a key is hidden
 */
export function attention(queries: Tensor, keys: Tensor, values: Tensor, heads: number, bias?: Tensor): Tensor {
  const [n, , width] = queries.shape;
  assert(typeof width === "number" && width % heads === 0, `${heads} heads share a width of ${width}`);
  const split = (x: Tensor) => transpose(reshape(x, [n, x.shape[1], heads, width / heads]), [0, 2, 1, 3]);
  const scores = mul(matmul(split(queries), swapLast(split(keys))), 1 / Math.sqrt(width / heads));
  const mixed = matmul(softmax(bias ? add(scores, bias) : scores), split(values));
  return reshape(transpose(mixed, [0, 2, 1, 3]), [n, queries.shape[1], width]);
}
