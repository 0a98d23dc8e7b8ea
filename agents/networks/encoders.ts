import {
  abs,
  add,
  cast,
  div,
  gather,
  lessOrEqual,
  log,
  max,
  min,
  mul,
  oneHot,
  type ParameterList,
  reshape,
  slice,
  sub,
  type Tensor,
  where,
} from "../../src/autodiff/index.ts";
import {
  assert,
  type Box,
  type Codes,
  type Leaf,
  type List,
  product,
  rangeOf,
  type Space,
  sizesOf,
} from "../../src/core/index.ts";
import { codeStart, codeWidth } from "./codes.ts";
import { type Crops, cropped, cropShape } from "./crop.ts";
import { beside } from "./layers.ts";
import { type EncodedList, listEncoder } from "./list-encoder.ts";
import { type MapShape, mapEncoder, mapShapeOf } from "./map.ts";
import { textEncoder } from "./n-grams.ts";
import { type PictureShape, pictureEncoder, pictureShapeOf } from "./picture.ts";

/** What the numbers of a leaf are normalised with, each `[size]`. */
export interface Normalizer {
  readonly mean: Tensor;
  readonly deviation: Tensor;
}

/** Turns rows of a space into floats: `[n, width]`, or `[n, most, width]` for the rows of a list. */
export interface Encoder {
  readonly width: number;
  /**
   * @param leaves by path
   * @param lists receives every list, by its path
   */
  encode(leaves: Leaves, lists: Map<string, EncodedList>): Tensor;
}

export type Leaves = ReadonlyMap<string, Tensor>;

/** What encoders are built from. */
export interface EncoderParts {
  readonly parameters: ParameterList;
  /** Normalisers by path, of leaves that are normalised. */
  readonly normalizers: ReadonlyMap<string, Normalizer>;
  readonly crops: Crops;
}

/** Where a space stands in the observation. */
interface Place {
  readonly path: string;
  /** The most of the list it is in. */
  readonly most?: number;
}

const observationClip = 10;

/**
 * The encoder of an observation: numbers are normalised, options one-hot, codes embedded, pictures convolved, maps of
 * codes perhaps cropped, text hashed by its trigrams, lists attended to.
 */
export function encoderOf(space: Space, parts: EncoderParts, place: Place = { path: "" }): Encoder {
  const { path, most } = place;
  const { parameters } = parts;
  const isWhole = most === undefined;
  switch (space.type) {
    case "box": {
      const picture = isWhole ? pictureShapeOf(space) : undefined;
      if (picture) return pictureOf(path, picture, parameters, pixels(space));
      const size = product(space.shape);
      return leafEncoder(path, size, size, most, numbers(space, parts.normalizers.get(path)));
    }
    case "codes": {
      const map = isWhole ? mapShapeOf(space) : undefined;
      return map ? mapOf(path, map, parts) : codesOf(place, space, parameters);
    }
    case "choice":
    case "choices": {
      const sizes = sizesOf(space);
      return leafEncoder(path, sizes.length, sum(sizes), most, options(sizes));
    }
    case "text": {
      const { width, encode } = textEncoder(path || "text", parameters);
      return leafEncoder(path, space.maxLength, width, most, encode);
    }
    case "parts": {
      const at = (name: string) => ({ ...place, path: path ? `${path}.${name}` : name });
      const fields = Object.entries(space.fields).map(([name, field]) => encoderOf(field, parts, at(name)));
      return {
        width: sum(fields.map(({ width }) => width)),
        encode: (leaves, lists) => beside(fields.map(({ encode }) => encode(leaves, lists))),
      };
    }
    case "list":
      return listOf(space, path, parts);
    case "pick":
      return assert(false, "an observation without picks") as never;
  }
}

/** Turns rows `[..., size]` of a leaf into floats `[..., width]`. */
type LeafCode = (x: Tensor) => Tensor;

