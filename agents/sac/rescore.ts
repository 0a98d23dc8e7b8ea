import { type AgentHost, batchIn, type Columns, type PackedArray } from "../../src/core/index.ts";
import type { scaling } from "./actor.ts";
import { end } from "./chunk.ts";
import type { ReplayMemory } from "./memory.ts";
import type { SacModel } from "./model.ts";

/** Scores all that is remembered by what the run's reward has learned since. */
export async function rescore(
  memory: ReplayMemory,
  { leaves, actionSize }: Pick<SacModel, "leaves" | "actionSize">,
  { rescore: judge, observation }: Pick<AgentHost, "rescore" | "observation">,
  inUnits: ReturnType<typeof scaling>,
): Promise<void> {
  if (!judge) return;
  await memory.rescore((chunk, rows) => {
    const observed = (arrays: readonly PackedArray[]) =>
      batchIn(
        observation,
        arrays.map((array, i) => array.subarray(0, rows * leaves[i].size)),
      );
    const measured = (columns: Columns): Columns =>
      Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(0, rows)]));
    const actions = chunk.actions.slice(0, rows * actionSize);
    for (let i = 0; i < actions.length; i++) actions[i] = inUnits.toEnv(actions[i], i % actionSize);
    const ended = (by: number) => Uint8Array.from(chunk.ends.subarray(0, rows), (each) => Number(each === by));
    return judge.score({
      ...{ rows, before: observed(chunk.before), after: observed(chunk.after), actions },
      features: { before: measured(chunk.features.before), after: measured(chunk.features.after) },
      ...{ terminated: ended(end.terminated), truncated: ended(end.truncated) },
    });
  });
}
