import * as broadcast from "./rules/broadcast.ts";
import * as convolution from "./rules/convolution.ts";
import * as elementwise from "./rules/elementwise.ts";
import * as indexing from "./rules/indexing.ts";
import * as layout from "./rules/layout.ts";
import * as matrix from "./rules/matrix.ts";
import * as softmax from "./rules/softmax.ts";

/** All primitives. Each has a shape rule, a gradient, an ONNX lowering and a reference evaluation; tests run over all. */
export const primitives = {
  neg: elementwise.negRule,
  exp: elementwise.expRule,
  log: elementwise.logRule,
  sqrt: elementwise.sqrtRule,
  tanh: elementwise.tanhRule,
  sigmoid: elementwise.sigmoidRule,
  relu: elementwise.reluRule,
  softplus: elementwise.softplusRule,
  abs: elementwise.absRule,
  erf: elementwise.erfRule,
  detach: elementwise.detachRule,
  add: elementwise.addRule,
  sub: elementwise.subRule,
  mul: elementwise.mulRule,
  div: elementwise.divRule,
  min: elementwise.minRule,
  max: elementwise.maxRule,
  lessOrEqual: elementwise.lessOrEqualRule,
  equal: elementwise.equalRule,
  where: elementwise.whereRule,
  cast: elementwise.castRule,
  sum: broadcast.sumRule,
  expand: broadcast.expandRule,
  largest: softmax.largestRule,
  softmax: softmax.softmaxRule,
  logSoftmax: softmax.logSoftmaxRule,
  reshape: layout.reshapeRule,
  transpose: layout.transposeRule,
  concat: layout.concatRule,
  slice: layout.sliceRule,
  pad: layout.padRule,
  gemm: matrix.gemmRule,
  matmul: matrix.matmulRule,
  gather: indexing.gatherRule,
  scatterAdd: indexing.scatterAddRule,
  gatherAlong: indexing.gatherAlongRule,
  scatterAlong: indexing.scatterAlongRule,
  conv: convolution.convRule,
  convTranspose: convolution.convTransposeRule,
  convKernel: convolution.convKernelRule,
};
