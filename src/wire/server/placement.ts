/** Where a session's worlds are stepped: in the main thread, in a thread that sessions share, or in one of its own. */
export type Lane = "here" | "shared" | "own";

/** Passing a step to a thread and back takes about this long, so faster steps are no burden to the main thread [ms]. */
const quickMs = 0.25;
/** With no more sessions than this, the main thread has time for slower steps. */
const few = 4;
const manyTimes = 4;
/** This many steps must have been fast before the main thread takes over a session. */
const proven = 100;
/** A session that is slower than this on average leaves the main thread [ms]. */
const slowerMs = 0.6;
/** A session leaves after a single step longer than this: every client waits while the main thread steps [ms]. */
const longestMs = 20;
/** Longer steps would stall the other sessions of a shared thread [ms]. */
const heavyMs = 20;

/** Decides where a session belongs by the duration of its steps. */
export function placement() {
  let lane: Lane = "shared";
  let mean = 0;
  let steps = 0;
  let isAway = false;
  return {
    get lane() {
      return lane;
    },
    /** The session was moved; its steps are measured from scratch. */
    settle(now: Lane): void {
      lane = now;
      steps = 0;
    },
    /** From now on the main thread does not take it: its state came from outside. */
    keepAway(): void {
      isAway = true;
    },
    /**
     * Takes in a step's duration and returns the lane to move to, if any.
     * @param sessions number of sessions on the server
     */
    note(milliseconds: number, sessions: number): Lane | undefined {
      const room = sessions <= few ? manyTimes : 1;
      mean += (milliseconds - mean) / Math.min(++steps, 20);
      if (lane === "here") return milliseconds > longestMs || mean > room * slowerMs ? "shared" : undefined;
      if (lane === "own") return undefined;
      if (!isAway && steps >= proven && mean < room * quickMs) return "here";
      return steps > 1 && mean > heavyMs ? "own" : undefined;
    },
    /** The same for a request that is no step. */
    noteOther: (milliseconds: number): Lane | undefined =>
      lane === "here" && milliseconds > longestMs ? "shared" : undefined,
  };
}
