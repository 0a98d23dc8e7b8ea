import { assert } from "../core/index.ts";
import { add } from "./rules/elementwise.ts";
import { concat, padRule } from "./rules/layout.ts";
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
  const parts = new Map<Tensor, Tensor[]>([[scalar, [constant(1, [], scalar.type)]]]);
  const gradients = new Map<Tensor, Tensor>();
  for (const node of order.toReversed()) {
    const own = parts.get(node);
    if (!own) continue;
    const upstream = together(own);
    gradients.set(node, upstream);
    if (!leads.has(node) || typeof node.rule === "string") continue;
    node.rule.gradient(node, upstream).forEach((part, i) => {
      const from = node.inputs[i];
      if (!part || !leads.has(from)) return;
      const known = parts.get(from);
      if (known) known.push(part);
      else parts.set(from, [part]);
    });
  }
  return withRespectTo.map(
    (tensor) =>
      gradients.get(tensor) ?? constant(new Float64Array(numberOf(tensor)), tensor.shape as number[], tensor.type),
  );
}

/** The sum of what reaches a tensor from the nodes that use it. */
function together(parts: readonly Tensor[]): Tensor {
  const slices = parts.filter(({ rule }) => rule === padRule);
  const others = parts.filter(({ rule }) => rule !== padRule);
  // With more others the order of the additions would be another one, and their rounding.
  const whole = others.length <= 1 ? joined(slices) : undefined;
  return (whole ? [whole, ...others] : parts).reduce((sum, part) => add(sum, part));
}

/** Slices that cover a tensor, each with zeros around it, without the zeros: joining them is quicker than adding. */
function joined(padded: readonly Tensor[]): Tensor | undefined {
  if (padded.length < 2) return undefined;
  const placed = padded.map(({ inputs: [part], attributes, shape }) => {
    const { axis, before } = attributes as { readonly axis: number; readonly before: number };
    return { part, axis, begin: before, end: before + (part.shape[axis] as number), length: shape[axis] as number };
  });
  const [{ axis, length }] = placed;
  const inPlace = placed.toSorted((a, b) => a.begin - b.begin);
  const isWhole = inPlace.every((part, i) => part.axis === axis && part.begin === (inPlace[i - 1]?.end ?? 0));
  if (!isWhole || inPlace.at(-1)?.end !== length) return undefined;
  return concat(
    inPlace.map(({ part }) => part),
    axis,
  );
}

function numberOf(tensor: Tensor): number {
  return tensor.shape.reduce<number>((size, dim) => {
    assert(typeof dim === "number", "a tensor that is differentiated by has a known shape");
    return size * dim;
  }, 1);
}
