import { describe, expect, it } from "vitest";
import {
  adam,
  type CompiledLoop,
  clipByNorm,
  compileTraining,
  constant,
  evaluate,
  gemm,
  input,
  mean,
  mul,
  type Optimizer,
  openSession,
  parameterList,
  reshape,
  sgd,
  stateNames,
  sub,
  sum,
  value,
} from "../../src/autodiff/index.ts";
import { generator } from "../../src/core/index.ts";

const rows = 12;
const rng = generator(3, "training");
const given = {
  x: Float32Array.from({ length: rows * 2 }, () => rng.normal()),
  y: Float32Array.from({ length: rows }, () => rng.normal()),
};
const perm = Int32Array.from({ length: 8 * 3 }, (_, i) => (i * 5) % rows);

/** Least squares of y on x: parameters [2, 1] and a bias. */
function plan(optimizer: Optimizer, divergence = { stopAbove: 0, adaptTo: 0 }) {
  const list = parameterList();
  const weight = list.parameter("weight", [2, 1], { kind: "normal", deviation: 1 });
  const bias = list.parameter("bias", [1], { kind: "constant", value: 0.5 });
  const parameters = list.done();
  const compiled = (unroll: number) =>
    compileTraining({
      parameters,
      optimizer,
      clipNorm: 0.5,
      batch: 3,
      columns: { x: input("x", ["rows", 2]), y: input("y", ["rows", 1]) },
      constants: {},
      divergence,
      unroll,
      loss({ x, y }) {
        const error = sub(gemm(x, weight, false, false, bias), y);
        const loss = mean(mul(error, error));
        return { loss, metrics: { bias: reshape(bias, []) }, kl: loss };
      },
    });
  return { parameters, compiled };
}

async function run({ model, metrics }: CompiledLoop, optimizer: Optimizer, flat: Float32Array, chunk: number) {
  const session = await openSession(model);
  let state: { [name: string]: Float32Array } = Object.fromEntries(
    stateNames(optimizer).map((name) => [name, new Float32Array(flat.length)]),
  );
  state = { ...state, flat, t: Float32Array.of(0), rateScale: Float32Array.of(1) };
  const reported: number[][] = [];
  for (let from = 0; from < 8; from += chunk) {
    const results = await session.run({
      ...Object.fromEntries(
        Object.entries(state).map(([name, array]) => [name, value(array, array.length === 1 ? [] : [array.length])]),
      ),
      x: value(given.x, [rows, 2]),
      y: value(given.y, [rows, 1]),
      perm: value(perm.subarray(from * 3, (from + chunk) * 3), [chunk, 3]),
      rate: value(new Float32Array(chunk).fill(0.1), [chunk]),
    });
    state = Object.fromEntries(Object.keys(state).map((name) => [name, results[`${name}Next`]]));
    for (let at = 0; at < results.metrics.length; at += metrics.length)
      reported.push(Array.from(results.metrics.subarray(at, at + metrics.length)));
  }
  await session.close();
  return { state, reported, names: metrics };
}

/** The same training by hand, in doubles. */
function byHand(flat: Float32Array, update: (parameter: number, gradient: number, i: number, t: number) => number) {
  const parameters = Float64Array.from(flat);
  for (let step = 0; step < 8; step++) {
    const slope = new Float64Array(3);
    for (const row of perm.subarray(step * 3, step * 3 + 3)) {
      const [a, b] = [given.x[row * 2], given.x[row * 2 + 1]];
      const error = parameters[0] * a + parameters[1] * b + parameters[2] - given.y[row];
      [a, b, 1].forEach((factor, i) => {
        slope[i] += (2 * error * factor) / 3;
      });
    }
    const norm = Math.hypot(...slope);
    parameters.forEach((parameter, i) => {
      parameters[i] = update(parameter, slope[i] * Math.min(1, 0.5 / (norm + 1e-6)), i, step + 1);
    });
  }
  return parameters;
}

