import { assert, type Columns, isOver, type Poke, type VectorEnv } from "../core/index.ts";
import type { EpisodeOrigin, EpisodeRecord, SeatRecord } from "./episode.ts";
import { type Growing, growing } from "./growing.ts";
import { mapValues } from "./map-values.ts";
import { type PokeTape, pokeTape } from "./pokes.ts";
import { type PoseWitness, poseWitness } from "./pose-witness.ts";
import type { PoseTape } from "./poses.ts";
import {
  digestOf,
  digestSize,
  type LeafRows,
  leafRows,
  type ShownState,
  type SteppedWorlds,
  stateBeforeRestart,
  stateNow,
} from "./stepped-worlds.ts";

/** Worlds that can be recorded. */
export type RecordableWorlds = SteppedWorlds &
  Pick<VectorEnv, "savable" | "save"> &
  Partial<Pick<VectorEnv, "scene" | "poses" | "finalPoses">>;

/** A row whose episode ended in the last step. */
export interface ScoredEnding {
  readonly row: number;
  readonly score: number;
  readonly yardsticks?: Yardsticks;
}

type Yardsticks = { readonly [name: string]: number };

/** What rows are worth; `watched` are the rewards that the episode's origin names beside its own. */
export interface RowRewards {
  readonly total: Float64Array;
  readonly terms: Columns;
  /** What the rewards inside transforms gave, by path. */
  readonly inner?: Columns;
  readonly watched?: Columns;
}

export interface EpisodeRecorder {
  /** Call after the vector's reset; unfinished recordings are dropped. */
  start(): Promise<void>;
  /** Call after every step, with the episodes that ended in it. */
  observe(ended: readonly ScoredEnding[]): Promise<void>;
  /** Call before a step that a force is added to. */
  poked(world: number, poke: Poke): void;
  /** Call when a world whose episode has just ended was moved back to the start of an episode. */
  restarted(world: number): Promise<void>;
  /**
   * Call when the steps since the last call have their rewards, time-major; rows after these steps are not read.
   * @returns the episodes that are now complete
   */
  rewarded(rewards: RowRewards): EpisodeRecord[];
  /** The episode that a watched world is living, as far as it has rewards; its score and ending say nothing yet. */
  living(world: number): EpisodeRecord | undefined;
}

/** An episode while it is being recorded. */
interface Tape {
  readonly world: number;
  readonly goal: string | undefined;
  readonly start: Uint8Array | undefined;
  readonly actions: readonly Growing[];
  readonly features: { readonly [name: string]: Growing<"float64"> };
  readonly observations: readonly Growing[];
  readonly digests: Growing<"uint8">;
  readonly events: { readonly [name: string]: Growing<"int32"> };
  readonly rewards: Growing<"float64">;
  readonly terms: { [name: string]: Growing<"float64"> };
  readonly inner: { [path: string]: Growing<"float64"> };
  readonly watched: { readonly [name: string]: Growing<"float64"> };
  /** Kept where a world has several seats. */
  readonly seats: { readonly [K in "present" | "terminated" | "truncated"]: Growing<"uint8"> } & {
    readonly scores: Growing<"float64">;
  };
  readonly poses: PoseTape | undefined;
  readonly pokes: PokeTape;
  /** Of the episodes that have ended in it. */
  readonly judged: Judged[];
  ending: (Judged & { readonly terminated: boolean; readonly truncated: boolean }) | undefined;
}

/** What the yardsticks say of an episode. */
type Judged = Omit<ScoredEnding, "row">;

/**
 * Records the episodes of some worlds of a vector, while other code steps it; with poses where the vector captures the
 * final ones and its worlds describe their scene.
 * @param watch the worlds to record
 * @param observations whether to keep them in full; digests are kept anyway
 */
