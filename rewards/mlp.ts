import { type Activation, activations, linear, type ParameterList, type Tensor } from "../src/autodiff/index.ts";

/** Layers of the given widths, the activation between them: rows `[n, widths[0]]` to `[n, last width]`. */
export function mlp(
  name: string,
  widths: readonly number[],
  activation: Activation,
  list: ParameterList,
): (x: Tensor) => Tensor {
  const layers = widths.slice(1).map((to, i) => ({
    weight: list.parameter(`${name}.${i}.weight`, [widths[i], to], {
      kind: "normal",
      deviation: Math.sqrt(2 / widths[i]), // He et al. 2015, arXiv 1502.01852, equation 10
    }),
    bias: list.parameter(`${name}.${i}.bias`, [to], { kind: "constant", value: 0 }),
  }));
  return (x) =>
    layers.reduce((rows, { weight, bias }, i) => {
      const next = linear(rows, weight, bias);
      return i < layers.length - 1 ? activations[activation](next) : next;
    }, x);
}