const handAdam = (decay: number) => {
  const [m, v] = [new Float64Array(3), new Float64Array(3)];
  return (parameter: number, gradient: number, i: number, t: number) => {
    m[i] = 0.9 * m[i] + 0.1 * gradient;
    v[i] = 0.999 * v[i] + 0.001 * gradient ** 2;
    const step = (0.1 * (m[i] / (1 - 0.9 ** t))) / (Math.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-5);
    return parameter * (1 - decay * 0.1) - step;
  };
};
const handMomentum = () => {
  const velocity = new Float64Array(3);
  return (parameter: number, gradient: number, i: number) => {
    velocity[i] = 0.9 * velocity[i] + gradient;
    return parameter - 0.1 * velocity[i];
  };
};

describe.each([
  ["sgd", sgd(), () => (parameter: number, gradient: number) => parameter - 0.1 * gradient],
  ["sgd with momentum", sgd({ momentum: 0.9 }), handMomentum],
  ["adam", adam({ epsilon: 1e-5 }), () => handAdam(0)],
  ["adamw", adam({ epsilon: 1e-5, decay: 0.2 }), () => handAdam(0.2)],
] as const)("%s", (_, optimizer, hand) => {
  it.each([
    ["a loop", 0, 8],
    ["unrolled whole", 8, 8],
    ["unrolled in chunks", 4, 4],
  ])("trains as by hand, as %s", async (_, unroll, chunk) => {
    const { parameters, compiled } = plan(optimizer);
    const flat = await parameters.initial(generator(1, "weights"));
    const { state, reported, names } = await run(compiled(unroll), optimizer, flat, chunk);
    const expected = byHand(flat, hand());
    for (let i = 0; i < 3; i++) expect(state.flat[i]).toBeCloseTo(expected[i], 4);
    expect(reported).toHaveLength(8);
    expect(reported.at(-1)?.[names.indexOf("bias")]).not.toBe(0.5);
    expect(state.t[0]).toBe(8);
  });
});

describe("divergence", () => {
  it.each([
    ["a loop", 0],
    ["unrolled", 8],
  ])("stops before the step that is too far, as %s", async (_, unroll) => {
    const optimizer = sgd();
    const free = plan(optimizer);
    const flat = await free.parameters.initial(generator(1, "weights"));
    const losses = (await run(free.compiled(unroll), optimizer, flat, 8)).reported.map((row) => row[0]);
    const limit = Math.max(losses[0], losses[1]) * 1.0001;
    const stop = losses.findIndex((loss) => loss > limit);
    expect(stop).toBeGreaterThan(1);
    const bound = plan(optimizer, { stopAbove: limit, adaptTo: 0 });
    const { state, reported, names } = await run(bound.compiled(unroll), optimizer, flat, 8);
    expect(reported.findIndex((row) => row[names.indexOf("proceed")] === 0)).toBe(stop);
    expect(state.t[0]).toBe(stop);
  });

  it("shrinks the rate above twice its target and grows it below half", async () => {
    const optimizer = sgd();
    const flat = Float32Array.of(1, -1, 0.5);
    const scales = async (adaptTo: number) => {
      const { reported, names } = await run(plan(optimizer, { stopAbove: 0, adaptTo }).compiled(0), optimizer, flat, 8);
      return reported.map((row) => row[names.indexOf("rateScale")]);
    };
    expect((await scales(1e-6))[1]).toBeCloseTo(1 / 1.5 / 1.5, 5);
    expect((await scales(1e6))[1]).toBeCloseTo(2.25, 5);
  });
});

it("scales a long gradient to the longest and leaves a short one: |(3, 4)| is 5", () => {
  const clip = (longest: number) => evaluate([clipByNorm(constant([3, 4]), longest).clipped])[0].data;
  expect(clip(1)[0]).toBeCloseTo(0.6, 5);
  expect(Array.from(clip(10))).toEqual([3, 4]);
  expect(evaluate([sum(clipByNorm(constant([3, 4]), 1).norm)])[0].data[0]).toBe(5);
});
