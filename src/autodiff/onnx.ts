import { assert } from "../core/index.ts";
import { encodeModel } from "./onnx-schema.ts";
import type { Dim, Shape, Tensor, TensorType } from "./tensor.ts";

/** ONNX's numbers for element types (TensorProto.DataType), and how to write them. */
const elements: { readonly [T in TensorType]: { readonly code: number; bytes(data: Float64Array): ArrayBufferView } } =
  {
    float32: { code: 1, bytes: (data) => Float32Array.from(data) },
    uint8: { code: 2, bytes: (data) => Uint8Array.from(data) },
    int16: { code: 5, bytes: (data) => Int16Array.from(data) },
    int32: { code: 6, bytes: (data) => Int32Array.from(data) },
    int64: { code: 7, bytes: (data) => BigInt64Array.from(data, (value) => BigInt(value)) },
    bool: { code: 9, bytes: (data) => Uint8Array.from(data) },
    float64: { code: 11, bytes: (data) => data },
  };

export const elementCode = (type: TensorType): number => elements[type].code;

type Attribute = number | string | boolean | readonly number[] | { readonly graph: Graph } | { readonly float: number };
type Graph = {
  readonly name: string;
  readonly node: readonly Node[];
  readonly input: object[];
  readonly output: object[];
};
type EncodedAttribute = { readonly name: string; readonly type: number; readonly g?: Graph };
type Node = { opType: string; input: readonly string[]; output: string[]; attribute: EncodedAttribute[] };
type Initializer = { readonly name: string };

/**
 * Collects ONNX nodes of one graph. Equal nodes are emitted once. A child emitter (a loop's body) sees its parent's
 * names; constants always go to the outermost graph.
 */
export class Emitter {
  readonly nodes: Node[] = [];
  readonly initializers: Initializer[] = [];
  private readonly memo = new Map<string, string>();
  private readonly names = new Map<Tensor, string>();
  private readonly parent: Emitter | undefined;
  private count = 0;

  constructor(parent?: Emitter) {
    this.parent = parent;
  }

  private get root(): Emitter {
    return this.parent?.root ?? this;
  }

  fresh(): string {
    return `t${this.root.count++}`;
  }

  /** Emits a node with one output; returns its name. */
  emit(opType: string, input: readonly string[], attributes: { readonly [name: string]: Attribute } = {}): string {
    const key = JSON.stringify([opType, input, attributes]);
    const known = this.memo.get(key);
    if (known) return known;
    const [output] = this.emitMany(opType, input, 1, attributes);
    this.memo.set(key, output);
    return output;
  }

