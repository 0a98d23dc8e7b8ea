import {
  add,
  compile,
  concat,
  constant,
  input,
  max,
  min,
  mul,
  type Parameters,
  sub,
  type Tensor,
} from "../../src/autodiff/index.ts";
import type { Scale } from "../scale.ts";

/** A trained network that pays rows. */
export interface PayingNetwork {
  /** Numbers of a row. */
  readonly size: number;
  readonly scale: Scale;
  /** Deviations from the mean at which a number is cut off. */
  readonly clip: number;
  readonly parameters: Parameters;
  /** The weights of all parameters. */
  readonly flat: Float32Array;
  /** What each member pays for rows that are normalised: `[n, 1]` each. The reward is their mean. */
  pay(rows: Tensor): readonly Tensor[];
}

/**
 * One model that needs nothing else: from `rows` `[n, size]` as they are lived to `reward` `[n, 1]` and `members`
 * `[n, members]`. Weights and normalisation are part of it.
 */
export function compilePaying({ size, scale, clip, parameters, flat, pay }: PayingNetwork): Uint8Array<ArrayBuffer> {
  const rows = input("rows", ["n", size]);
  const inverse = Float64Array.from({ length: size }, (_, i) => 1 / scale.deviation(i));
  const scaled = mul(sub(rows, constant(scale.mean, [1, size])), constant(inverse, [1, size]));
  const members = pay(max(min(scaled, clip), -clip));
  const sum = members.reduce((all, one) => add(all, one));
  return compile(
    [rows],
    { reward: mul(sum, 1 / members.length), members: concat(members, 1) },
    {
      prepare(emitter) {
        for (const tensor of parameters.tensors) {
          const [shape, offset] = [tensor.shape as readonly number[], parameters.offsetOf(tensor)];
          const length = shape.reduce((product, each) => product * each, 1);
          emitter.bind(tensor, emitter.constant(flat.subarray(offset, offset + length), shape, "float32"));
        }
      },
    },
  );
}

/** The normalisation as a header says it. */
export const normalisationOf = ({ scale, clip, size }: Pick<PayingNetwork, "scale" | "clip" | "size">) => ({
  mean: Array.from(scale.mean),
  deviation: Array.from({ length: size }, (_, i) => scale.deviation(i)),
  clip,
});
