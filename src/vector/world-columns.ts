import { arraysOf, type BoundEnv, rowsOf } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";
import type { WorldState } from "./world-state.ts";

/** What is saved of a world besides the world itself and its generator: the columns of its rows. */
export type WorldColumns = Omit<WorldState, "generator" | "state">;

/** Copies the columns of a world out of the memory. */
export function columnsOf(env: BoundEnv, memory: VectorMemory, world: number): WorldColumns {
  const { seats, maskSize } = env;
  const [first, next] = [world * seats, (world + 1) * seats];
  const features = Object.values(memory.features);
  return {
    elapsed: memory.elapsed[world],
    observation: arraysOf(rowsOf(env.observation, memory.observations, first, next)).map((array) => array.slice()),
    mask: memory.masks.slice(first * maskSize, next * maskSize),
    features: Float64Array.from(features.flatMap((column) => [...column.subarray(first, next)])),
    ...(seats > 1 && { present: memory.present.slice(first, next) }),
    ...(memory.starts.length > 0 && { start: memory.starts.slice(2 * world, 2 * world + 2) }),
  };
}

/** Puts saved columns into the memory, in the place of a world's. */
export function putColumns(env: BoundEnv, memory: VectorMemory, world: number, given: WorldColumns): void {
  const { seats, maskSize } = env;
  const [first, next] = [world * seats, (world + 1) * seats];
  memory.elapsed[world] = given.elapsed;
  arraysOf(rowsOf(env.observation, memory.observations, first, next)).forEach((array, i) => {
    array.set(given.observation[i]);
  });
  memory.masks.set(given.mask, first * maskSize);
  Object.values(memory.features).forEach((column, i) => {
    column.set(given.features.subarray(i * seats, (i + 1) * seats), first);
  });
  if (given.present) memory.present.set(given.present, first);
  if (given.start && memory.starts.length > 0) memory.starts.set(given.start, 2 * world);
}
