import { expect } from "vitest";
import {
  compile,
  evaluate,
  gradient,
  input,
  mul,
  type NdArray,
  openSession,
  sum,
  type Tensor,
  value,
} from "../../src/autodiff/index.ts";
import { generator } from "../../src/core/index.ts";
import { type Case, draw } from "./cases.ts";

type Given = { readonly [name: string]: NdArray };

/** A case's graph with drawn inputs, and a scalar that weighs every output element differently, so that no error cancels. */
export function prepare({ shapes, range = [-2, 2], build }: Case, seed: number) {
  const rng = generator(seed, "case");
  const inputs = shapes.map((shape, i) => input(`x${i}`, shape));
  const output = build(...inputs);
  const weights = input("weights", output.shape);
  const given: { [name: string]: NdArray } = { weights: draw(output.shape as number[], () => rng.uniform(-1, 1)) };
  shapes.forEach((shape, i) => {
    given[`x${i}`] = draw(shape, () => rng.uniform(...range));
  });
  return { inputs, output, weights, given, scalar: sum(mul(output, weights)) };
}

/** Computes tensors in an ONNX session on the CPU. */
export async function onSession(
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  given: Given,
): Promise<Float32Array[]> {
  const session = await openSession(compile(inputs, Object.fromEntries(outputs.map((output, i) => [`y${i}`, output]))));
  const feeds = inputs.map(({ name }) => [
    name,
    value(Float32Array.from(given[name as string].data), given[name as string].shape),
  ]);
  const results = await session.run(Object.fromEntries(feeds));
  await session.close();
  return outputs.map((_, i) => results[`y${i}`]);
}

export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i] - expected[i]), `element ${i}: ${actual[i]} and ${expected[i]}`).toBeLessThan(
      tolerance * Math.max(1, Math.abs(expected[i])),
    );
}

/** Compares the gradient of a case with central differences in doubles, and its ONNX form with its plain one. */
export async function expectGradient(
  each: Case,
  seed: number,
  slopeOf: (scalar: Tensor) => Tensor = (scalar) => scalar,
): Promise<void> {
  const { inputs, weights, given, scalar } = prepare(each, seed);
  const gradients = gradient(scalar, inputs);
  const exact = evaluate(gradients, given);
  const width = 1e-5;
  const sloping = slopeOf(scalar);
  inputs.forEach((tensor, i) => {
    const { data } = given[tensor.name as string];
    const slopes = data.map((centre, element) => {
      const [above, below] = [centre + width, centre - width].map((moved) => {
        data[element] = moved;
        return evaluate([sloping], given)[0].data[0];
      });
      data[element] = centre;
      return (above - below) / (2 * width);
    });
    expectClose(exact[i].data, slopes, 2e-6);
  });
  const compiled = await onSession([...inputs, weights], gradients, given);
  compiled.forEach((actual, i) => {
    expectClose(actual, exact[i].data, 5e-5);
  });
}
