import type { Weight } from "./weight.ts";

/**
 * Where a session's worlds are stepped: in the main thread, in a thread that sessions share, or in one of those that the
 * heavy sessions share among themselves.
 */
export type Lane = "here" | "shared" | "heavy";

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
/** Making all worlds of a session at once would stall a shared thread [ms]. */
const longOpenMs = 50;
/** Making or restarting all worlds, which is cut into pieces, may take the main thread this long: by code that is cold [ms]. */
const mostHereMs = 1000;
/** Saved worlds of a session that the main thread may pack at once [bytes]. */
const mostHereBytes = 2 ** 20;
/** Packing more than this at once would stall a shared thread [bytes]. */
const heavyBytes = 4 * 2 ** 20;
/** Painting and compressing a picture, before any was measured [ms a pixel]. */
const pixelMs = 2e-4;

/** What a world takes of a thread. */
type Load = Omit<Weight, "bytes" | "nativeBytes">;
const light: Load = { savedBytes: 0, openMs: 0, resetMs: 0, stepMs: 0 };

/** What can be said of a request before it is carried out. */
export interface Asking {
  readonly op: string;
  /** Length of the request. */
  readonly bytes: number;
  /** Of the picture that is asked for. */
  readonly pixels: number;
}

/**
 * Decides where a session belongs by what its requests take: estimated by the weight of its worlds at first, then by the
 * duration of its steps.
 * @param each of one world
 * @param pixels that every step captures
 */
export function placement(each: Load = light, worlds = 1, pixels = 0) {
  const stepMs = each.stepMs * worlds + pixels * pixelMs;
  const [openMs, resetMs, savedBytes] = [each.openMs, each.resetMs, each.savedBytes].map((one) => one * worlds);
  const fitsHere = openMs < mostHereMs && resetMs < mostHereMs && savedBytes < mostHereBytes;
  let lane: Lane = stepMs > heavyMs || openMs > longOpenMs ? "heavy" : "shared";
  let mean = 0;
  let steps = 0;
  let isAway = !fitsHere;
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
    /** Whether a request would stall others for long, because it cannot be cut into pieces. */
    isHeavy({ op, bytes, pixels }: Asking): boolean {
      if (lane === "heavy") return false;
      if (op === "save" || op === "load") return Math.max(bytes, op === "save" ? savedBytes : 0) > heavyBytes;
      return op === "render" && pixels * pixelMs > heavyMs;
    },
    /**
     * Takes in a step's duration and returns the lane to move to, if any.
     * @param sessions number of sessions on the server
     */
    note(milliseconds: number, sessions: number): Lane | undefined {
      const room = sessions <= few ? manyTimes : 1;
      mean += (milliseconds - mean) / Math.min(++steps, 20);
      if (lane === "here") return milliseconds > longestMs || mean > room * slowerMs ? "shared" : undefined;
      if (!isAway && steps >= proven && mean < room * quickMs) return "here";
      if (lane === "heavy") return steps >= proven && mean < heavyMs / 4 ? "shared" : undefined;
      return steps > 1 && mean > heavyMs ? "heavy" : undefined;
    },
    /** The same for a request that is no step. */
    noteOther: (milliseconds: number): Lane | undefined =>
      lane === "here" && milliseconds > longestMs ? "shared" : undefined,
  };
}
