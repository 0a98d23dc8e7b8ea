import {
  add,
  cast,
  concat,
  constant,
  div,
  gather,
  lessOrEqual,
  max,
  mul,
  type ParameterList,
  reshape,
  slice,
  sqrt,
  sub,
  sum,
  type Tensor,
  where,
} from "../../src/autodiff/index.ts";
import { generator } from "../../src/core/index.ts";

/** Numbers that a text becomes. */
const width = 16;
/** Rows of the table that trigrams share. */
const buckets = 2048;
const deviation = 0.3;

/**
 * Three tables of a number for every byte, below `buckets`: their sum, wrapped, is a trigram's bucket (Zobrist 1970;
 * tabulation hashing). The numbers are the same in every run, so that weights can move from one to another.
 */
const hashes = ["before", "here", "after"].map((which) => {
  const rng = generator(0, "n-grams", which);
  return Array.from({ length: 256 }, () => rng.integer(buckets));
});

/**
 * Turns bytes `[..., length]` of text, zeros after its end, into `[..., 16]`: the sum of its embedded trigrams over the
 * square root of their number (hashed character n-grams: Bojanowski et al. 2017, arXiv 1607.04606). Each byte has a
 * trigram, with zeros before the first and after the last.
 */
export function textEncoder(name: string, list: ParameterList) {
  const table = list.parameter(`${name}.trigrams`, [buckets, width], { kind: "normal", deviation });
  const numbers = hashes.map((each) => constant(each, [256], "int64"));
  return {
    width,
    encode(bytes: Tensor): Tensor {
      const text = cast(bytes, "int64");
      const length = text.shape.at(-1) as number;
      const axis = text.shape.length - 1;
      const none = mul(slice(text, axis, 0, 1), constant(0, [], "int64"));
      const before = concat([none, slice(text, axis, 0, length - 1)], axis);
      const after = concat([slice(text, axis, 1, length), none], axis);
      const wrap = (a: Tensor, b: Tensor) => {
        const total = add(a, b);
        const most = constant(buckets, [], "int64");
        return where(lessOrEqual(most, total), sub(total, most), total);
      };
      const bucket = [before, text, after].map((each, i) => gather(numbers[i], each)).reduce(wrap);
      const used = cast(lessOrEqual(constant(1, [], "int64"), text), "float32");
      const found = mul(gather(table, bucket), reshape(used, [...used.shape, 1]));
      return div(sum(found, [-2]), sqrt(max(sum(used, [-1], true), 1)));
    },
  };
}
