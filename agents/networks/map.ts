import {
  add,
  cast,
  constant,
  gather,
  matmul,
  oneHot,
  type ParameterList,
  relu,
  reshape,
  sum,
  type Tensor,
} from "../../src/autodiff/index.ts";
import type { Codes } from "../../src/core/index.ts";
import { codeStart, codeWidth } from "./codes.ts";
import { dense, gains } from "./layers.ts";
import { pictureEncoder } from "./picture.ts";

/** Up to this many cells, each has weights of its own: no convolution is as fast, and what is where matters. */
const fewCells = 128;
/** Up to this many codes, a product with one-hot rows is faster than a look-up. */
const fewCodes = 128;
const width = 64;

/** A map's layout: rows, columns, and codes in each cell, all of them below `count`. */
export interface MapShape {
  readonly height: number;
  readonly width: number;
  readonly codesEach: number;
  readonly count: number;
}

/** Codes with two axes, or three, are a map: `[height, width]` or `[height, width, codes in each cell]`. */
export function mapShapeOf({ shape, count }: Codes): MapShape | undefined {
  if (shape.length !== 2 && shape.length !== 3) return undefined;
  const [height, width, codesEach = 1] = shape;
  return { height, width, codesEach, count };
}

/**
 * Turns maps of codes `[n, height * width * codesEach]` into `[n, 64]`. A cell is the sum of its embedded codes, each
 * from a table of its own; then small maps go through a dense layer, large ones through convolutions.
 */
export function mapEncoder(name: string, shape: MapShape, list: ParameterList) {
  const { height, width: across, codesEach, count } = shape;
  const cells = height * across;
  const table = list.parameter(`${name}.codes`, [codesEach * count, codeWidth], codeStart);
  const starts = constant(
    Array.from({ length: codesEach }, (_, i) => i * count),
    [1, 1, codesEach],
    "int64",
  );
  const embed = (codes: Tensor): Tensor => {
    const n = codes.shape[0];
    const split = reshape(codes, [n, cells, codesEach]);
    if (codesEach * count > fewCodes) return together(gather(table, add(cast(split, "int64"), starts)));
    return matmul(reshape(oneHot(cast(split, "int32"), count), [n, cells, codesEach * count]), table);
  };
  const together = (embedded: Tensor): Tensor =>
    codesEach === 1 ? reshape(embedded, [embedded.shape[0], cells, codeWidth]) : sum(embedded, [2]);
  const picture =
    cells > fewCells
      ? pictureEncoder(name, { channels: codeWidth, height, width: across, channelsFirst: false }, list)
      : undefined;
  const places = picture ? undefined : dense(`${name}.places`, cells * codeWidth, width, gains.hidden, list);
  return {
    width,
    encode(codes: Tensor): Tensor {
      const embedded = reshape(relu(embed(codes)), [codes.shape[0], cells * codeWidth]);
      return picture ? picture.encode(embedded) : relu((places as NonNullable<typeof places>)(embedded));
    },
  };
}
