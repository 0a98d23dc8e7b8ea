import { fail, type VectorEnv } from "../core/index.ts";

/** How often an episode may break before the evaluation gives up. */
const mostFaults = 3;

/** Repeats episodes that a fault cut off, each from its own start. */
export interface EpisodeRepeats {
  /** Call where a world begins an episode that may have to be repeated. */
  begin(world: number): Promise<void>;
  /** Puts a world back to the start of its episode. @throws `vector/failed` where the episode broke too often */
  repeat(world: number): Promise<void>;
}

/**
 * Repeating the same episode keeps an evaluation fair: to live another one in its place would favour the episodes that
 * happen not to break. An evaluation with a passing fault thus equals one without.
 */
export function episodeRepeats(vector: VectorEnv): EpisodeRepeats {
  const { env, worlds } = vector;
  const starts: Uint8Array[] = [];
  const faults = new Int32Array(worlds); // in the world's present episode
  return {
    async begin(world) {
      if (vector.savable) starts[world] = await vector.save(world);
      faults[world] = 0;
    },
    async repeat(world) {
      const last = vector.faults.findLast((fault) => fault.worlds.includes(world));
      if (!vector.savable)
        fail("vector/failed", {
          given: `a fault in an episode of ${env.id} that cannot be repeated, for its world cannot be saved: ${last?.message}`,
          expected: "episodes that run to their end",
          fix: "Evaluate again: to leave this episode out would favour those that do not break.",
          cause: last?.cause,
        });
      if (++faults[world] === mostFaults) {
        fail("vector/failed", {
          given: `${mostFaults} faults in the same episode of ${env.id}, the last one in ${last?.message}`,
          expected: "episodes that run to their end",
          fix: "Mend the env: an evaluation does not replace an episode that breaks, for that would favour those that do not.",
          cause: last?.cause,
        });
      }
      await vector.load(world, starts[world]);
    },
  };
}
