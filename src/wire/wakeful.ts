/** How long to look for what is expected without sleeping [ms]; waits are not told apart beyond. */
const longestMs = 3;
/** And no longer than this beside what it takes asleep: where looking keeps the answer away, it soon ends. */
const patience = 4;
/** How much one wait counts among those before. */
const weight = 0.1;
/** Where looking makes waits longer than this beside sleeping, somebody else needs the core. */
const harm = 1.25;
/** Each of so many times it tries what it would not do, to know whether that has become better. */
const every = 64;
/** At first it tries both in turns. */
const firstTries = 16;

export interface Wakeful {
  /** Something has been sent that will be answered. */
  expect(): void;
  /** Something has come. */
  arrive(): void;
}

/**
 * Keeps a thread awake for what comes soon, where that is quicker. A thread that sleeps takes long to wake: on virtual
 * machines longer than a step of quick worlds. So the event loop may look for the next answer without sleeping; but where
 * it takes the core away from whoever works at the answer, it makes waits longer. Waits of both kinds are measured, and
 * the quicker kind is chosen. In browsers it does nothing.
 */
export function wakeful(): Wakeful {
  const { setImmediate: soon } = globalThis as { setImmediate?: (look: () => void) => void };
  const asleep = runningMean();
  const awake = runningMean();
  let tries = 0;
  let since = Number.NEGATIVE_INFINITY;
  let isExpecting = false;
  let isTrying = false; // to answer without sleep
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

/** Of logarithms, so that a pause among many waits counts little. */
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
