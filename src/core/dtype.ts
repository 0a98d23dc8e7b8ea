/** Element types of arrays, and the arrays that hold them. */
export interface ArrayOf {
  float32: Float32Array;
  float64: Float64Array;
  int32: Int32Array;
  int16: Int16Array;
  uint8: Uint8Array;
}
export type Dtype = keyof ArrayOf;

type ArrayKind<T> = {
  new (length: number): T;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): T;
  readonly BYTES_PER_ELEMENT: number;
};
/** The array class of every element type. */
export const arrayKinds: { readonly [D in Dtype]: ArrayKind<ArrayOf[D]> } = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int16: Int16Array,
  uint8: Uint8Array,
};

/** Lowest and highest number that an array of each element type holds. */
export const rangeOf: { readonly [D in Dtype]: readonly [number, number] } = {
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint8: [0, 255],
};
export const isWhole = (dtype: Dtype): boolean => !dtype.startsWith("float");
