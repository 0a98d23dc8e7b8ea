import { createHash } from "node:crypto";
import { arraysOf, type Batch, generator, type Space, sample, type VectorEnv, write } from "../../src/core/index.ts";

/** Everything that a vector shows after a step, as text; two that are equal showed the same bytes. */
export function shown(vector: VectorEnv): string {
  const { observations, masks, features, events, terminated, truncated, broken, frames, texts, goals } = vector;
  const ended = vector.endedRows.slice(0, vector.ended);
  const hash = createHash("sha256");
  const columns = [...Object.values(features), ...Object.values(events), masks, terminated, truncated, broken, frames];
  for (const array of [...arraysOf(observations), ...columns, ended])
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice());
  for (const row of ended) {
    for (const array of arraysOf(vector.finalObservations)) hash.update(rowOf(array, row, vector.worlds));
    for (const column of Object.values(vector.finalFeatures)) hash.update(rowOf(column, row, vector.worlds));
  }
  return hash
    .update([...texts, ...goals].join("\n"))
    .digest("hex")
    .slice(0, 12);
}

function rowOf(array: ArrayBufferView & { readonly length: number }, row: number, rows: number): Uint8Array {
  const bytes = array.byteLength / rows;
  return new Uint8Array(array.buffer, array.byteOffset + row * bytes, bytes).slice();
}

/** Writes random legal actions; the same ones for the same seed, step and masks. */
export function act({ env, actions, masks, worlds }: VectorEnv, seed: number, step: number): void {
  for (let row = 0; row < worlds; row++) {
    const mask = masks.subarray(row * env.maskSize, (row + 1) * env.maskSize);
    const action = sample(env.action, generator(seed, step, row), mask);
    write(env.action, actions as Batch<Space>, action, row);
  }
}

/** Steps with random actions; what was shown after every step. */
export async function trace(vector: VectorEnv, seed: number, steps: number, from = 0): Promise<string[]> {
  const seen: string[] = [];
  for (let step = from; step < from + steps; step++) {
    act(vector, seed, step);
    await vector.step();
    seen.push(shown(vector));
  }
  return seen;
}
