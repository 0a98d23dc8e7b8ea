import { type BoundEnv, type Episode, fail, snapshot, type VectorEnv } from "../core/index.ts";

/** An episode that ended, and its score. */
export interface FinishedEpisode {
  /** The step of the rollout in which it ended. */
  readonly step: number;
  /** The row of the step: its seat in its world. */
  readonly row: number;
  readonly score: number;
  /** What the env's further yardsticks say, by name. */
  readonly yardsticks: { readonly [name: string]: number };
  readonly episode: Episode;
  /** False if a fault cut it off or preceded it, or if it cannot be scored: its score then means little. */
  readonly whole: boolean;
}

/** Sums up the episodes of a vector's seats while they run, as `score` wants them. */
export interface EpisodeTracker {
  /** All worlds begin an episode. */
  start(): void;
  /** A world begins an episode: it was put back to the start of one. */
  begin(world: number): void;
  /** A world goes on in the middle of episodes of which nothing is known. */
  cut(world: number): void;
  /** The episodes that a world's seats are in, `[seats * n]`: with them another tracker of this env goes on. */
  saveWorld(world: number): Float64Array;
  /** @throws `file/corrupt` */
  loadWorld(world: number, episodes: Float64Array): void;
  /** Takes in what the last step did; the episodes that ended with it, by row. */
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
  "features" | "finalFeatures" | "events" | "terminated" | "truncated" | "broken" | "acted" | "endedRows" | "ended"
> & {
  /**
   * Where whoever steps the worlds applies the yardstick: scores of the episodes that ended, in their rows; NaN where it
   * did not see how they began.
   */
  readonly scores?: Float64Array;
};

export function episodeTracker(env: BoundEnv, worlds: number): EpisodeTracker {
  const { seats } = env;
  const rows = worlds * seats;
  const doubles = () => new Float64Array(rows);
  const steps = new Int32Array(rows);
  const resumed = new Uint8Array(rows); // 1 where it began after a fault, in the middle of a world's episode
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
    for (let row = 0; row < rows; row++) {
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

  function beginAll(world: number, after = 0): void {
    for (let row = world * seats; row < (world + 1) * seats; row++) begin(row, after);
  }

  return {
    start() {
      for (let row = 0; row < rows; row++) begin(row);
    },
    begin: (world) => beginAll(world),
    cut: (world) => beginAll(world, 1),
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
        for (let row = 0; row < rows; row++) total[row] += counts[row];
      }
      for (let row = 0; row < rows; row++) steps[row]++;
      const finished: FinishedEpisode[] = [];
      for (let i = 0; i < ended; i++) {
        const row = endedRows[i];
        const episode = summarize(vector, row);
        const told = vector.scores?.[row] ?? Number.NaN;
        const score = Number.isNaN(told) ? env.score(episode) : told;
        const whole = broken[row] + resumed[row] === 0 && !Number.isNaN(score);
        const yardsticks = Object.fromEntries(judges.map(([name, judge]) => [name, judge(episode)]));
        finished.push({ step, row, score, yardsticks, episode, whole });
        begin(row, broken[row]);
      }
      if (seats > 1) for (let row = 0; row < rows; row++) if (vector.acted[row] === 0) begin(row, broken[row]);
      return finished;
    },
    saveWorld: (world) =>
      Float64Array.from(state.flatMap((column) => [...column.subarray(world * seats, (world + 1) * seats)])),
    loadWorld(world, episodes) {
      const expected = state.length * seats;
      if (episodes.length !== expected)
        fail("file/corrupt", { given: `episodes of ${episodes.length} numbers`, expected: `${expected}` });
      state.forEach((column, i) => {
        column.set(episodes.subarray(i * seats, (i + 1) * seats), world * seats);
      });
    },
    state,
    ...snapshot(...state),
  };
}
