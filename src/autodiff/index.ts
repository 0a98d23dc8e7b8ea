export { evaluate } from "./evaluate.ts";
export { gradient } from "./gradient.ts";
export * from "./layers.ts";
export { type CompiledLoop, compileLoop, type LoopPlan, openViews, type Step } from "./loop.ts";
export { compile, Emitter, elementCode, modelOf, type Port } from "./onnx.ts";
export { decodeModel } from "./onnx-schema.ts";
export * from "./optimizer.ts";
export * from "./parameters.ts";
export { primitives } from "./primitives.ts";
export { countOf, expand, sum } from "./rules/broadcast.ts";
export { conv, convTranspose } from "./rules/convolution.ts";
export {
  abs,
  add,
  cast,
  detach,
  div,
  equal,
  erf,
  exp,
  lessOrEqual,
  log,
  max,
  min,
  mul,
  neg,
  type Operand,
  relu,
  sigmoid,
  softplus,
  sqrt,
  sub,
  tanh,
  where,
} from "./rules/elementwise.ts";
export { gather, gatherAlong, oneHot, scatterAdd, scatterAlong } from "./rules/indexing.ts";
export { concat, pad, reshape, slice, transpose } from "./rules/layout.ts";
export { gemm, linear, matmul, swapLast } from "./rules/matrix.ts";
export { largest, logSoftmax, softmax } from "./rules/softmax.ts";
export { installRuntime } from "./runtime.ts";
export { openSession, type Session, type SessionOptions, type Value, value } from "./session.ts";
export { apply, constant, input, type NdArray, type Rule, type Shape, type Tensor, type TensorType } from "./tensor.ts";
export * from "./training.ts";
