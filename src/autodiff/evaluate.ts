import { assert } from "../core/index.ts";
import { inOrder } from "./gradient.ts";
import type { NdArray, Tensor } from "./tensor.ts";

/** Computes tensors in plain JavaScript doubles, given the graph's inputs by name: the reference that sessions are compared with. */
export function evaluate(outputs: readonly Tensor[], inputs: { readonly [name: string]: NdArray } = {}): NdArray[] {
  const values = new Map<Tensor, NdArray>();
  for (const node of inOrder(outputs)) {
    if (node.rule === "constant") values.set(node, { shape: node.shape as number[], data: node.data as Float64Array });
    else if (node.rule === "input") {
      const given = inputs[node.name as string];
      assert(given, `graph input "${node.name}" is given`);
      values.set(node, given);
    } else
      values.set(
        node,
        node.rule.evaluate(
          node.inputs.map((each) => values.get(each) as NdArray),
          node.attributes,
        ),
      );
  }
  return outputs.map((output) => values.get(output) as NdArray);
}