  /** Emits a node with several outputs. */
  emitMany(
    opType: string,
    input: readonly string[],
    outputs: number,
    attributes: { readonly [name: string]: Attribute } = {},
  ): string[] {
    const output = Array.from({ length: outputs }, () => this.fresh());
    this.nodes.push({
      opType,
      input,
      output,
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
    return output;
  }

  /** A constant's name. */
  constant(data: ArrayLike<number>, shape: readonly number[], type: TensorType): string {
    if (this.parent) return this.root.constant(data, shape, type);
    const key =
      data.length <= 64
        ? JSON.stringify([Array.from(data, (value) => (Object.is(value, -0) ? "-0" : String(value))), shape, type])
        : "";
    const known = key && this.memo.get(key);
    if (known) return known;
    const name = this.fresh();
    const view = elements[type].bytes(Float64Array.from(data));
    const rawData = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const initializer = { name, dims: shape, dataType: elements[type].code, rawData };
    this.initializers.push(initializer);
    if (key) this.memo.set(key, name);
    return name;
  }

  /** A list of whole numbers as ONNX wants axes, shapes and the like. */
  int64s(values: readonly number[]): string {
    return this.constant(values, [values.length], "int64");
  }

  /** A shape with at most one symbolic length, as `Reshape` wants it. */
  reshapeTarget(shape: Shape): string {
    assert(shape.filter((dim) => typeof dim === "string").length <= 1, `at most one symbolic length in [${shape}]`);
    return this.int64s(shape.map((dim) => (typeof dim === "string" ? -1 : dim)));
  }

  /** Registers the name of a tensor that already exists, so that `lower` does not emit it. */
  bind(tensor: Tensor, name: string): void {
    this.names.set(tensor, name);
  }

  /** Emits everything that a tensor needs; returns its name. */
  lower(tensor: Tensor): string {
    // Depth first with an explicit stack: unrolled graphs are deeper than JavaScript's call stack allows.
    const stack = [tensor];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (this.nameOf(top) !== undefined) {
        stack.pop();
        continue;
      }
      const missing = top.inputs.filter((each) => this.nameOf(each) === undefined);
      if (missing.length) stack.push(...missing);
      else {
        stack.pop();
        this.names.set(top, this.lowerOne(top));
      }
    }
    return this.nameOf(tensor) as string;
  }

  private nameOf(tensor: Tensor): string | undefined {
    return this.names.get(tensor) ?? this.parent?.nameOf(tensor);
  }

  private lowerOne(tensor: Tensor): string {
    if (tensor.rule === "constant")
      return this.constant(tensor.data as Float64Array, tensor.shape as number[], tensor.type);
    assert(tensor.rule !== "input", `graph input "${tensor.name}" is bound`);
    return tensor.rule.lower(
      this,
      tensor.inputs.map((each) => this.nameOf(each) as string),
      tensor,
    );
  }
}

function attribute(name: string, value: Attribute): EncodedAttribute & { readonly [field: string]: unknown } {
  if (typeof value === "boolean") return { name, i: value ? 1 : 0, type: 2 };
  if (typeof value === "number") return { name, i: value, type: 2 };
  if (typeof value === "string") return { name, s: new TextEncoder().encode(value), type: 3 };
  if ("graph" in value) return { name, g: value.graph, type: 5 };
  if ("float" in value) return { name, f: value.float, type: 1 };
  return { name, ints: value, type: 7 };
}

/** Every name that nodes read, those of inner graphs included. */
function namesRead(nodes: readonly Node[], names = new Set<string>()): Set<string> {
  for (const { input, attribute } of nodes) {
    for (const name of input) names.add(name);
    for (const { g } of attribute) if (g) namesRead(g.node, names);
  }
  return names;
}

/** An input or output of a graph. */
export interface Port {
  readonly name: string;
  readonly shape: Shape;
  readonly type: TensorType;
}

export const valueInfo = ({ name, shape, type }: Port): object => ({
  name,
  type: {
    tensorType: {
      elemType: elements[type].code,
      shape: { dim: shape.map((dim: Dim) => (typeof dim === "number" ? { dimValue: dim } : { dimParam: dim })) },
    },
  },
});

/** A whole model from an emitter's nodes, without constants that no node reads. Opset 18. */
export function modelOf(
  emitter: Emitter,
  inputs: readonly Port[],
  outputs: readonly Port[],
  metadata: { readonly [key: string]: string } = {},
): Uint8Array<ArrayBuffer> {
  const read = namesRead(emitter.nodes);
  return encodeModel({
    irVersion: 8,
    producerName: "rewardgym",
    opsetImport: [{ domain: "", version: 18 }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: "rewardgym",
      node: emitter.nodes,
      initializer: emitter.initializers.filter(({ name }) => read.has(name)),
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
    },
  });
}

/**
 * The model that computes named tensors from graph inputs.
 * @param prepare binds further tensors before anything is lowered: views of a flat vector, say
 */
export function compile(
  inputs: readonly Tensor[],
  outputs: { readonly [name: string]: Tensor },
  { prepare, metadata }: { prepare?(emitter: Emitter): void; metadata?: { readonly [key: string]: string } } = {},
): Uint8Array<ArrayBuffer> {
  const emitter = new Emitter();
  const port = (tensor: Tensor): Port => ({ name: tensor.name as string, shape: tensor.shape, type: tensor.type });
  for (const tensor of inputs) emitter.bind(tensor, tensor.name as string);
  prepare?.(emitter);
  const outs = Object.entries(outputs).map(([name, tensor]) => {
    emitter.nodes.push({ opType: "Identity", input: [emitter.lower(tensor)], output: [name], attribute: [] });
    return { name, shape: tensor.shape, type: tensor.type };
  });
  return modelOf(emitter, inputs.map(port), outs, metadata);
}
