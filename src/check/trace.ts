import { arraysOf, type BoundEnv, leavesOf, rowsOf } from "../core/index.ts";
import type { Actor } from "./actors.ts";
import { play } from "./episodes.ts";
import type { Stage } from "./stage.ts";

/** All numbers that a world has written, seat by seat: what two worlds are compared by. */
export const numbersOf = (stage: Stage, world = 0): Float64Array =>
  Float64Array.from(Array.from({ length: stage.env.seats }, (_, seat) => seatNumbers(stage, world, seat)).flat());

/** All numbers that a world has written for one seat. */
export function seatNumbers(stage: Stage, world: number, seat: number): number[] {
  const { env, observations, features, events, masks, present, worlds } = stage;
  const row = world * env.seats + seat;
  const numbers: number[] = [];
  for (const array of arraysOf(rowsOf(env.observation, observations, row)))
    for (const value of array) numbers.push(value);
  for (const name in features) numbers.push(features[name][row]);
  for (const name in events) numbers.push(events[name][row]);
  for (let i = 0; i < env.maskSize; i++) numbers.push(masks[row * env.maskSize + i]);
  numbers.push(present[row] && worlds[world].terminated(seat) ? 1 : 0);
  if (env.seats > 1) numbers.push(present[row]);
  return numbers;
}

/** What the numbers of `numbersOf` are called. */
export function labelsOf(env: BoundEnv): string[] {
  const labels = seatLabels(env);
  if (env.seats === 1) return labels;
  return Array.from({ length: env.seats }, (_, seat) => labels.map((label) => `${label} of seat ${seat}`)).flat();
}

function seatLabels(env: BoundEnv): string[] {
  return [
    ...leavesOf(env.observation).flatMap(({ path, size }) =>
      Array.from({ length: size }, (_, i) => `observation${path && `.${path}`}[${i}]`),
    ),
    ...Object.keys(env.features).map((name) => `feature ${name}`),
    ...Object.keys(env.events).map((name) => `event ${name}`),
    ...Array.from({ length: env.maskSize }, (_, i) => `mask[${i}]`),
    "terminated",
    ...(env.seats > 1 ? ["present"] : []),
  ];
}

/** The numbers of world 0 after every reset and step. */
export function traceOf(stage: Stage, actor: Actor, steps: number): Float64Array[] {
  const trace = [numbersOf(stage)];
  play(stage, actor, steps, () => trace.push(numbersOf(stage)));
  return trace;
}

/** The first number in which two traces differ, in words; bits count, so 0 is not -0. */
export function differenceOf(
  env: BoundEnv,
  a: readonly Float64Array[],
  b: readonly Float64Array[],
): string | undefined {
  for (let moment = 0; moment < Math.min(a.length, b.length); moment++) {
    const other = b[moment];
    const i = a[moment].findIndex((value, element) => !Object.is(value, other[element]));
    if (i >= 0)
      return `${labelsOf(env)[i]} is ${a[moment][i]} in one and ${other[i]} in the other, ${moment} moments on`;
  }
  return a.length === b.length ? undefined : `one has ${a.length} moments and the other ${b.length}`;
}
