/** How long to look for what is expected without sleeping [ms]. */
const longestMs = 3;
/** How much one time counts among those before. */
const weight = 0.2;

export interface Wakeful {
  /** Something has been sent that will be answered. */
  expect(): void;
  /** Something has come. */
  arrive(): void;
}

/**
 * Keeps a thread awake for what comes soon. A thread that sleeps takes long to wake: on virtual machines longer than a
 * step of quick worlds. So where answers have lately come within a few milliseconds, the event loop looks for the next one
 * without sleeping, for so long at most; where they take longer it sleeps as always. In browsers it does nothing.
 */
export function wakeful(): Wakeful {
  const { setImmediate: soon } = globalThis as { setImmediate?: (look: () => void) => void };
  let hope = 1; // the share of answers that come in time, by the last few
  let since = Number.NEGATIVE_INFINITY;
  let isExpecting = false;
  let isLooking = false;

  function look(): void {
    isLooking = isExpecting && performance.now() - since < longestMs;
    if (isLooking) soon!(look);
  }

  return {
    expect() {
      since = performance.now();
      isExpecting = true;
      if (soon && hope > 0.5 && !isLooking) {
        isLooking = true;
        soon(look);
      }
    },
    arrive() {
      if (!isExpecting) return;
      isExpecting = false;
      hope += weight * (Number(performance.now() - since < longestMs) - hope);
    },
  };
}
