import { elementwise } from "../nd-array.ts";
import { elementCode } from "../onnx.ts";
import {
  apply,
  broadcastShape,
  constant,
  isConstant,
  type NdArray,
  type Rule,
  sameShape,
  type Tensor,
  type TensorType,
} from "../tensor.ts";
import { expand, unbroadcast, unexpanded } from "./broadcast.ts";

type Unary = Rule<Record<never, never>>;

const unary = (
  name: string,
  operator: string,
  compute: (x: number) => number,
  gradient: (x: Tensor, y: Tensor, upstream: Tensor) => Tensor,
): Unary => ({
  name,
  shape: ([x]) => ({ shape: x.shape }),
  gradient: (node, upstream) => [gradient(node.inputs[0], node, upstream)],
  lower: (emitter, [x]) => emitter.emit(operator, [x]),
  evaluate: ([x]) => ({ shape: x.shape, data: x.data.map(compute) }),
});

const binary = (
  name: string,
  operator: string,
  compute: (a: number, b: number) => number,
  gradient: (a: Tensor, b: Tensor, y: Tensor, upstream: Tensor) => readonly (Tensor | undefined)[],
  type?: TensorType,
): Rule<Record<never, never>> => ({
  name,
  shape: ([a, b]) => ({ shape: broadcastShape(a.shape, b.shape), ...(type && { type }) }),
  gradient: (node, upstream) =>
    gradient(node.inputs[0], node.inputs[1], node, upstream).map(
      (each, i) => each && unbroadcast(each, node.inputs[i].shape),
    ),
  lower: (emitter, [a, b]) => emitter.emit(operator, [a, b]),
  evaluate: ([a, b]) => elementwise([a, b], broadcastShape(a.shape, b.shape) as number[], compute),
});

/** Numbers are accepted as scalars everywhere. */
export type Operand = Tensor | number;
const tensorOf = (x: Operand): Tensor => (typeof x === "number" ? constant(x) : x);

/** Applies a binary rule to operands without expanding them first. */
function combine(rule: Rule<Record<never, never>>, left: Operand, right: Operand): Tensor {
  const [a, b] = [tensorOf(left), tensorOf(right)];
  const shape = broadcastShape(a.shape, b.shape);
  const [thinA, thinB] = [unexpanded(a), unexpanded(b)];
  if (sameShape(broadcastShape(thinA.shape, b.shape), shape)) return apply(rule, [thinA, b], {});
  if (sameShape(broadcastShape(a.shape, thinB.shape), shape)) return apply(rule, [a, thinB], {});
  return apply(rule, [a, b], {});
}

const none = () => [undefined, undefined];

export const negRule = unary(
  "neg",
  "Neg",
  (x) => -x,
  (_, _y, upstream) => neg(upstream),
);
export const expRule = unary("exp", "Exp", Math.exp, (_, y, upstream) => mul(upstream, y));
export const logRule = unary("log", "Log", Math.log, (x, _, upstream) => div(upstream, x));
export const sqrtRule = unary("sqrt", "Sqrt", Math.sqrt, (_, y, upstream) => div(mul(upstream, 0.5), y));
export const tanhRule = unary("tanh", "Tanh", Math.tanh, (_, y, upstream) => mul(upstream, sub(1, mul(y, y))));
export const sigmoidRule = unary("sigmoid", "Sigmoid", logistic, (_, y, upstream) => mul(upstream, mul(y, sub(1, y))));
export const reluRule = unary(
  "relu",
  "Relu",
  (x) => Math.max(0, x),
  (x, _, upstream) => where(lessOrEqual(x, 0), 0, upstream),
);
export const softplusRule = unary(
  "softplus",
  "Softplus",
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  (x, _, upstream) => mul(upstream, sigmoid(x)),
);
export const absRule = unary("abs", "Abs", Math.abs, (x, _, upstream) =>
  where(lessOrEqual(x, 0), neg(upstream), upstream),
);
export const erfRule = unary("erf", "Erf", erfSeries, (x, _, upstream) =>
  mul(upstream, mul(2 / Math.sqrt(Math.PI), exp(neg(mul(x, x))))),
);
/** The same value, through which no gradient flows. */
export const detachRule: Unary = {
  ...unary(
    "detach",
    "Identity",
    (x) => x,
    (_, _y, upstream) => upstream,
  ),
  gradient: () => [undefined],
};

export const addRule = binary(
  "add",
  "Add",
  (a, b) => a + b,
  (_, _b, _y, upstream) => [upstream, upstream],
);
export const subRule = binary(
  "sub",
  "Sub",
  (a, b) => a - b,
  (_, _b, _y, upstream) => [upstream, neg(upstream)],
);
export const mulRule = binary(
  "mul",
  "Mul",
  (a, b) => a * b,
  (a, b, _, upstream) => [mul(upstream, b), mul(upstream, a)],
);
export const divRule = binary(
  "div",
  "Div",
  (a, b) => a / b,
  (_, b, y, upstream) => [div(upstream, b), neg(div(mul(upstream, y), b))],
);
/** If the operands are equal, the first one gets the gradient. */
export const minRule = binary("min", "Min", Math.min, (a, b, _, upstream) => split(lessOrEqual(a, b), upstream));
export const maxRule = binary("max", "Max", Math.max, (a, b, _, upstream) => split(lessOrEqual(b, a), upstream));
export const lessOrEqualRule = binary("lessOrEqual", "LessOrEqual", (a, b) => (a <= b ? 1 : 0), none, "bool");
export const equalRule = binary("equal", "Equal", (a, b) => (a === b ? 1 : 0), none, "bool");

