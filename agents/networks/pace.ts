const targetMs = 500; // long beside the cost of a call, short for somebody who waits after Ctrl-C
const fastestGrowth = 8;

/**
 * Splits a long row of minibatches into pieces of about half a second, since the thread hears no signal while a model runs.
 * The pieces depend on the clock; what is learnt does not depend on the pieces.
 */
export interface Pace {
  /** The number of minibatches for the next piece, at most `left`. */
  next(left: number): number;
  /** Reports how long a piece of this many minibatches took. */
  took(minibatches: number, ms: number): void;
}

export function pace(): Pace {
  let size = 1;
  return {
    next: (left) => Math.min(left, size),
    took(minibatches, ms) {
      const fitting = Math.floor((minibatches * targetMs) / Math.max(ms, 1e-3));
      size = Math.max(1, Math.min(fitting, minibatches * fastestGrowth));
    },
  };
}
