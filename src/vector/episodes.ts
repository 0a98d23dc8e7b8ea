import { type BoundEnv, type Episode, fail, snapshot, type VectorEnv } from "../core/index.ts";

/** An episode that ended, and its score. */
export interface FinishedEpisode {
  /** The step of the rollout in which it ended. */
  readonly step: number;
  readonly world: number;
  readonly score: number;
  /** What the env's further yardsticks say, by name. */
  readonly yardsticks: { readonly [name: string]: number };
  readonly episode: Episode;
  /** False if a fault cut it off or preceded it, or if it cannot be scored: its score then means little. */
  readonly whole: boolean;
}

/** Summarises the episodes of a vector's worlds while they run, in the form that `score` needs. */
export interface EpisodeTracker {
  /** All worlds begin an episode. */
  start(): void;
  /** A world begins an episode: it was put back to the start of one. */
  begin(world: number): void;
  /** A world continues in the middle of an unknown episode. */
  cut(world: number): void;
  /** The episode that a world is in, `[n]`: with it another tracker of this env goes on. */
  saveWorld(world: number): Float64Array;
  /** @throws `file/corrupt` */
  loadWorld(world: number, episode: Float64Array): void;
  /** Takes in the last step; returns the episodes that ended with it, by world. */
  observe(vector: Observed, step?: number): FinishedEpisode[];
  /** Its whole memory, for callers that save more than episodes. */
  readonly state: readonly (Float64Array | Int32Array | Uint8Array)[];
  save(): Uint8Array;
  /** @throws `file/corrupt` before anything has changed */
  load(bytes: Uint8Array): void;
}

/** The part of a vector that is used. */
export type Observed = Pick<
  VectorEnv,
  "features" | "finalFeatures" | "events" | "terminated" | "truncated" | "broken" | "endedRows" | "ended"
> & {
  /**
   * Where whoever steps the worlds applies the yardstick: scores of the episodes that ended, in their rows; NaN where it
   * did not see how they began.
   */
  readonly scores?: Float64Array;
};

export function episodeTracker(env: BoundEnv, worlds: number): EpisodeTracker {
  const doubles = () => new Float64Array(worlds);
  const steps = new Int32Array(worlds);
  const resumed = new Uint8Array(worlds); // 1 where it began after a fault, in the middle of a world's episode
  const features = Object.keys(env.features).map((name) => ({
    name,
    first: doubles(),
    lowest: doubles(),
    highest: doubles(),
    sum: doubles(),
  }));
  const events = Object.keys(env.events).map((name) => ({ name, total: doubles() }));
  const judges = Object.entries(env.yardsticks);
  const reached = doubles(); // a feature after the step and before the restart
  const state = [
    steps,
    resumed,
    ...features.flatMap(({ first, lowest, highest, sum }) => [first, lowest, highest, sum]),
    ...events.map(({ total }) => total),
  ];

  function follow({ first, lowest, highest, sum }: (typeof features)[number]): void {
    for (let row = 0; row < worlds; row++) {
      const value = reached[row];
      if (steps[row] === 0) first[row] = lowest[row] = highest[row] = sum[row] = value;
      else {
        if (value < lowest[row]) lowest[row] = value;
        if (value > highest[row]) highest[row] = value;
        sum[row] += value;
      }
    }
  }

  function summarize({ finalFeatures, terminated, truncated }: Observed, row: number): Episode {
    const summaries = features.map(({ name, first, lowest, highest, sum }) => {
      const last = finalFeatures[name][row];
      const mean = sum[row] / steps[row];
      return [name, { first: first[row], last, lowest: lowest[row], highest: highest[row], mean }] as const;
    });
    return {
      steps: steps[row],
      terminated: terminated[row] === 1,
      truncated: truncated[row] === 1,
      maxSteps: env.maxSteps,
      features: Object.fromEntries(summaries),
      events: Object.fromEntries(events.map(({ name, total }) => [name, total[row]])),
    };
  }

  /** @param after a fault or an unknown beginning: 1 where the episode is not whole */
  function begin(row: number, after = 0): void {
    steps[row] = 0;
    resumed[row] = after;
    for (const { total } of events) total[row] = 0;
  }

  return {
    start() {
      for (let row = 0; row < worlds; row++) begin(row);
    },
    begin: (world) => begin(world),
    cut: (world) => begin(world, 1),
    observe(vector, step = 0) {
      const { endedRows, ended, broken } = vector;
      for (const feature of features) {
        const final = vector.finalFeatures[feature.name];
        reached.set(vector.features[feature.name]);
        for (let i = 0; i < ended; i++) reached[endedRows[i]] = final[endedRows[i]];
        follow(feature);
      }
      for (const { name, total } of events) {
        const counts = vector.events[name];
        for (let row = 0; row < worlds; row++) total[row] += counts[row];
      }
      for (let row = 0; row < worlds; row++) steps[row]++;
      const finished: FinishedEpisode[] = [];
      for (let i = 0; i < ended; i++) {
        const world = endedRows[i];
        const episode = summarize(vector, world);
        const told = vector.scores?.[world] ?? Number.NaN;
        const score = Number.isNaN(told) ? env.score(episode) : told;
        const whole = broken[world] + resumed[world] === 0 && !Number.isNaN(score);
        const yardsticks = Object.fromEntries(judges.map(([name, judge]) => [name, judge(episode)]));
        finished.push({ step, world, score, yardsticks, episode, whole });
        begin(world, broken[world]);
      }
      return finished;
    },
    saveWorld: (world) => Float64Array.from(state, (column) => column[world]),
    loadWorld(world, episode) {
      if (episode.length !== state.length)
        fail("file/corrupt", { given: `an episode of ${episode.length} numbers`, expected: `${state.length}` });
      state.forEach((column, i) => {
        column[world] = episode[i];
      });
    },
    state,
    ...snapshot(...state),
  };
}
