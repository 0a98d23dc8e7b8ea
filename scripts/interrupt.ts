/** Thrown by a command after Ctrl-C; the message says how to continue. */
export class Interrupted extends Error {}

const sameKeyPress = 500; // one Ctrl-C may be passed on by the terminal, npm and the launcher, within this time [ms]
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs something long that stops cleanly when its signal is aborted: after Ctrl-C, `kill`, or the loss of its terminal.
 * A second Ctrl-C or `kill` ends the process at once. The loss of the terminal never counts as a second one, because the
 * shell and the system may both report it.
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
    // the process is about to end, so a signal that arrives late must not kill it
    if (first === undefined) for (const signal of signals) process.removeListener(signal, interrupt);
  }
}

/** Reports at once that the work is stopping and how to end it faster. Returns a function that stops listening. */
export function whenInterrupted(signal: AbortSignal, tell: () => void): () => void {
  signal.addEventListener("abort", tell);
  return () => signal.removeEventListener("abort", tell);
}
