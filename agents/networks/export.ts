import { Emitter, elementCode, input, modelOf, type Port, type Tensor } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  type Box,
  boundsAt,
  type Choice,
  type Choices,
  isBounded,
  product,
  type RowPick,
  sizesOf,
} from "../../src/core/index.ts";
import { hidden } from "./list-encoder.ts";
import { leafInputs, type Model, type ModelSettings } from "./model.ts";
import { deviationsOf, type Weights } from "./weights.ts";

/**
 * The greedy policy as a plain ONNX file. Inputs: `observation`, or `observation.<path>` a leaf, `[n, size]` (`[n]` for a
 * choice and the length of a list); `mask` where the env masks; `memory` and `starts` where the policy remembers.
 * Outputs: `action` `[n, size]`, as the env takes it, `value` unless values read what the policy does not, and `memoryNext`; and what the action was decided by:
 * `logits` `[n, options]` of a choice, choices or pick, with what is masked out far below all others, or `mean` `[n, size]`
 * and `logStd` `[1, size]` of a box, before squashing and in units of half its range where it is bounded. Where the action
 * has parts, each of these is there for every leaf, as `action.<path>` and so on. Weights and normalisers are inside.
 */
export function exportPolicy(
  { head, network, parameters }: Model,
  host: Pick<AgentHost, "env" | "maskSize">,
  settings: ModelSettings,
  { state, moments }: Weights,
  agent: string,
): Uint8Array<ArrayBuffer> {
  const emitter = new Emitter();
  let offset = 0;
  for (const tensor of parameters.tensors) {
    const size = product(tensor.shape as number[]);
    emitter.bind(
      tensor,
      emitter.constant(state.flat.subarray(offset, offset + size), tensor.shape as number[], "float32"),
    );
    offset += size;
  }
  let normalizer = 0;
  for (const { mean, variance } of moments.values()) {
    const { mean: meanInput, deviation } = network.normalizers[normalizer++];
    emitter.bind(meanInput, emitter.constant(mean, [mean.length], "float32"));
    emitter.bind(deviation, emitter.constant(deviationsOf(variance), [mean.length], "float32"));
  }
  const ports: Port[] = [];
  const given = <T extends Tensor>(tensor: T, name: string): T => {
    emitter.bind(tensor, name);
    ports.push({ name, shape: tensor.shape, type: tensor.type });
    return tensor;
  };
  const leaves = leafInputs(network, "n").map((leaf, i) => {
    const { path } = network.leaves[i];
    return network.valueOnly.has(path) ? leaf : given(leaf, ["observation", path].filter(Boolean).join("."));
  });
  const memory = settings.memory ? given(input("memory", ["n", settings.memory]), "memory") : undefined;
  const starts = settings.memory ? given(input("starts", ["n", 1]), "starts") : undefined;
  const outputs = network.forward({ leaves, length: 1, ...(memory && { memory }), ...(starts && { starts }) });
  const scores = emitter.lower(outputs.policy);
  const mask = host.maskSize ? given(input("mask", ["n", host.maskSize], "uint8"), "mask").name : undefined;
  const outs: Port[] = [];
  const out = (name: string, from: string, shape: Port["shape"], type: Port["type"] = "float32") => {
    emitter.nodes.push({ opType: "Identity", input: [from], output: [name], attribute: [] });
    outs.push({ name, shape, type });
  };
  for (const { leaf, factor, at } of head.factors) {
    const named = (name: string) => [name, leaf.path].filter(Boolean).join(".");
    const own = columns(emitter, scores, at.size, factor.size, head.size);
    if (factor.kind === "options") {
      const space = leaf.space as Choice | Choices | RowPick;
      const logits = mask
        ? emitter.emit("Where", [
            emitter.emit("Cast", [columns(emitter, mask, at.mask, factor.maskSize, host.maskSize)], {
              to: elementCode("bool"),
            }),
            own,
            emitter.constant([hidden], [], "float32"),
          ])
        : own;
      out(named("action"), greedy(emitter, logits, space), ["n", leaf.size], "int64");
      out(named("logits"), logits, ["n", factor.size]);
    } else {
      out(named("action"), scaled(emitter, own, leaf.space as Box, settings.squash), ["n", leaf.size]);
      out(named("mean"), own, ["n", leaf.size]);
      const spread = emitter.emit("Reshape", [emitter.lower(head.spread as Tensor), emitter.int64s([1, -1])]);
      const deviations = head.spread?.shape[0] as number;
      out(named("logStd"), columns(emitter, spread, at.spread, factor.spreadSize, deviations), [1, leaf.size]);
    }
  }
  if (network.valueOnly.size === 0) out("value", emitter.lower(outputs.value), ["n", network.valueSize]);
  if (outputs.memory) out("memoryNext", emitter.lower(outputs.memory), ["n", settings.memory]);
  return modelOf(emitter, ports, outs, { env: host.env, agent });
}

/** Columns of rows, `count` from `start` on, of `all` that there are. */
const columns = (emitter: Emitter, rows: string, start: number, count: number, all: number): string =>
  count === all
    ? rows
    : emitter.emit("Slice", [rows, emitter.int64s([start]), emitter.int64s([start + count]), emitter.int64s([1])]);

function greedy(emitter: Emitter, logits: string, space: Choice | Choices | RowPick): string {
  const sizes = sizesOf(space);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  let start = 0;
  const chosen = sizes.map((size) => {
    const part = columns(emitter, logits, start, size, all);
    start += size;
    return emitter.emit("ArgMax", [part], { axis: 1, keepdims: 1 });
  });
  if (space.type !== "pick") return chosen.length === 1 ? chosen[0] : emitter.emit("Concat", chosen, { axis: 1 });
  const verbs = emitter.constant([space.verbs.length], [], "int64");
  const pair = ["Div", "Mod"].map((operator) => emitter.emit(operator, [chosen[0], verbs]));
  return emitter.emit("Concat", pair, { axis: 1 });
}

/** From latents to the env's units, within its bounds. */
export function scaled(emitter: Emitter, latents: string, space: Box, squash: boolean): string {
  const size = product(space.shape);
  const bounds = Array.from({ length: size }, (_, i) => boundsAt(space, i));
  const row = (values: number[]) => emitter.constant(values, [1, size], "float32");
  const within = squash ? emitter.emit("Tanh", [latents]) : latents;
  if (!isBounded(space)) {
    const raised = emitter.emit("Max", [within, row(bounds.map(([low]) => Math.max(low, -3.4e38)))]);
    return emitter.emit("Min", [raised, row(bounds.map(([, high]) => Math.min(high, 3.4e38)))]);
  }
  const units = emitter.emit("Mul", [within, row(bounds.map(([low, high]) => (high - low) / 2))]);
  const action = emitter.emit("Add", [units, row(bounds.map(([low, high]) => (low + high) / 2))]);
  return emitter.emit("Min", [
    emitter.emit("Max", [action, row(bounds.map(([low]) => low))]),
    row(bounds.map(([, high]) => high)),
  ]);
}
