/** The longest that the thread looks for an answer without sleeping [ms]. */
const longestMs = 3;
/** It also gives up after this many times the mean wait asleep, in case looking is what delays the answer. */
const patience = 4;
/** Longer waits count as this long: about what a scheduler takes a core away for [ms]. */
const mostMs = 10;
/**
 * Weight of the newest wait in the running mean. On a busy machine the scheduler takes the core of whoever looks, rarely
 * but for as long as dozens of waits: the mean spans enough of them to show it.
 */
const weight = 0.02;
/** The same for the other strategy, which is tried so seldom that its mean would otherwise be that of another time. */
const trialWeight = 0.2;
/** Looking must shorten waits to this fraction, because it takes a core from others. */
const gain = 0.9;
/** Every Nth wait tries the other strategy, to notice when it has become the faster one. */
const every = 64;
/** The first waits alternate between the two strategies. */
const firstTries = 24;
/** The very first do not count: they are for a greeting and for worlds that are made. */
const untypical = 8;

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
  let isTrial = false;
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
    if (tries < firstTries) return tries % 2 === 1;
    const best = asleep.value() < longestMs / 2 && awake.value() < gain * asleep.value();
    isTrial = tries % every === 0;
    return best !== isTrial;
  }

  return {
    expect() {
      since = performance.now();
      isExpecting = true;
      if (!soon) return;
      isTrying = isBetterAwake();
      tries++;
      if (!isTrying || isLooking) return;
      if (tries > untypical + 1) untilMs = Math.min(longestMs, patience * asleep.value());
      isLooking = true;
      soon(look);
    },
    arrive() {
      if (!isExpecting) return;
      isExpecting = false;
      if (tries <= untypical) return;
      (isTrying ? awake : asleep).add(Math.min(performance.now() - since, mostMs), isTrial ? trialWeight : weight);
    },
  };
}

function runningMean() {
  let mean = 0;
  let count = 0;
  return {
    value: () => mean,
    add(wait: number, share: number): void {
      count++;
      mean += (wait - mean) * Math.max(share, 1 / count);
    },
  };
}
