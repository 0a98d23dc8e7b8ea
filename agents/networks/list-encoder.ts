import {
  add,
  attention,
  cast,
  constant,
  div,
  lessOrEqual,
  max,
  mul,
  type ParameterList,
  relu,
  reshape,
  sum,
  type Tensor,
  where,
} from "../../src/autodiff/index.ts";
import { beside, dense, gains } from "./layers.ts";

/** Numbers that a row of a list becomes. */
export const rowWidth = 32;
const heads = 2;
/** Score of what must not be chosen: its probability is 0 in single precision. */
export const hidden = -1e8;

/** A list as heads that pick from it see it. */
export interface EncodedList {
  /** `[n, most, rowWidth]`; zeros in rows that are not used. */
  readonly rows: Tensor;
  /** `[n, most]`, true where a row is used. */
  readonly used: Tensor;
}

/**
 * Turns a list's rows `[n, most, width]` into numbers that know of each other, by one layer of self-attention over the
 * rows in use, and the whole list into their mean with its length beside it. The order of the rows does not matter.
 */
export function listEncoder(name: string, most: number, width: number, list: ParameterList) {
  const embed = dense(`${name}.row`, width, rowWidth, gains.hidden, list);
  const [queries, keys, values, mix] = ["queries", "keys", "values", "mix"].map((part) =>
    dense(`${name}.${part}`, rowWidth, rowWidth, gains.attention, list),
  );
  return {
    width: rowWidth + 1,
    /** @param length `[n]` */
    encode(rows: Tensor, length: Tensor): EncodedList & { whole: Tensor } {
      const n = rows.shape[0];
      const count = reshape(cast(length, "float32"), [n, 1]);
      const used = lessOrEqual(
        constant(
          Array.from({ length: most }, (_, i) => i + 1),
          [1, most],
        ),
        count,
      );
      const bias = reshape(where(used, 0, hidden), [n, 1, 1, most]);
      const alone = relu(embed(rows));
      const mixed = mix(attention(queries(alone), keys(alone), values(alone), heads, bias));
      const together = mul(add(alone, mixed), reshape(cast(used, "float32"), [n, most, 1]));
      const mean = div(sum(together, [1]), max(count, 1));
      return { rows: together, used, whole: beside([mean, mul(count, 1 / most)]) };
    },
  };
}
