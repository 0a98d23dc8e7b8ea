import { wrong } from "./finding.ts";
import { fence } from "./poison.ts";
import type { Stage } from "./stage.ts";
import { mismatchOf, numbersOf } from "./trace.ts";

/** Ends a check where looking at a world changes it, or another row. */
export function requireUnmoved(stage: Stage, row: number, what: string, look: () => void): void {
  const state = () => {
    const { world, generator } = stage.save(row);
    return { numbers: numbersOf(stage, row), world: world.slice(), generator: generator.slice() };
  };
  const before = state();
  const wrote = fence(stage, row)(look);
  if (wrote) wrong(`${what} changes another world: ${wrote}`);
  const after = state();
  const mismatch = mismatchOf(stage.env, before.numbers, after.numbers);
  if (mismatch) wrong(`${what} changes the world: ${mismatch}`);
  if (Buffer.compare(before.world, after.world) !== 0) wrong(`${what} changes the world's saved state`);
  if (before.generator.some((value, i) => value !== after.generator[i])) wrong(`${what} draws from the generator`);
}
