/** The longest that the thread looks for an answer without sleeping; longer waits all count as this long [ms]. */
const longestMs = 3;
/** It also gives up after this many times the mean wait asleep, in case looking is what delays the answer. */
const patience = 4;
/** Weight of the newest wait in the running mean. */
const weight = 0.1;
/** If waits awake are longer than those asleep by this factor, another process needs the core. */
const harm = 1.25;
/** Every Nth wait tries the other strategy, to notice when it has become the faster one. */
const every = 64;
/** The first waits alternate between the two strategies. */
const firstTries = 16;

export interface Wakeful {
  /** A request has been sent. */
  expect(): void;
  /** A message has come in. */
  arrive(): void;
}

/**
 * Keeps a thread awake while it waits for an answer, if that is faster. Waking a sleeping thread takes a while: on
 * virtual machines longer than a step of fast worlds. Looking for the answer without sleeping avoids that, but makes
 * waits longer if it takes the core away from whoever computes the answer. So both kinds of waits are measured and the
 * faster kind is used. Does nothing in browsers.
 */
export function wakeful(): Wakeful {
  const { setImmediate: soon } = globalThis as { setImmediate?: (look: () => void) => void };
  const asleep = runningMean();
  const awake = runningMean();
  let tries = 0;
  let since = Number.NEGATIVE_INFINITY;
  let isExpecting = false;
  let isTrying = false; // to wait without sleeping
  let isLooking = false;
  let untilMs = longestMs;

  function look(): void {
    isLooking = isExpecting && isTrying && performance.now() - since < untilMs;
    if (isLooking) soon!(look);
  }

  function isBetterAwake(): boolean {
    const isSoon = asleep.value() < Math.log(longestMs / 2);
    const best = isSoon && awake.value() < Math.log(harm) + asleep.value();
    if (tries < firstTries) return tries % 2 === 1;
    return tries % every === 0 ? !best : best;
  }

  return {
    expect() {
      since = performance.now();
      isExpecting = true;
      if (!soon) return;
      isTrying = isBetterAwake();
      tries++;
      if (!isTrying || isLooking) return;
      if (tries > 1) untilMs = Math.min(longestMs, patience * Math.exp(asleep.value()));
      isLooking = true;
      soon(look);
    },
    arrive() {
      if (!isExpecting) return;
      isExpecting = false;
      (isTrying ? awake : asleep).add(Math.min(performance.now() - since, longestMs));
    },
  };
}

/** A mean of logarithms, so that one long pause hardly counts. */
function runningMean() {
  let mean = Number.NaN;
  return {
    value: () => mean,
    add(wait: number): void {
      const seen = Math.log(Math.max(wait, 1e-3));
      mean = Number.isNaN(mean) ? seen : mean + weight * (seen - mean);
    },
  };
}
