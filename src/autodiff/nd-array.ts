import { type NdArray, sizeOfShape } from "./tensor.ts";

/** The strides of a row-major array. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** Combines arrays element by element, broadcasting to `shape`. */
export function elementwise(
  inputs: readonly NdArray[],
  shape: readonly number[],
  combine: (...values: number[]) => number,
): NdArray {
  const data = new Float64Array(sizeOfShape(shape));
  const strides = stridesOf(shape);
  const steps = inputs.map((each) => {
    const own = stridesOf(each.shape);
    const offset = shape.length - each.shape.length;
    return shape.map((_, axis) => (axis < offset || each.shape[axis - offset] === 1 ? 0 : own[axis - offset]));
  });
  for (let at = 0; at < data.length; at++) {
    const values = inputs.map((each, i) => {
      let from = 0;
      for (let axis = 0; axis < shape.length; axis++)
        from += (Math.floor(at / strides[axis]) % shape[axis]) * steps[i][axis];
      return each.data[from];
    });
    data[at] = combine(...values);
  }
  return { shape, data };
}

/** Reduces over axes, which keep length 1. */
export function reduce(
  x: NdArray,
  axes: readonly number[],
  start: number,
  fold: (result: number, value: number) => number,
): NdArray {
  const shape = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const data = new Float64Array(sizeOfShape(shape)).fill(start);
  const from = stridesOf(x.shape);
  const to = stridesOf(shape);
  for (let at = 0; at < x.data.length; at++) {
    let target = 0;
    for (let axis = 0; axis < shape.length; axis++)
      if (shape[axis] > 1) target += (Math.floor(at / from[axis]) % x.shape[axis]) * to[axis];
    data[target] = fold(data[target], x.data[at]);
  }
  return { shape, data };
}