export function episodeRecorder(
  vector: RecordableWorlds,
  { watch, origin, observations = false }: { watch: readonly number[]; origin: EpisodeOrigin; observations?: boolean },
): EpisodeRecorder {
  const { env, rows } = vector;
  const { seats } = env;
  const scored = new Float64Array(rows); // where an episode ended in the last step, else 0
  const judgements = new Map<number, Judged>(); // of the same rows
  const rowsOf = (world: number) => Array.from({ length: seats }, (_, seat) => world * seats + seat);
  const actions = leafRows(env.action, vector.actions);
  const now = stateNow(vector);
  const beforeRestart = stateBeforeRestart(vector);
  /** By watched world, oldest first: ended episodes that wait for rewards, then the current one. */
  let tapes = new Map<number, Tape[]>();
  let unrewarded = 0; // steps
  let seen: PoseWitness | undefined;

  const begin = async (world: number): Promise<Tape> => {
    const tape: Tape = {
      world,
      goal: vector.goals?.[world],
      start: vector.savable ? await vector.save(world) : undefined,
      actions: growingLike(actions),
      features: mapValues(env.features, () => growing("float64")),
      observations: observations ? growingLike(now.observations) : [],
      digests: growing("uint8", digestSize),
      events: mapValues(env.events, () => growing("int32")),
      rewards: growing("float64"),
      terms: {},
      inner: {},
      watched: mapValues(origin.watch ?? {}, () => growing("float64")),
      seats: {
        present: growing("uint8"),
        terminated: growing("uint8"),
        truncated: growing("uint8"),
        scores: growing("float64"),
      },
      poses: await seen?.begin(world),
      pokes: pokeTape(),
      judged: [],
      ending: undefined,
    };
    for (const row of rowsOf(world)) measure(tape, now, row);
    return tape;
  };

  const measure = (tape: Tape, state: ShownState, row: number) => {
    for (const name in tape.features) tape.features[name].push(state.features[name], row);
    pushAll(tape.observations, state.observations, row);
    tape.digests.push(digestOf(state.observations, row));
  };

  const observeRow = (tape: Tape, row: number) => {
    const isEnd = vector.terminated[row] + vector.truncated[row] > 0;
    pushAll(tape.actions, actions, row);
    for (const name in tape.events) tape.events[name].push(vector.events[name], row);
    measure(tape, isEnd ? beforeRestart : now, row);
    const judged = judgements.get(row);
    if (judged) tape.judged.push(judged);
    if (seats === 1) return;
    tape.seats.present.push(vector.acted, row);
    tape.seats.terminated.push(vector.terminated, row);
    tape.seats.truncated.push(vector.truncated, row);
    tape.seats.scores.push(scored, row);
  };

  const seatsOf = (tape: Tape): SeatRecord => ({
    count: seats,
    present: tape.seats.present.whole(),
    terminated: tape.seats.terminated.whole(),
    truncated: tape.seats.truncated.whole(),
    scores: tape.seats.scores.whole(),
  });

  const recordOf = (tape: Tape, ending: NonNullable<Tape["ending"]>): EpisodeRecord => {
    const rewards = tape.rewards.whole();
    const pokes = tape.pokes.whole();
    return {
      ...origin,
      env: { id: env.id, params: { ...env.params, maxSteps: env.maxSteps } },
      world: tape.world,
      ...(tape.goal !== undefined && { goal: tape.goal }),
      steps: tape.rewards.rows / seats,
      ...ending,
      return: rewards.reduce((sum, reward) => sum + reward, 0),
      ...(tape.start && { start: tape.start }),
      actions: tape.actions.map((leaf) => leaf.whole()),
      features: mapValues(tape.features, (column) => column.whole()),
      events: mapValues(tape.events, (column) => column.whole()),
      rewards,
      terms: mapValues(tape.terms, (column) => column.whole()),
      ...(Object.keys(tape.inner).length && { inner: mapValues(tape.inner, (column) => column.whole()) }),
      ...(origin.watch && { watched: mapValues(tape.watched, (column) => column.whole()) }),
      digests: tape.digests.whole(),
      ...(observations && { observations: tape.observations.map((leaf) => leaf.whole()) }),
      ...(seats > 1 && { seats: seatsOf(tape) }),
      ...(tape.poses && { poses: tape.poses.whole() }),
      ...(pokes && { pokes }),
    };
  };

  /** What has rewards of an episode that goes on. */
  const begunOf = (tape: Tape): EpisodeRecord | undefined => {
    const hasAllRewards = tape.rewards.rows > 0 && tape.rewards.rows === tape.digests.rows - seats;
    return hasAllRewards ? recordOf(tape, { score: 0, terminated: false, truncated: false }) : undefined;
  };

  return {
    async start() {
      seen = await poseWitness(vector);
      tapes = new Map();
      unrewarded = 0;
      for (const world of watch) tapes.set(world, [await begin(world)]);
    },
    async observe(ended) {
      unrewarded++;
      scored.fill(0);
      judgements.clear();
      for (const { row, ...judged } of ended) {
        scored[row] = judged.score;
        judgements.set(row, judged);
      }
      for (const [world, queue] of tapes) {
        const tape = queue.at(-1)!;
        const places = rowsOf(world);
        for (const row of places) observeRow(tape, row);
        const hasEnded = isOver(vector, world);
        if (tape.poses) await seen?.note(world, tape.poses, hasEnded);
        if (!hasEnded) continue;
        assert(
          places.some((row) => judgements.has(row)),
          `world ${world} ended, so it has a score`,
        );
        const truncated = places.some((row) => vector.truncated[row] === 1);
        tape.ending = { ...meanOf(tape.judged), terminated: !truncated, truncated };
        queue.push(await begin(world));
      }
    },
    poked(world, poke) {
      const tape = tapes.get(world)?.at(-1);
      tape?.pokes.push(tape.digests.rows / seats - 1, poke);
    },
    async restarted(world) {
      const queue = tapes.get(world);
      if (queue) queue[queue.length - 1] = await begin(world);
    },
    rewarded({ total, terms, inner = {}, watched = {} }) {
      assert(total.length >= unrewarded * rows, `${unrewarded} steps of ${rows} rows are rewarded`);
      const complete: EpisodeRecord[] = [];
      for (let start = 0; start < unrewarded * rows; start += rows)
        for (const [world, queue] of tapes) {
          const [tape] = queue;
          for (const row of rowsOf(world)) {
            tape.rewards.push(total, start + row);
            pushNamed(tape.terms, terms, start + row);
            pushNamed(tape.inner, inner, start + row);
            for (const name in tape.watched) tape.watched[name].push(watched[name], start + row);
          }
          if (!tape.ending || tape.rewards.rows < tape.digests.rows - seats) continue;
          complete.push(recordOf(tape, tape.ending));
          queue.shift();
        }
      unrewarded = 0;
      return complete;
    },
    living(world) {
      const tape = tapes.get(world)?.[0];
      return tape && !tape.ending ? begunOf(tape) : undefined;
    },
  };
}

/** What is said of several episodes together: means. */
function meanOf(judged: readonly Judged[]): Judged {
  const mean = (said: (one: Judged) => number) => judged.reduce((sum, one) => sum + said(one), 0) / judged.length;
  const [{ score, yardsticks }] = judged;
  if (judged.length === 1) return { score, ...(yardsticks && { yardsticks }) };
  return {
    score: mean((one) => one.score),
    ...(yardsticks && { yardsticks: mapValues(yardsticks, (_, name) => mean((one) => one.yardsticks![name])) }),
  };
}

const growingLike = (leaves: readonly LeafRows[]): Growing[] => leaves.map(({ dtype, size }) => growing(dtype, size));

/** Columns that are known from the first rewards on. */
function pushNamed(to: Tape["terms"], from: Columns, row: number): void {
  for (const name in from) {
    to[name] ??= growing("float64");
    to[name].push(from[name], row);
  }
}

function pushAll(to: readonly Growing[], from: readonly LeafRows[], row: number): void {
  for (let i = 0; i < to.length; i++) to[i].push(from[i].array, row);
}
