import { Emitter, elementCode, input, modelOf, type Port, type Tensor } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  type Box,
  boundsAt,
  type Choice,
  type Choices,
  isBounded,
  product,
  sizesOf,
} from "../../src/core/index.ts";
import { leafInputs, type Model } from "../ppo/graphs.ts";
import type { Settings } from "../ppo/settings.ts";
import { deviationsOf, type Weights } from "./weights.ts";

/**
 * The greedy policy as a plain ONNX file. Inputs: `observation`, or `observation.<path>` a leaf, `[n, size]`; `mask`
 * where the env masks; `memory` and `starts` where the policy remembers. Outputs: `action` `[n, size]`, as the env takes
 * it, `value`, and `memoryNext`. Weights and normalisers are inside.
 */
export function exportPolicy(
  { head, network, parameters }: Model,
  host: AgentHost,
  settings: Settings,
  { state, moments }: Weights,
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
  const leaves = leafInputs(network, "n").map((leaf, i) =>
    given(leaf, ["observation", network.leaves[i].path].filter(Boolean).join(".")),
  );
  const memory = settings.memory ? given(input("memory", ["n", settings.memory]), "memory") : undefined;
  const starts = settings.memory ? given(input("starts", ["n", 1]), "starts") : undefined;
  const outputs = network.forward({ leaves, length: 1, ...(memory && { memory }), ...(starts && { starts }) });
  const policy = emitter.lower(outputs.policy);
  const outs: Port[] = [];
  const out = (name: string, from: string, size: number, type: Port["type"]) => {
    emitter.nodes.push({ opType: "Identity", input: [from], output: [name], attribute: [] });
    outs.push({ name, shape: ["n", size], type });
  };
  if (head.kind === "options") {
    const space = host.action as Choice | Choices;
    const mask = host.maskSize ? given(input("mask", ["n", host.maskSize], "uint8"), "mask") : undefined;
    const legal = mask
      ? emitter.emit("Where", [
          emitter.emit("Cast", ["mask"], { to: elementCode("bool") }),
          policy,
          emitter.constant([-1e8], [], "float32"),
        ])
      : policy;
    out("action", greedy(emitter, legal, sizesOf(space)), sizesOf(space).length, "int64");
  } else out("action", scaled(emitter, policy, host.action as Box, settings.squash), head.latentSize, "float32");
  out("value", emitter.lower(outputs.value), network.valueSize, "float32");
  if (outputs.memory) out("memoryNext", emitter.lower(outputs.memory), settings.memory, "float32");
  return modelOf(emitter, ports, outs, { env: host.env, agent: "learner/ppo-v1" });
}

function greedy(emitter: Emitter, logits: string, sizes: readonly number[]): string {
  let start = 0;
  const chosen = sizes.map((size) => {
    const part = emitter.emit("Slice", [
      logits,
      emitter.int64s([start]),
      emitter.int64s([start + size]),
      emitter.int64s([1]),
    ]);
    start += size;
    return emitter.emit("ArgMax", [part], { axis: 1, keepdims: 1 });
  });
  return chosen.length === 1 ? chosen[0] : emitter.emit("Concat", chosen, { axis: 1 });
}

/** From latents to the env's units, within its bounds. */
function scaled(emitter: Emitter, latents: string, space: Box, squash: boolean): string {
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
