import { type BoundEnv, leavesOf } from "../core/index.ts";
import type { Actor } from "./actors.ts";
import { play } from "./episodes.ts";
import type { Stage } from "./stage.ts";

/** All numbers that a world has written: what two worlds are compared by. The last says whether an episode ended in it. */
export function numbersOf(stage: Stage, world = 0, ended = stage.someEnded(world)): Float64Array {
  let count = 1;
  for (const { size } of stage.written) count += size;
  const numbers = new Float64Array(count);
  let at = 0;
  for (const { values, size } of stage.written) {
    numbers.set(values.subarray(world * size, (world + 1) * size), at);
    at += size;
  }
  numbers[at] = ended ? 1 : 0;
  return numbers;
}

/** What the numbers of `numbersOf` are called: first those that a stage keeps, in its order. */
export function labelsOf(env: BoundEnv): string[] {
  const strips = [
    ...leavesOf(env.observation).map(({ path, size }) =>
      Array.from({ length: size }, (_, i) => `observation${path && `.${path}`}[${i}]`),
    ),
    ...Object.keys(env.features).map((name) => [`feature ${name}`]),
    Array.from({ length: env.maskSize }, (_, i) => `mask[${i}]`),
    ...Object.keys(env.events).map((name) => [`event ${name}`]),
    ...(env.seats > 1 ? [["present"]] : []),
  ];
  const inSeats = (labels: readonly string[]) =>
    Array.from({ length: env.seats }, (_, seat) => labels.map((label) => `${label} of seat ${seat}`)).flat();
  return [...strips.flatMap((labels) => (env.seats > 1 ? inSeats(labels) : labels)), "terminated"];
}

/** The numbers of a world after every reset and step. */
export function traceOf(stage: Stage, actor: Actor, steps: number, world = 0): Float64Array[] {
  const trace = [numbersOf(stage, world)];
  play(stage, actor, steps, () => trace.push(numbersOf(stage, world)), world);
  return trace;
}

/** The first number in which two rows of numbers differ, in words; bits count, so 0 is not -0. */
export function mismatchOf(env: BoundEnv, a: Float64Array, b: Float64Array): string | undefined {
  for (let i = 0; i < a.length; i++)
    if (!Object.is(a[i], b[i])) return `${labelsOf(env)[i]} is ${a[i]} in one and ${b[i]} in the other`;
  return undefined;
}

/** The first number in which two traces differ, in words. */
export function differenceOf(
  env: BoundEnv,
  a: readonly Float64Array[],
  b: readonly Float64Array[],
): string | undefined {
  for (let moment = 0; moment < Math.min(a.length, b.length); moment++) {
    const mismatch = mismatchOf(env, a[moment], b[moment]);
    if (mismatch) return `${mismatch}, ${moment} moments on`;
  }
  return a.length === b.length ? undefined : `one has ${a.length} moments and the other ${b.length}`;
}
