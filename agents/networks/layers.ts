import {
  type Activation,
  activations,
  add,
  concat,
  linear,
  matmul,
  type ParameterList,
  type Tensor,
} from "../../src/autodiff/index.ts";

/** Gain of orthogonal weights: policies begin near uniform, values near no opinion (Andrychowicz et al. 2021, arXiv 2006.05990). */
export const gains = { hidden: Math.SQRT2, policy: 0.01, value: 1, memory: 1, attention: 1 };

type Layer = (x: Tensor) => Tensor;

/** A layer over rows `[n, from]` or stacks of rows `[..., from]`. */
export function dense(name: string, from: number, to: number, gain: number, list: ParameterList): Layer {
  const weight = list.parameter(`${name}.weight`, [from, to], { kind: "orthogonal", gain });
  const bias = list.parameter(`${name}.bias`, [to], { kind: "constant", value: 0 });
  return (x) => (x.shape.length === 2 ? linear(x, weight, bias) : add(matmul(x, weight), bias));
}

/** Layers one after another, each followed by the activation. */
export function denses(
  name: string,
  width: number,
  hidden: readonly number[],
  activation: Activation,
  list: ParameterList,
): Layer {
  const layers = hidden.map((size, i) => dense(`${name}.${i}`, hidden[i - 1] ?? width, size, gains.hidden, list));
  return (x) => layers.reduce((rows, layer) => activations[activation](layer(rows)), x);
}

/** Several tensors side by side along their last axis. */
export const beside = (tensors: readonly Tensor[]): Tensor => concat(tensors, -1);
