/** What a command ends with after Ctrl-C; the message says how to go on. */
export class Interrupted extends Error {}

const sameKeyPress = 500; // [ms]: a terminal, npm and the launcher may each pass on one Ctrl-C
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs something long that stops cleanly when its signal is aborted: after Ctrl-C, `kill`, or the loss of its terminal.
 * A second Ctrl-C or `kill` ends the process at once. A lost terminal never does, because shells and the system each
 * report the loss, and nobody is there to have pressed twice.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let first: number | undefined;
  const interrupt = (signal: NodeJS.Signals) => {
    first ??= performance.now();
    if (signal !== "SIGHUP" && performance.now() - first > sameKeyPress) process.exit(130);
    controller.abort(new Interrupted("stopped."));
  };
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    // once interrupted, the process is about to end: a signal passed on late must not end it otherwise
    if (first === undefined) for (const signal of signals) process.removeListener(signal, interrupt);
  }
}

/** Tells the person at once that the work is stopping and how to hasten it. Returns a function that ends the watch. */
export function whenInterrupted(signal: AbortSignal, tell: () => void): () => void {
  signal.addEventListener("abort", tell);
  return () => signal.removeEventListener("abort", tell);
}
