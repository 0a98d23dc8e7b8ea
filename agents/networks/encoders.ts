import {
  cast,
  div,
  gather,
  max,
  min,
  mul,
  oneHot,
  type ParameterList,
  reshape,
  slice,
  sub,
  type Tensor,
} from "../../src/autodiff/index.ts";
import { assert, type Leaf, type List, product, rangeOf, type Space, sizesOf } from "../../src/core/index.ts";
import { beside } from "./layers.ts";
import { type EncodedList, listEncoder } from "./list-encoder.ts";
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
   * @param next gives the space's leaves one after another, in the order of `leavesOf`
   * @param lists receives every list, by its path
   */
  encode(next: () => Tensor, lists: Map<string, EncodedList>): Tensor;
}

/** What encoders are built from. */
export interface EncoderParts {
  readonly parameters: ParameterList;
  /** The normaliser of each leaf that is normalised, one after another; undefined where none is. */
  normalizer(): Normalizer | undefined;
}

/** Where a space stands in the observation. */
interface Place {
  readonly path: string;
  /** The most of the list it is in. */
  readonly most?: number;
}

/** Numbers that a byte of text and a code become. */
const textWidth = 8;
const codeWidth = 16;
const observationClip = 10;

/**
 * The encoder of an observation: numbers are normalised, options one-hot, codes and bytes of text embedded, pictures and
 * maps of codes convolved, lists attended to.
 */
export function encoderOf(space: Space, parts: EncoderParts, place: Place = { path: "" }): Encoder {
  const { path, most } = place;
  const { parameters } = parts;
  const isWhole = most === undefined;
  switch (space.type) {
    case "box": {
      const picture = isWhole ? pictureShapeOf(space) : undefined;
      if (picture) return pictureOf(path || "picture", picture, parameters, pixels(space));
      const size = product(space.shape);
      return leafEncoder(size, size, most, numbers(parts.normalizer()));
    }
    case "codes": {
      const size = product(space.shape);
      const embed = embedding(`${path || "codes"}.codes`, space.count, codeWidth, parameters);
      const axes = space.shape.length;
      if ((axes !== 2 && axes !== 3) || !isWhole) return leafEncoder(size, size * codeWidth, most, embed);
      const [height, width, codesEach = 1] = space.shape;
      const map = { channels: codeWidth * codesEach, height, width, channelsFirst: false };
      return pictureOf(path || "map", map, parameters, embed);
    }
    case "choice":
    case "choices": {
      const sizes = sizesOf(space);
      return leafEncoder(sizes.length, sum(sizes), most, options(sizes));
    }
    case "text":
      return leafEncoder(
        space.maxLength,
        space.maxLength * textWidth,
        most,
        embedding(`${path || "text"}.bytes`, 256, textWidth, parameters),
      );
    case "parts": {
      const at = (name: string) => ({ ...place, path: path ? `${path}.${name}` : name });
      const fields = Object.entries(space.fields).map(([name, field]) => encoderOf(field, parts, at(name)));
      return {
        width: sum(fields.map(({ width }) => width)),
        encode: (next, lists) => beside(fields.map(({ encode }) => encode(next, lists))),
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

function leafEncoder(size: number, width: number, most: number | undefined, code: LeafCode): Encoder {
  return {
    width,
    encode(next) {
      const x = next();
      const rows = most === undefined ? [x.shape[0]] : [x.shape[0], most];
      return reshape(code(reshape(x, [...rows, size])), [...rows, width]);
    },
  };
}

const numbers =
  (normalizer: Normalizer | undefined): LeafCode =>
  (x) => {
    const floats = cast(x, "float32");
    if (!normalizer) return floats;
    return min(max(div(sub(floats, normalizer.mean), normalizer.deviation), -observationClip), observationClip);
  };

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

function embedding(name: string, count: number, width: number, parameters: ParameterList): LeafCode {
  const table = parameters.parameter(name, [count, width], { kind: "normal", deviation: embeddingDeviation });
  return (x) => gather(table, cast(x, "int64"));
}
const embeddingDeviation = 0.1;

function pictureOf(name: string, shape: PictureShape, parameters: ParameterList, code: LeafCode): Encoder {
  const { width, encode } = pictureEncoder(name, shape, parameters);
  return { width, encode: (next) => encode(code(next())) };
}

function listOf(space: List, path: string, parts: EncoderParts): Encoder {
  const { most } = space;
  const inner = encoderOf(space.of, parts, { path: path ? `${path}.rows` : "rows", most });
  const { width, encode } = listEncoder(path || "list", most, inner.width, parts.parameters);
  return {
    width,
    encode(next, lists) {
      const length = next();
      const list = encode(inner.encode(next, lists), length);
      lists.set(path, list);
      return list.whole;
    },
  };
}

/** Whether a leaf's numbers are normalised by their running moments: pictures have a scale of their own. */
export const isNormalized = ({ space, list }: Leaf): boolean =>
  space.type === "box" && (list !== undefined || pictureShapeOf(space) === undefined);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
