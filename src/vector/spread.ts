import { fail, type ScoredVector, type VectorEnv } from "../core/index.ts";

/**
 * Puts one world in the place of others of the same vector: each goes on from its present state, a scored one with what
 * its reward remembers. Nothing is opened, so this is quicker than `branch`, above all where worlds live in workers.
 * @throws `run/invalid` for rows that are not there, before anything has changed
 */
export async function spread(vector: VectorEnv | ScoredVector, world: number, rows: readonly number[]): Promise<void> {
  const { worlds } = "vector" in vector ? vector.vector : vector;
  for (const row of [world, ...rows])
    if (!Number.isInteger(row) || row < 0 || row >= worlds)
      fail("run/invalid", { given: `world ${row}`, expected: `a whole number from 0 to ${worlds - 1}` });
  const saved = await vector.save(world);
  for (const row of rows) if (row !== world) await vector.load(row, saved);
}
