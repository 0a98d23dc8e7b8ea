import type { BoundEnv, Rng } from "../core/index.ts";
import type { capturing } from "./capture.ts";
import type { Living } from "./living.ts";
import type { VectorMemory } from "./memory.ts";
import type { SeatKeeper } from "./seats.ts";

/** What advancing the worlds of a range takes. */
export interface Advance {
  readonly env: BoundEnv;
  readonly memory: VectorMemory;
  readonly range: readonly [number, number];
  readonly living: Living;
  readonly keeper: SeatKeeper;
  /** One a world of the range. */
  readonly generators: readonly Rng[];
  readonly capture: ReturnType<typeof capturing>;
  /** One a world of the range: the episode's step at which its time limit or its next save is due. */
  readonly milestones: Int32Array;
  expectFinite(world: number): void;
  /** Saves a world. */
  keep(world: number): void;
  /** Begins the next episode of a world in which nobody goes on. */
  goOn(world: number): void;
  mend(world: number, thrown: unknown): void;
}

/** Returns a function that takes every world of a range a step further, each to its next episode where it has ended. */
export function advancing(parts: Advance): () => void {
  const { env, memory, living, keeper, generators, capture, milestones, expectFinite, keep, goOn, mend } = parts;
  const { terminated, truncated, elapsed } = memory;
  const { maxSteps } = env;
  const [from, to] = parts.range;
  const liveAt = living.at;
  const canCut = liveAt(from).truncated !== undefined;
  const advance = env.seats === 1 ? advanceAlone : advanceSeats;
  const { stepMany } = living;
  return stepMany && !canCut ? () => advanceTogether(stepMany) : advanceEach;

  /** Steps worlds one after another; one that throws is mended, and the rest go on. */
  function advanceEach(): void {
    for (let world = from; world < to; world++)
      try {
        for (; world < to; world++) advance(world);
      } catch (thrown) {
        mend(world, thrown);
      }
  }

  /** Steps all worlds in one call, then attends to those that ended or are due to be saved. */
  function advanceTogether(stepMany: (from: number, to: number) => void): void {
    let world = from;
    try {
      stepMany(from, to);
    } catch (thrown) {
      for (; world < to; world++) mend(world, thrown);
    }
    for (; world < to; world++)
      try {
        for (; world < to; world++) {
          world = due(world);
          if (world < to) settle(world, elapsed[world]);
        }
      } catch (thrown) {
        mend(world, thrown);
      }
  }

  /** Counts a step of `world` and those that follow, up to the first that wants attention. */
  function due(world: number): number {
    if (capture) {
      elapsed[world]++;
      return world;
    }
    return firstDue(world, to, elapsed, terminated, milestones, from);
  }

  /** A world with one seat has one row, whose number is its own. */
  function advanceAlone(world: number): void {
    liveAt(world).step();
    settle(world, ++elapsed[world]);
  }

  /** After a world's step: ends its episode where it is over, and saves the world where that is due. */
  function settle(world: number, steps: number): void {
    const live = liveAt(world);
    if (live.terminated(0)) terminated[world] = 1;
    else if (canCut && live.truncated!(0)) truncated[world] = 1;
    else if (steps >= milestones[world - from] && steps >= maxSteps) truncated[world] = 1;
    else {
      if (capture) capture(world, live, steps, false);
      if (steps >= milestones[world - from]) keep(world);
      return;
    }
    if (capture) capture(world, live, steps, true);
    goOn(world);
  }

  function advanceSeats(world: number): void {
    const live = liveAt(world);
    live.step();
    const steps = ++elapsed[world];
    const { ended, left } = keeper.end(world, live, steps >= maxSteps);
    if (capture) capture(world, live, steps, ended > 0);
    if (left === 0) {
      goOn(world);
      return;
    }
    if (ended > 0) expectFinite(world);
    keeper.goOn(world, live, generators[world - from]);
    if (steps >= milestones[world - from]) keep(world);
  }
}

/** Counts a step of worlds `world` on, up to the first that has ended or whose milestone is reached; `to` if none is. */
function firstDue(
  world: number,
  to: number,
  elapsed: Int32Array,
  terminated: Uint8Array,
  milestones: Int32Array,
  from: number,
): number {
  let next = world;
  for (; next < to; next++) if (++elapsed[next] >= milestones[next - from] || terminated[next] === 1) break;
  return next;
}
