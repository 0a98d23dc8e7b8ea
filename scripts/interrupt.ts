/** What a command ends with after Ctrl-C; the message says how to go on. */
export class Interrupted extends Error {}

const sameKeyPress = 500; // [ms]: a terminal, npm and the launcher may each pass on one Ctrl-C

/**
 * Runs something long that stops cleanly when its signal is aborted. The first Ctrl-C aborts it, a second one ends the
 * process at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let first: number | undefined;
  const interrupt = () => {
    first ??= performance.now();
    if (performance.now() - first > sameKeyPress) process.exit(130);
    controller.abort(new Interrupted("stopped."));
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    // once interrupted, the process is about to end: a signal passed on late must not end it otherwise
    if (first === undefined) for (const signal of signals) process.removeListener(signal, interrupt);
  }
}
