import {
  type Activation,
  activations,
  cast,
  concat,
  div,
  type GruWeights,
  gather,
  gruStep,
  input,
  linear,
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
import { type Leaf, leavesOf, maskSizeOf, type Space } from "../../src/core/index.ts";
import { beside, type Head } from "./heads.ts";

export interface NetworkOptions {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** One trunk for policy and values, or one each. */
  readonly shared: boolean;
  /** Size of a gated recurrent memory behind the trunk, which is then shared; 0 for none. */
  readonly memory: number;
  readonly normalizeObservations: boolean;
  /** How many returns it values, each of its own rewards. */
  readonly valueSize: number;
}

/** What the network reads, as tensors; rows are `[n, ...]`. */
export interface NetworkInputs {
  /** One a leaf of the observation space, in its own element type. */
  readonly leaves: readonly Tensor[];
  /** Memory before the first of the rows' steps, `[n / length, memory]`. */
  readonly memory?: Tensor;
  /** `[n, 1]`, 1 where a row begins an episode. */
  readonly starts?: Tensor;
  /** Steps in sequence: rows are steps x sequences, time-major. */
  readonly length: number;
}

export interface NetworkOutputs {
  /** `[n, head.outputs]` */
  readonly policy: Tensor;
  /** `[n, valueSize]` */
  readonly value: Tensor;
  readonly memory?: Tensor;
}

/** An actor and a critic over any observation space. */
export interface Network {
  readonly leaves: readonly Leaf[];
  readonly valueSize: number;
  /** Graph inputs besides rows: what observations are normalised with, `[size]` for every numeric leaf. */
  readonly normalizers: readonly { readonly mean: Tensor; readonly deviation: Tensor }[];
  forward(inputs: NetworkInputs): NetworkOutputs;
}

const textWidth = 8;
const observationClip = 10;
/** Gain of orthogonal weights: policies begin near uniform, values near no opinion (Andrychowicz et al. 2021, arXiv 2006.05990). */
const gains = { hidden: Math.SQRT2, policy: 0.01, value: 1, memory: 1 };

export const isNumeric = ({ space }: Leaf): boolean => space.type === "box";

export function network(observation: Space, head: Head, list: ParameterList, options: NetworkOptions): Network {
  const leaves = leavesOf(observation);
  const normalizers = leaves.map(({ size }, i) => ({
    mean: input(`mean${i}`, [size]),
    deviation: input(`deviation${i}`, [size]),
  }));
  const encoders = leaves.map((leaf, i) =>
    encoder(leaf, list, options.normalizeObservations ? normalizers[i] : undefined),
  );
  const width = leaves.reduce((sum, leaf) => sum + widthOf(leaf), 0);
  const recurrent = options.memory > 0;
  const trunk = (name: string) => layers(name, width, options, list);
  const actor = trunk("actor");
  const critic = options.shared || recurrent ? undefined : trunk("critic");
  const last = options.hidden.at(-1) ?? width;
  const cell = recurrent ? gruWeights(last, options.memory, list) : undefined;
  const policy = dense("policy", cell ? options.memory : last, head.outputs, gains.policy, list);
  const value = dense("value", cell ? options.memory : last, options.valueSize, gains.value, list);
  return {
    leaves,
    valueSize: options.valueSize,
    normalizers: leaves.flatMap((leaf, i) =>
      options.normalizeObservations && isNumeric(leaf) ? [normalizers[i]] : [],
    ),
    forward({ leaves: given, memory, starts, length }) {
      const encoded = beside(given.map((leaf, i) => encoders[i](leaf)));
      const shared = actor(encoded);
      if (!cell || !memory || !starts)
        return { policy: policy(shared), value: value(critic ? critic(encoded) : shared) };
      const { outputs, last: after } = remember(shared, memory, starts, length, cell);
      return { policy: policy(outputs), value: value(outputs), memory: after };
    },
  };
}

/** Runs a memory over sequences; it is emptied where an episode begins. */
function remember(
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

const gruWeights = (width: number, size: number, list: ParameterList): GruWeights => ({
  input: list.parameter("gru.input", [width, 3 * size], { kind: "orthogonal", gain: gains.memory }),
  memory: list.parameter("gru.memory", [size, 3 * size], { kind: "orthogonal", gain: gains.memory }),
  inputBias: list.parameter("gru.inputBias", [3 * size], { kind: "constant", value: 0 }),
  memoryBias: list.parameter("gru.memoryBias", [3 * size], { kind: "constant", value: 0 }),
});

function layers(
  name: string,
  width: number,
  { hidden, activation }: NetworkOptions,
  list: ParameterList,
): (x: Tensor) => Tensor {
  const denses = hidden.map((size, i) => dense(`${name}.${i}`, hidden[i - 1] ?? width, size, gains.hidden, list));
  return (x) => denses.reduce((rows, layer) => activations[activation](layer(rows)), x);
}

function dense(name: string, from: number, to: number, gain: number, list: ParameterList): (x: Tensor) => Tensor {
  const weight = list.parameter(`${name}.weight`, [from, to], { kind: "orthogonal", gain });
  const bias = list.parameter(`${name}.bias`, [to], { kind: "constant", value: 0 });
  return (x) => linear(x, weight, bias);
}

/** Numbers that a leaf becomes. */
const widthOf = ({ space, size }: Leaf): number =>
  space.type === "text" ? size * textWidth : maskSizeOf(space) || size;

/** Turns a leaf's rows into floats: numbers normalised, options one-hot, bytes of text embedded. */
function encoder(
  leaf: Leaf,
  list: ParameterList,
  normalizer: { mean: Tensor; deviation: Tensor } | undefined,
): (x: Tensor) => Tensor {
  const { space, size } = leaf;
  if (space.type === "text") {
    const table = list.parameter(`${leaf.path || "text"}.bytes`, [256, textWidth], { kind: "normal", deviation: 0.1 });
    return (x) => reshape(gather(table, cast(x, "int64")), [x.shape[0], size * textWidth]);
  }
  if (space.type === "choice")
    return (x) => reshape(oneHot(cast(x, "int64"), space.names.length), [x.shape[0], space.names.length]);
  if (space.type === "choices")
    return (x) =>
      beside(
        Object.values(space.parts).map((names, part) =>
          reshape(oneHot(cast(slice(x, 1, part, part + 1), "int64"), names.length), [x.shape[0], names.length]),
        ),
      );
  if (!normalizer) return (x) => cast(x, "float32");
  return (x) =>
    min(max(div(sub(cast(x, "float32"), normalizer.mean), normalizer.deviation), -observationClip), observationClip);
}
