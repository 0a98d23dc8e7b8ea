import { add, conv, type ParameterList, relu, reshape, type Tensor, transpose } from "../../src/autodiff/index.ts";
import type { Box } from "../../src/core/index.ts";
import { dense, gains } from "./layers.ts";

/** Kernels of 3 x 3 at each convolution, one layer after another. */
const kernels = [16, 32, 32, 32, 32];
const kernelSize = 3;
/** Only a small picture keeps its places in the first convolution; all others halve both sides. */
const smallPlaces = 256;
/** Convolutions go on until this few places are left. */
const enoughPlaces = 16;
const width = 64;

/** A picture's layout: how many channels, rows and columns, and which come first. */
export interface PictureShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly channelsFirst: boolean;
}

/** Boxes with three axes are pictures, `[height, width, channels]` or `[channels, height, width]`: channels are the fewer. */
export function pictureShapeOf({ shape }: Box): PictureShape | undefined {
  if (shape.length !== 3) return undefined;
  const channelsFirst = shape[0] < shape[2];
  const [channels, height, width] = channelsFirst ? shape : [shape[2], shape[0], shape[1]];
  return { channels, height, width, channelsFirst };
}

/** Turns rows `[n, size]` of floats that are pictures into `[n, 64]`, by convolutions and one dense layer. */
export function pictureEncoder(name: string, shape: PictureShape, list: ParameterList) {
  let [channels, height, across] = [shape.channels, shape.height, shape.width];
  const layers: ((x: Tensor) => Tensor)[] = [];
  for (const [i, count] of kernels.entries()) {
    if (i > 0 && height * across <= enoughPlaces) break;
    const stride = i === 0 && height * across <= smallPlaces ? 1 : 2;
    const fanIn = channels * kernelSize ** 2;
    // He et al. 2015, arXiv 1502.01852, equation 10
    const deviation = Math.sqrt(2 / fanIn);
    const kernel = list.parameter(`${name}.${i}.kernel`, [count, channels, kernelSize, kernelSize], {
      kind: "normal",
      deviation,
    });
    const bias = list.parameter(`${name}.${i}.bias`, [count, 1, 1], { kind: "constant", value: 0 });
    layers.push((x) => relu(add(conv(x, kernel, stride, 1), bias)));
    [channels, height, across] = [count, Math.ceil(height / stride), Math.ceil(across / stride)];
  }
  const size = channels * height * across;
  const last = dense(`${name}.places`, size, width, gains.hidden, list);
  return {
    width,
    encode(rows: Tensor): Tensor {
      const n = rows.shape[0];
      const picture = shape.channelsFirst
        ? reshape(rows, [n, shape.channels, shape.height, shape.width])
        : transpose(reshape(rows, [n, shape.height, shape.width, shape.channels]), [0, 3, 1, 2]);
      const places = layers.reduce((x, layer) => layer(x), picture);
      return relu(last(reshape(places, [n, size])));
    },
  };
}