const split = (first: Tensor, upstream: Tensor) => [where(first, upstream, 0), where(first, 0, upstream)];

/** Elements of the second operand where the first is true, else of the third. */
export const whereRule: Rule<Record<never, never>> = {
  name: "where",
  shape: ([condition, a, b]) => ({
    shape: broadcastShape(condition.shape, broadcastShape(a.shape, b.shape)),
    type: a.type,
  }),
  gradient: ({ inputs: [condition, a, b] }, upstream) => [
    undefined,
    unbroadcast(where(condition, upstream, 0), a.shape),
    unbroadcast(where(condition, 0, upstream), b.shape),
  ],
  lower: (emitter, [condition, a, b]) => emitter.emit("Where", [condition, a, b]),
  evaluate: (inputs: readonly NdArray[]) => {
    const shape = inputs.reduce<readonly (number | string)[]>((all, { shape }) => broadcastShape(all, shape), []);
    return elementwise(inputs, shape as number[], (condition, a, b) => (condition ? a : b));
  },
};

/** Another element type; gradients pass between floats. */
export const castRule: Rule<{ to: TensorType }> = {
  name: "cast",
  shape: ([x], { to }) => ({ shape: x.shape, type: to }),
  gradient: ({ inputs: [x] }, upstream) => [x.type.startsWith("float") ? cast(upstream, x.type) : undefined],
  lower: (emitter, [x], { attributes }) => emitter.emit("Cast", [x], { to: elementCode(attributes.to) }),
  evaluate: ([x], { to }) => ({
    shape: x.shape,
    data: x.data.map((value) => (to.startsWith("float") ? value : to === "bool" ? (value ? 1 : 0) : Math.trunc(value))),
  }),
};

export const neg = (x: Tensor): Tensor => apply(negRule, [x], {});
export const exp = (x: Tensor): Tensor => apply(expRule, [x], {});
export const log = (x: Tensor): Tensor => apply(logRule, [x], {});
export const sqrt = (x: Tensor): Tensor => apply(sqrtRule, [x], {});
export const tanh = (x: Tensor): Tensor => apply(tanhRule, [x], {});
export const sigmoid = (x: Tensor): Tensor => apply(sigmoidRule, [x], {});
export const relu = (x: Tensor): Tensor => apply(reluRule, [x], {});
export const softplus = (x: Tensor): Tensor => apply(softplusRule, [x], {});
export const abs = (x: Tensor): Tensor => apply(absRule, [x], {});
export const erf = (x: Tensor): Tensor => apply(erfRule, [x], {});
export const detach = (x: Tensor): Tensor => apply(detachRule, [x], {});
export const add = (a: Operand, b: Operand): Tensor => combine(addRule, a, b);
export const sub = (a: Operand, b: Operand): Tensor => combine(subRule, a, b);
export const mul = (a: Operand, b: Operand): Tensor => {
  if (a === 1 && typeof b !== "number") return b;
  if (typeof a !== "number" && (b === 1 || (typeof b !== "number" && isConstant(b, 1) && b.shape.length === 0)))
    return a;
  if (typeof a !== "number" && typeof b !== "number" && isConstant(unexpanded(a), 1))
    return expand(b, broadcastShape(a.shape, b.shape));
  return combine(mulRule, a, b);
};
export const div = (a: Operand, b: Operand): Tensor => (b === 1 && typeof a !== "number" ? a : combine(divRule, a, b));
export const min = (a: Operand, b: Operand): Tensor => combine(minRule, a, b);
export const max = (a: Operand, b: Operand): Tensor => combine(maxRule, a, b);
export const lessOrEqual = (a: Operand, b: Operand): Tensor => combine(lessOrEqualRule, a, b);
export const equal = (a: Operand, b: Operand): Tensor => combine(equalRule, a, b);
export const where = (condition: Tensor, a: Operand, b: Operand): Tensor =>
  apply(whereRule, [condition, tensorOf(a), tensorOf(b)], {});
export const cast = (x: Tensor, to: TensorType): Tensor => (x.type === to ? x : apply(castRule, [x], { to }));

function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** Error function by its Taylor series below 3 and 1 above 6; the continued fraction between (Abramowitz and Stegun 7.1.5, 7.1.14). */
function erfSeries(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude > 6) return Math.sign(x);
  if (magnitude > 3) {
    let fraction = 0;
    for (let k = 60; k >= 1; k--) fraction = k / 2 / (magnitude + fraction);
    return Math.sign(x) * (1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * (magnitude + fraction)));
  }
  let [term, result] = [x, x];
  for (let n = 1; n < 80; n++) {
    term *= (-x * x) / n;
    result += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * result;
}
