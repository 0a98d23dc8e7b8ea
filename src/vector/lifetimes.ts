import { isOver, type VectorEnv } from "../core/index.ts";

/** A world whose episode is over: nobody in it goes on. */
export interface WorldEnd {
  /** The step of the rollout in which it ended. */
  readonly step: number;
  readonly world: number;
  /** Whether a fault cut it off. */
  readonly isBroken: boolean;
}

/** Which worlds a rollout is still about. */
export interface Lifetimes {
  /** Before a rollout. */
  begin(): Promise<void>;
  /** Marks rows `[rows]` of worlds that the rollout is no longer about. */
  exclude(present: Uint8Array): void;
  /** After a step: the worlds that ended in it, of those that the rollout is about. */
  observe(step: number): Promise<readonly WorldEnd[]>;
  /** Whether there is more to live. */
  goesOn(): boolean;
  /** After a rollout. @returns whether all worlds were put to the start of an episode */
  end(): Promise<boolean>;
}

/** Worlds live on from rollout to rollout. */
export const endless = (vector: VectorEnv): Lifetimes => ({
  begin: async () => undefined,
  exclude: () => undefined,
  observe: async (step) => endsIn(vector, step),
  goesOn: () => true,
  end: async () => false,
});

/**
 * Every world lives one episode a rollout. A world that is done earlier than others steps on with them, but in vain: the
 * next rollout begins where its episode ended. An episode that a fault cut off is lived again from its start.
 */
export function episodeByEpisode(vector: VectorEnv): Lifetimes {
  const { worlds, env } = vector;
  const living = new Uint8Array(worlds);
  const starts: Uint8Array[] = [];
  const next: (Uint8Array | undefined)[] = [];
  return {
    async begin() {
      living.fill(1);
      for (let world = starts.length; world < worlds; world++) starts.push(await vector.save(world));
    },
    exclude(present) {
      for (let row = 0; row < present.length; row++) present[row] &= living[Math.floor(row / env.seats)];
    },
    async observe(step) {
      const ends = endsIn(vector, step).filter(({ world }) => living[world]);
      for (const { world, isBroken } of ends) {
        living[world] = 0;
        next[world] = isBroken ? starts[world] : await vector.save(world);
      }
      return ends;
    },
    goesOn: () => living.includes(1),
    async end() {
      for (let world = 0; world < worlds; world++) {
        starts[world] = next[world] ?? starts[world];
        await vector.load(world, starts[world]);
      }
      return true;
    },
  };
}

function endsIn(vector: VectorEnv, step: number): WorldEnd[] {
  const { env, endedRows, ended, broken } = vector;
  const ends: WorldEnd[] = [];
  for (let i = 0; i < ended; i++) {
    const world = Math.floor(endedRows[i] / env.seats);
    if (ends.at(-1)?.world !== world && isOver(vector, world))
      ends.push({ step, world, isBroken: broken[endedRows[i]] === 1 });
  }
  return ends;
}
