import { assert } from "../core/index.ts";
import { add } from "./rules/elementwise.ts";
import { constant, type Tensor } from "./tensor.ts";

/** Inputs before the nodes that use them; without recursion, since unrolled graphs are deep. */
export function inOrder(outputs: readonly Tensor[]): Tensor[] {
  const order: Tensor[] = [];
  const state = new Map<Tensor, "open" | "done">();
  const stack = [...outputs];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    if (state.get(top) === "done") stack.pop();
    else if (state.get(top) === "open") {
      stack.pop();
      state.set(top, "done");
      order.push(top);
    } else {
      state.set(top, "open");
      for (const each of top.inputs) if (!state.has(each)) stack.push(each);
    }
  }
  return order;
}

/**
 * Reverse-mode differentiation: the gradient of a scalar with respect to tensors of its graph, as more graph.
 * A tensor on which the scalar does not depend has a gradient of zeros.
 */
export function gradient(scalar: Tensor, withRespectTo: readonly Tensor[]): Tensor[] {
  assert(scalar.shape.length === 0, `what is differentiated is a scalar, not [${scalar.shape}]`);
  const order = inOrder([scalar]);
  const sought = new Set(withRespectTo);
  const leads = new Set<Tensor>();
  for (const node of order) if (sought.has(node) || node.inputs.some((each) => leads.has(each))) leads.add(node);
  const gradients = new Map<Tensor, Tensor>([[scalar, constant(1, [], scalar.type)]]);
  for (const node of order.toReversed()) {
    const upstream = gradients.get(node);
    if (!upstream || !leads.has(node) || typeof node.rule === "string") continue;
    node.rule.gradient(node, upstream).forEach((part, i) => {
      const from = node.inputs[i];
      if (!part || !leads.has(from)) return;
      const known = gradients.get(from);
      gradients.set(from, known ? add(known, part) : part);
    });
  }
  return withRespectTo.map(
    (tensor) =>
      gradients.get(tensor) ?? constant(new Float64Array(numberOf(tensor)), tensor.shape as number[], tensor.type),
  );
}

function numberOf(tensor: Tensor): number {
  return tensor.shape.reduce<number>((size, dim) => {
    assert(typeof dim === "number", "a tensor that is differentiated by has a known shape");
    return size * dim;
  }, 1);
}