function leafEncoder(path: string, size: number, width: number, most: number | undefined, code: LeafCode): Encoder {
  return {
    width,
    encode(leaves) {
      const x = leafAt(leaves, path);
      const rows = most === undefined ? [x.shape[0]] : [x.shape[0], most];
      return reshape(code(reshape(x, [...rows, size])), [...rows, width]);
    },
  };
}

function leafAt(leaves: Leaves, path: string): Tensor {
  const leaf = leaves.get(path);
  assert(leaf, `the observation has the leaf "${path}"`);
  return leaf;
}

/** Whole numbers that are not normalised may be of any size: they become logarithms with their sign. */
const numbers =
  ({ dtype }: Box, normalizer: Normalizer | undefined): LeafCode =>
  (x) => {
    const floats = cast(x, "float32");
    if (!normalizer) return dtype === "int32" || dtype === "int16" ? symlog(floats) : floats;
    return min(max(div(sub(floats, normalizer.mean), normalizer.deviation), -observationClip), observationClip);
  };

/** Hafner et al. 2023, arXiv 2301.04104, equation 1. */
function symlog(x: Tensor): Tensor {
  const size = log(add(abs(x), 1));
  return where(lessOrEqual(0, x), size, mul(size, -1));
}

/** Bytes become 0 to 1; other numbers stay as they are. */
const pixels =
  ({ dtype }: { readonly dtype: string }): LeafCode =>
  (x) =>
    dtype === "uint8" ? mul(cast(x, "float32"), 1 / rangeOf.uint8[1]) : cast(x, "float32");

const options =
  (sizes: readonly number[]): LeafCode =>
  (x) =>
    beside(
      sizes.map((size, part) => {
        const index = cast(slice(x, -1, part, part + 1), "int64");
        return reshape(oneHot(index, size), [...x.shape.slice(0, -1), size]);
      }),
    );

function codesOf({ path, most }: Place, { shape, count }: Codes, parameters: ParameterList): Encoder {
  const size = product(shape);
  const table = parameters.parameter(`${path || "codes"}.codes`, [count, codeWidth], codeStart);
  return leafEncoder(path, size, size * codeWidth, most, (x) => gather(table, cast(x, "int64")));
}

function pictureOf(path: string, shape: PictureShape, parameters: ParameterList, code: LeafCode): Encoder {
  const { width, encode } = pictureEncoder(path || "picture", shape, parameters);
  return { width, encode: (leaves) => encode(code(leafAt(leaves, path))) };
}

function mapOf(path: string, shape: MapShape, { parameters, crops }: EncoderParts): Encoder {
  const name = path || "map";
  const crop = Object.hasOwn(crops, path) ? crops[path] : undefined;
  const whole = !crop || crop.whole ? mapEncoder(name, shape, parameters) : undefined;
  const near = crop && mapEncoder(`${name}.crop`, cropShape(shape, crop.size), parameters);
  return {
    width: (whole?.width ?? 0) + (near?.width ?? 0),
    encode(leaves) {
      const codes = leafAt(leaves, path);
      const close = near && crop && near.encode(cropped(codes, leafAt(leaves, crop.around), shape, crop.size));
      return beside([close, whole?.encode(codes)].filter((each) => each !== undefined));
    },
  };
}

function listOf(space: List, path: string, parts: EncoderParts): Encoder {
  const { most } = space;
  const inner = encoderOf(space.of, parts, { path: path ? `${path}.rows` : "rows", most });
  const { width, encode } = listEncoder(path || "list", most, inner.width, parts.parameters);
  return {
    width,
    encode(leaves, lists) {
      const length = leafAt(leaves, path ? `${path}.length` : "length");
      const list = encode(inner.encode(leaves, lists), length);
      lists.set(path, list);
      return list.whole;
    },
  };
}

/** Whether a leaf's numbers are normalised by their running moments: pictures have a scale of their own. */
export const isNormalized = ({ space, list }: Leaf): boolean =>
  space.type === "box" && (list !== undefined || pictureShapeOf(space) === undefined);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
