const longestMs = 20;

/** The event loop's next turn: timers, sockets and signals come first. Browsers have no `setImmediate`. */
const nextTurn: (done: () => void) => unknown = globalThis.setImmediate ?? globalThis.setTimeout;

/**
 * Returns a function to call in a long loop: after 20 ms of work its promise resolves once timers, sockets and signals
 * have had their turn; until then it returns nothing.
 */
export function breather(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < longestMs) return undefined;
    return new Promise((resolve) => {
      nextTurn(() => {
        last = performance.now();
        resolve();
      });
    });
  };
}
