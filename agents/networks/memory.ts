import {
  concat,
  type GruWeights,
  gruStep,
  linear,
  mul,
  type ParameterList,
  slice,
  sub,
  type Tensor,
} from "../../src/autodiff/index.ts";
import { gains } from "./layers.ts";

export const gruWeights = (width: number, size: number, list: ParameterList): GruWeights => ({
  input: list.parameter("gru.input", [width, 3 * size], { kind: "orthogonal", gain: gains.memory }),
  memory: list.parameter("gru.memory", [size, 3 * size], { kind: "orthogonal", gain: gains.memory }),
  inputBias: list.parameter("gru.inputBias", [3 * size], { kind: "constant", value: 0 }),
  memoryBias: list.parameter("gru.memoryBias", [3 * size], { kind: "constant", value: 0 }),
});

/** Runs a memory over sequences. It is emptied where an episode begins. */
export function remember(
  x: Tensor,
  memory: Tensor,
  starts: Tensor,
  length: number,
  cell: GruWeights,
): { outputs: Tensor; last: Tensor } {
  const fromInput = linear(x, cell.input, cell.inputBias);
  const keep = sub(1, starts);
  const outputs: Tensor[] = [];
  let now = memory;
  for (let step = 0; step < length; step++) {
    const at = (rows: Tensor) => {
      const n = rows.shape[0];
      return length === 1 || typeof n !== "number"
        ? rows
        : slice(rows, 0, (step * n) / length, ((step + 1) * n) / length);
    };
    now = gruStep(at(fromInput), mul(now, at(keep)), cell);
    outputs.push(now);
  }
  return { outputs: concat(outputs, 0), last: now };
}
