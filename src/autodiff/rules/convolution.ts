import { assert } from "../../core/index.ts";
import { apply, type NdArray, type Rule, type Tensor } from "../tensor.ts";

/** How a kernel moves over a picture; the same along both axes. */
type Motion = { readonly stride: number; readonly padding: number };

const attributes = ({ stride, padding }: Motion) => ({
  strides: [stride, stride],
  pads: [padding, padding, padding, padding],
});
const lengthOut = (length: number, kernel: number, { stride, padding }: Motion) =>
  Math.floor((length + 2 * padding - kernel) / stride) + 1;

/** Pictures `[n, c, h, w]` correlated with kernels `[k, c, y, x]`: `[n, k, h', w']`. */
export const convRule: Rule<Motion> = {
  name: "conv",
  shape: ([x, kernel], motion) => {
    assert(
      x.shape.length === 4 && kernel.shape.length === 4 && x.shape[1] === kernel.shape[1],
      `pictures [${x.shape}] meet kernels [${kernel.shape}]`,
    );
    const [height, width] = [2, 3].map((axis) =>
      lengthOut(x.shape[axis] as number, kernel.shape[axis] as number, motion),
    );
    assert(height > 0 && width > 0, `kernels [${kernel.shape}] fit into pictures [${x.shape}]`);
    return { shape: [x.shape[0], kernel.shape[0], height, width] };
  },
  gradient: ({ inputs: [x, kernel], attributes: { stride, padding } }, upstream) => [
    convTranspose(upstream, kernel, stride, padding, x.shape.slice(2) as number[]),
    convKernel(x, upstream, stride, padding, kernel.shape.slice(2) as number[]),
  ],
  lower: (emitter, [x, kernel], { attributes: motion }) => emitter.emit("Conv", [x, kernel], attributes(motion)),
  evaluate: ([x, kernel], motion) => {
    const out = zeros(
      x.shape[0],
      kernel.shape[0],
      lengthOut(x.shape[2], kernel.shape[2], motion),
      lengthOut(x.shape[3], kernel.shape[3], motion),
    );
    slide(x, kernel, out, motion, (from, weight, to) => {
      out.data[to] += x.data[from] * kernel.data[weight];
    });
    return out;
  },
};
export const conv = (x: Tensor, kernel: Tensor, stride = 1, padding = 0): Tensor =>
  apply(convRule, [x, kernel], { stride, padding });

/** The adjoint of `conv` in its pictures: `[n, k, h', w']` and kernels `[k, c, y, x]` to `[n, c, h, w]`. */
export const convTransposeRule: Rule<Motion & { height: number; width: number }> = {
  name: "convTranspose",
  shape: ([y, kernel], { height, width }) => ({ shape: [y.shape[0], kernel.shape[1], height, width] }),
  gradient: ({ inputs: [y, kernel], attributes: { stride, padding } }, upstream) => [
    conv(upstream, kernel, stride, padding),
    convKernel(upstream, y, stride, padding, kernel.shape.slice(2) as number[]),
  ],
  lower: (emitter, [y, kernel], { inputs, attributes: { height, width, ...motion } }) => {
    const missing = [height, width].map((length, i) => {
      const [small, size] = [inputs[0].shape[i + 2] as number, inputs[1].shape[i + 2] as number];
      return length - ((small - 1) * motion.stride + size - 2 * motion.padding);
    });
    return emitter.emit("ConvTranspose", [y, kernel], { ...attributes(motion), output_padding: missing });
  },
  evaluate: ([y, kernel], { height, width, ...motion }) => {
    const x = zeros(y.shape[0], kernel.shape[1], height, width);
    slide(x, kernel, y, motion, (to, weight, from) => {
      x.data[to] += y.data[from] * kernel.data[weight];
    });
    return x;
  },
};
export const convTranspose = (
  y: Tensor,
  kernel: Tensor,
  stride: number,
  padding: number,
  [height, width]: readonly number[],
): Tensor => apply(convTransposeRule, [y, kernel], { stride, padding, height, width });

/** The adjoint of `conv` in its kernels: pictures `[n, c, h, w]` and `[n, k, h', w']` to `[k, c, y, x]`. */
export const convKernelRule: Rule<Motion & { height: number; width: number }> = {
  name: "convKernel",
  shape: ([x, y], { height, width }) => ({ shape: [y.shape[1], x.shape[1], height, width] }),
  gradient: ({ inputs: [x, y], attributes: { stride, padding } }, upstream) => [
    convTranspose(y, upstream, stride, padding, x.shape.slice(2) as number[]),
    conv(x, upstream, stride, padding),
  ],
  // Channels and examples swap places, and the stride becomes a dilation.
  lower: (emitter, [x, y], { attributes: { stride, padding, height, width } }) => {
    const swap = (name: string) => emitter.emit("Transpose", [name], { perm: [1, 0, 2, 3] });
    const wide = emitter.emit("Conv", [swap(x), swap(y)], {
      dilations: [stride, stride],
      pads: [padding, padding, padding, padding],
    });
    return swap(
      emitter.emit("Slice", [wide, emitter.int64s([0, 0]), emitter.int64s([height, width]), emitter.int64s([2, 3])]),
    );
  },
  evaluate: ([x, y], { height, width, ...motion }) => {
    const kernel = zeros(y.shape[1], x.shape[1], height, width);
    slide(x, kernel, y, motion, (from, to, weight) => {
      kernel.data[to] += x.data[from] * y.data[weight];
    });
    return kernel;
  },
};
const convKernel = (
  x: Tensor,
  y: Tensor,
  stride: number,
  padding: number,
  [height, width]: readonly number[],
): Tensor => apply(convKernelRule, [x, y], { stride, padding, height, width });

const zeros = (...shape: number[]): NdArray => ({ shape, data: new Float64Array(shape.reduce((a, b) => a * b)) });

/** Visits every triple of positions (picture, kernel, result) of a convolution. */
function slide(
  x: NdArray,
  kernel: NdArray,
  y: NdArray,
  { stride, padding }: Motion,
  visit: (x: number, kernel: number, y: number) => void,
): void {
  const [, channels, height, width] = x.shape;
  const [kernels, , tall, wide] = kernel.shape;
  const [examples, , rows, columns] = y.shape;
  for (let n = 0; n < examples; n++)
    for (let k = 0; k < kernels; k++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          for (let c = 0; c < channels; c++)
            for (let dy = 0; dy < tall; dy++)
              for (let dx = 0; dx < wide; dx++) {
                const [h, w] = [row * stride + dy - padding, column * stride + dx - padding];
                if (h < 0 || h >= height || w < 0 || w >= width) continue;
                visit(
                  ((n * channels + c) * height + h) * width + w,
                  ((k * channels + c) * tall + dy) * wide + dx,
                  ((n * kernels + k) * rows + row) * columns + column,
                );
              }
}
