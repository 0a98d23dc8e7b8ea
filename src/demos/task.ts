import { canonical } from "../core/index.ts";
import type { StoredEpisode } from "../record/index.ts";

/** What tells envs apart: the id and all params but the time limit, which is where a player may have left. */
export function taskOf({ env: { id, params } }: Pick<StoredEpisode, "env">): string {
  const { maxSteps: _, ...others } = params;
  return `${id} ${canonical(others)}`;
}
