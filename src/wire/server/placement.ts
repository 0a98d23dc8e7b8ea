/** Where a session's worlds are stepped: in the main thread, in a thread that sessions share, or in one of its own. */
export type Lane = "here" | "shared" | "own";

/** Handing a step to a thread and back takes about as long: quicker ones are no burden to the main thread [ms]. */
const quickMs = 0.25;
/** While there are no more sessions than this, the main thread has time for slower ones. */
const few = 4;
const manyTimes = 4;
/** Steps must have been quick for so long before the main thread takes them. */
const proven = 100;
/** What is slower than this on average does not stay with the main thread [ms]. */
const slowerMs = 0.6;
/** A single step that takes longer ends it at once: everybody waits while the main thread steps [ms]. */
const longestMs = 20;
/** Steps that take longer would stall those who share a thread [ms]. */
const heavyMs = 20;

/** Finds out where a session belongs, by how long its steps take. */
export function placement() {
  let lane: Lane = "shared";
  let mean = 0;
  let steps = 0;
  return {
    get lane() {
      return lane;
    },
    /** It is somewhere now, and has to prove itself anew. */
    settle(now: Lane): void {
      lane = now;
      steps = 0;
    },
    /**
     * Takes in a step's time; where the session should go, if elsewhere.
     * @param sessions of the whole server
     */
    note(milliseconds: number, sessions: number): Lane | undefined {
      const room = sessions <= few ? manyTimes : 1;
      mean += (milliseconds - mean) / Math.min(++steps, 20);
      if (lane === "here") return milliseconds > longestMs || mean > room * slowerMs ? "shared" : undefined;
      if (lane === "own") return undefined;
      if (steps >= proven && mean < room * quickMs) return "here";
      return steps > 1 && mean > heavyMs ? "own" : undefined;
    },
  };
}
