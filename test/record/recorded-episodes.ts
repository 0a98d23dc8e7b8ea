import { generator, sample, write } from "../../src/core/index.ts";
import { type EpisodeOrigin, type EpisodeRecord, episodeRecorder } from "../../src/record/index.ts";
import { driftingEnv, driftingVector } from "./drifting-vector.ts";

export const origin: EpisodeOrigin = {
  seed: 5,
  reward: { sum: { place: "shaped/place-v1", cost: { weight: -1, of: "shaped/cost-v1" } } },
  agent: "baseline/random-v1",
  versions: { rewardgym: "0.1.0" },
};

export const env = driftingEnv({ reach: 0.3 });

type Recording = Partial<{
  worlds: number;
  steps: number;
  watch: readonly number[];
  observations: boolean;
  /** Steps between rewards. */
  every: number;
}>;

/** What the recorder should have seen of one world in one step. */
export interface Witnessed {
  readonly place: number;
  readonly luck: number;
  readonly side: number;
  readonly crossed: number;
  readonly push: number;
  readonly gear: number;
  readonly reward: number;
  readonly ended: boolean;
}

/**
 * Records random actions in drifting worlds. The reward of a row is two terms, its step and its world.
 * `witnessed` is the same, noted by hand: by world, every step.
 */
export async function recordEpisodes({
  worlds = 3,
  steps = 40,
  watch = [0, 2],
  observations = false,
  every = 1,
}: Recording = {}) {
  const vector = driftingVector(env, worlds, origin.seed);
  const recorder = episodeRecorder(vector, { watch, origin, observations });
  const rng = generator(9, "actions");
  const episodes: EpisodeRecord[] = [];
  const witnessed: Witnessed[][] = Array.from({ length: worlds }, () => []);
  let unrewarded: number[] = [];
  await recorder.start();
  for (let step = 1; step <= steps; step++) {
    for (let world = 0; world < worlds; world++) write(env.action, vector.actions, sample(env.action, rng), world);
    await vector.step();
    const ended = [];
    for (let world = 0; world < worlds; world++) {
      const isEnd = vector.terminated[world] + vector.truncated[world] > 0;
      if (isEnd) ended.push({ row: world, score: world / 10 });
      const features = isEnd ? vector.finalFeatures : vector.features;
      const { side } = (isEnd ? vector.finalObservations : vector.observations) as { side: Int32Array };
      const { push, gear } = vector.actions as { push: Float32Array; gear: Int32Array };
      witnessed[world].push({
        place: features.place[world],
        luck: features.luck[world],
        side: side[world],
        crossed: vector.events.crossed[world],
        push: push[world],
        gear: gear[world],
        reward: step + world,
        ended: isEnd,
      });
    }
    await recorder.observe(ended);
    unrewarded.push(step);
    if (step % every !== 0) continue;
    const column = (value: (step: number, world: number) => number) =>
      Float64Array.from({ length: unrewarded.length * worlds }, (_, row) =>
        value(unrewarded[Math.floor(row / worlds)], row % worlds),
      );
    const terms = { step: column((step) => step), world: column((_, world) => world) };
    episodes.push(...recorder.rewarded({ total: column((step, world) => step + world), terms }));
    unrewarded = [];
  }
  return { episodes, witnessed };
}
