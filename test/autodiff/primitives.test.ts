import { describe, expect, it } from "vitest";
import { evaluate, mul, primitives } from "../../src/autodiff/index.ts";
import { cases } from "./cases.ts";
import { expectClose, expectGradient, onSession, prepare } from "./compare.ts";

describe.each(Object.entries(cases))("%s", (name, list) => {
  const numbered = list.map((each, i) => [i, each] as const);

  it.each(numbered)("case %i: ONNX computes what plain JavaScript computes", async (i, each) => {
    const { inputs, output, given } = prepare(each, i);
    const [actual] = await onSession(inputs, [output], given);
    expectClose(actual, evaluate([output], given)[0].data, 2e-5);
  });

  it.each(numbered)("case %i: its gradient is the slope", async (i, each) => {
    // detach(x) x is differentiated as if its first factor stood still: half the slope of x squared.
    await expectGradient(each, i, name === "detach" ? (scalar) => mul(scalar, 0.5) : undefined);
  });
});

it("has a case for every primitive, whose name is its key", () => {
  expect(Object.keys(cases)).toEqual(Object.keys(primitives));
  for (const [key, { name }] of Object.entries(primitives)) expect(name).toBe(key);
});
