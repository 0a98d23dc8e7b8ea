import { Emitter, min, modelOf, type Port, type Tensor, tanh } from "../../src/autodiff/index.ts";
import { type AgentHost, product } from "../../src/core/index.ts";
import { scaled } from "../networks/export.ts";
import { leafInputs } from "../networks/model.ts";
import { requireBox, type SacModel } from "./model.ts";

/**
 * The greedy policy as a plain ONNX file. Inputs: `observation`, or `observation.<path>` a leaf, `[n, size]` (`[n]` for a
 * choice and the length of a list). Outputs: `action` `[n, size]`, as the env takes it; `mean` and `logStd` `[n, size]`,
 * before squashing; and `value` `[n, 1]`, the lesser of what both critics expect of that action. Weights are inside.
 */
export function exportActor(
  model: SacModel,
  host: Pick<AgentHost, "env" | "action">,
  flat: Float32Array,
  agent: string,
): Uint8Array<ArrayBuffer> {
  const emitter = new Emitter();
  for (const tensor of model.tensors) {
    const shape = tensor.shape as number[];
    const begin = model.parameters.offsetOf(tensor);
    emitter.bind(tensor, emitter.constant(flat.subarray(begin, begin + product(shape)), shape, "float32"));
  }
  const inputs: Port[] = [];
  const leaves = leafInputs(model, "n").map((leaf, i): Tensor => {
    const name = ["observation", model.leaves[i].path].filter(Boolean).join(".");
    emitter.bind(leaf, name);
    inputs.push({ name, shape: leaf.shape, type: leaf.type });
    return leaf;
  });
  const outputs: Port[] = [];
  const out = (name: string, from: string, size: number) => {
    emitter.nodes.push({ opType: "Identity", input: [from], output: [name], attribute: [] });
    outputs.push({ name, shape: ["n", size], type: "float32" });
  };
  const { mean, logStd } = model.actor(leaves);
  const values = model.critics.map((critic) => critic(leaves, tanh(mean)));
  out("action", scaled(emitter, emitter.lower(mean), requireBox(host.action), true), model.actionSize);
  out("mean", emitter.lower(mean), model.actionSize);
  out("logStd", emitter.lower(logStd), model.actionSize);
  out("value", emitter.lower(values.reduce((a, b) => min(a, b))), 1);
  return modelOf(emitter, inputs, outputs, { env: host.env, agent });
}
