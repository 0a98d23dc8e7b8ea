import { assert, type Columns } from "../core/index.ts";
import type { EpisodeOrigin, EpisodeRecord } from "./episode.ts";
import { type Growing, growing } from "./growing.ts";
import { mapValues } from "./map-values.ts";
import {
  digestOf,
  digestSize,
  type LeafRows,
  leafRows,
  type SteppedWorlds,
  stateBeforeRestart,
  stateNow,
  type WorldState,
} from "./stepped-worlds.ts";

/** Worlds that can be recorded. */
export interface RecordableWorlds extends SteppedWorlds {
  save(world: number): Promise<Uint8Array>;
}

/** A world whose episode ended in the last step. */
export interface ScoredEnding {
  readonly world: number;
  readonly score: number;
  readonly yardsticks?: { readonly [name: string]: number };
}

/** What rows are worth; `watched` are the rewards that the episode's origin names beside its own. */
export interface RowRewards {
  readonly total: Float64Array;
  readonly terms: Columns;
  readonly watched?: Columns;
}

export interface EpisodeRecorder {
  /** Call after the vector's reset; unfinished recordings are dropped. */
  start(): Promise<void>;
  /** Call after every step, with the episodes that ended in it. */
  observe(ended: readonly ScoredEnding[]): Promise<void>;
  /** Call when a world whose episode has just ended was moved back to the start of an episode. */
  restarted(world: number): Promise<void>;
  /**
   * Call with the rewards of the steps since the last call, rows = steps x worlds, time-major.
   * @returns the episodes that are now complete
   */
  rewarded(rewards: RowRewards): EpisodeRecord[];
}

/** An episode while it is being recorded. */
interface Tape {
  readonly world: number;
  readonly goal: string | undefined;
  readonly start: Uint8Array;
  readonly actions: readonly Growing[];
  readonly features: { readonly [name: string]: Growing<"float64"> };
  readonly observations: readonly Growing[];
  readonly digests: Growing<"uint8">;
  readonly events: { readonly [name: string]: Growing<"int32"> };
  readonly rewards: Growing<"float64">;
  readonly terms: { [name: string]: Growing<"float64"> };
  readonly watched: { readonly [name: string]: Growing<"float64"> };
  ending: (Omit<ScoredEnding, "world"> & { readonly terminated: boolean; readonly truncated: boolean }) | undefined;
}

/**
 * Records the episodes of some worlds of a vector, while other code steps it.
 * @param watch the worlds to record
 * @param observations whether to keep them in full; digests are kept anyway
 */
export function episodeRecorder(
  vector: RecordableWorlds,
  { watch, origin, observations = false }: { watch: readonly number[]; origin: EpisodeOrigin; observations?: boolean },
): EpisodeRecorder {
  const { env, worlds } = vector;
  const actions = leafRows(env.action, vector.actions);
  const now = stateNow(vector);
  const beforeRestart = stateBeforeRestart(vector);
  /** By watched world, oldest first: ended episodes that wait for rewards, then the current one. */
  let tapes = new Map<number, Tape[]>();
  let unrewarded = 0; // steps

  const begin = async (world: number): Promise<Tape> => {
    const tape: Tape = {
      world,
      goal: vector.goals?.[world],
      start: await vector.save(world),
      actions: growingLike(actions),
      features: mapValues(env.features, () => growing("float64")),
      observations: observations ? growingLike(now.observations) : [],
      digests: growing("uint8", digestSize),
      events: mapValues(env.events, () => growing("int32")),
      rewards: growing("float64"),
      terms: {},
      watched: mapValues(origin.watch ?? {}, () => growing("float64")),
      ending: undefined,
    };
    measure(tape, now);
    return tape;
  };

  const measure = (tape: Tape, state: WorldState) => {
    for (const name in tape.features) tape.features[name].push(state.features[name], tape.world);
    pushAll(tape.observations, state.observations, tape.world);
    tape.digests.push(digestOf(state.observations, tape.world));
  };

  const recordOf = (tape: Tape, ending: NonNullable<Tape["ending"]>): EpisodeRecord => {
    const rewards = tape.rewards.whole();
    return {
      ...origin,
      env: { id: env.id, params: { ...env.params, maxSteps: env.maxSteps } },
      world: tape.world,
      ...(tape.goal !== undefined && { goal: tape.goal }),
      steps: tape.rewards.rows,
      ...ending,
      return: rewards.reduce((sum, reward) => sum + reward, 0),
      start: tape.start,
      actions: tape.actions.map((leaf) => leaf.whole()),
      features: mapValues(tape.features, (column) => column.whole()),
      events: mapValues(tape.events, (column) => column.whole()),
      rewards,
      terms: mapValues(tape.terms, (column) => column.whole()),
      ...(origin.watch && { watched: mapValues(tape.watched, (column) => column.whole()) }),
      digests: tape.digests.whole(),
      ...(observations && { observations: tape.observations.map((leaf) => leaf.whole()) }),
    };
  };

  return {
    async start() {
      tapes = new Map();
      unrewarded = 0;
      for (const world of watch) tapes.set(world, [await begin(world)]);
    },
    async observe(ended) {
      unrewarded++;
      for (const [world, queue] of tapes) {
        const tape = queue.at(-1)!;
        const [terminated, truncated] = [vector.terminated[world] === 1, vector.truncated[world] === 1];
        const isEnd = terminated || truncated;
        pushAll(tape.actions, actions, world);
        for (const name in tape.events) tape.events[name].push(vector.events[name], world);
        measure(tape, isEnd ? beforeRestart : now);
        if (!isEnd) continue;
        const ending = ended.find((one) => one.world === world);
        assert(ending, `world ${world} ended, so it has a score`);
        const { score, yardsticks } = ending;
        tape.ending = { score, ...(yardsticks && { yardsticks }), terminated, truncated };
        queue.push(await begin(world));
      }
    },
    async restarted(world) {
      const queue = tapes.get(world);
      if (queue) queue[queue.length - 1] = await begin(world);
    },
    rewarded({ total, terms, watched = {} }) {
      assert(total.length === unrewarded * worlds, `${unrewarded} steps of ${worlds} worlds are rewarded`);
      unrewarded = 0;
      const complete: EpisodeRecord[] = [];
      for (let row = 0; row < total.length; row += worlds)
        for (const [world, queue] of tapes) {
          const [tape] = queue;
          tape.rewards.push(total, row + world);
          for (const name in terms) {
            tape.terms[name] ??= growing("float64");
            tape.terms[name].push(terms[name], row + world);
          }
          for (const name in tape.watched) tape.watched[name].push(watched[name], row + world);
          if (!tape.ending || tape.rewards.rows < tape.digests.rows - 1) continue;
          complete.push(recordOf(tape, tape.ending));
          queue.shift();
        }
      return complete;
    },
  };
}

const growingLike = (leaves: readonly LeafRows[]): Growing[] => leaves.map(({ dtype, size }) => growing(dtype, size));

function pushAll(to: readonly Growing[], from: readonly LeafRows[], row: number): void {
  for (let i = 0; i < to.length; i++) to[i].push(from[i].array, row);
}
