/**
 * Words that the threads of a vector share. Word 0 is the main thread's bell: it changes whenever a worker has
 * something for it. Each worker has two lines of 16 words (a cache line each): one that the main thread writes and
 * one that the worker writes.
 */
const line = 16;
export const bell = 0;
export const commandOf = (worker: number): number => line * (2 * worker + 1);
export const doneOf = (worker: number): number => line * (2 * worker + 2);
/** The step in which the worker has kept what was before and begun to move worlds. */
export const begunOf = (worker: number): number => doneOf(worker) + 1;
/** How many letters the worker has posted since it was started. */
export const postedOf = (worker: number): number => doneOf(worker) + 2;

export const signalsFor = (workers: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(line * (2 * workers + 1) * Int32Array.BYTES_PER_ELEMENT));

/** Changes a word and wakes the threads that sleep on it. */
export function ring(signals: Int32Array, word: number): void {
  Atomics.add(signals, word, 1);
  Atomics.notify(signals, word);
}

const looks = 50; // polls between two looks at the clock

/** Polls until it is ready, or until the timeout, without sleeping: for threads that have their own cores. */
export function spin(ready: () => boolean, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  do for (let i = 0; i < looks; i++) if (ready()) return true;
  while (performance.now() < end);
  return false;
}

/** Blocks until the word changes and it is ready, or until the timeout. The event loop is blocked too. */
export function doze(ready: () => boolean, signals: Int32Array, word: number, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  for (;;) {
    const seen = Atomics.load(signals, word);
    if (ready()) return true;
    const left = end - performance.now();
    if (left <= 0) return false;
    Atomics.wait(signals, word, seen, left);
  }
}

/** Waits until the word changes and it is ready. The event loop keeps running, but waking takes longer. */
export async function sleepUntil(ready: () => boolean, signals: Int32Array, word: number): Promise<void> {
  for (;;) {
    const seen = Atomics.load(signals, word);
    if (ready()) return;
    const sleep = Atomics.waitAsync(signals, word, seen);
    if (sleep.async) await sleep.value;
  }
}
