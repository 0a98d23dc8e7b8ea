import { type Finding, find, wrong } from "./finding.ts";

export interface GradientSubject {
  /** The function; it must not keep its argument. */
  f(at: Float64Array): number | Promise<number>;
  readonly at: Float64Array;
  /** What is said to be its gradient there. */
  readonly gradient: ArrayLike<number>;
  /** Largest error, relative where numbers are above 1. For functions that compute in float32, 1e-2. */
  readonly tolerance?: number;
  /** Step, relative where numbers are above 1. For functions that compute in float32, 1e-3. */
  readonly step?: number;
}

/** Checks a gradient against central differences, element by element; reports the worst. */
export const checkGradient = async (subject: GradientSubject): Promise<Finding[]> => [
  await find(
    { name: "the gradient has the function's size", fix: "Return one number an argument.", run: sized },
    subject,
  ),
  await find(
    { name: "the gradient is that of central differences", fix: "Derive it again by hand.", run: close },
    subject,
  ),
];

function sized({ at, gradient }: GradientSubject): string {
  if (gradient.length !== at.length) wrong(`${gradient.length} numbers for ${at.length} arguments`);
  return `${at.length} arguments`;
}

async function close({ f, at, gradient, tolerance = 1e-6, step = Number.EPSILON ** (1 / 3) }: GradientSubject) {
  let worst = { element: 0, error: -1, expected: 0 };
  const probe = at.slice();
  for (let element = 0; element < at.length; element++) {
    const reach = step * Math.max(1, Math.abs(at[element]));
    const high = at[element] + reach;
    const low = at[element] - reach;
    probe[element] = high;
    const above = await f(probe.slice());
    probe[element] = low;
    const below = await f(probe.slice());
    probe[element] = at[element];
    const expected = (above - below) / (high - low);
    const error = Math.abs(gradient[element] - expected) / Math.max(1, Math.abs(expected), Math.abs(gradient[element]));
    if (!(error <= worst.error)) worst = { element, error, expected };
    if (Number.isNaN(error)) break;
  }
  const { element, error, expected } = worst;
  const said = `element ${element}: ${gradient[element]}, by differences ${expected}, error ${error.toExponential(1)}`;
  if (!(error <= tolerance)) wrong(said);
  return `worst is ${said}`;
}
