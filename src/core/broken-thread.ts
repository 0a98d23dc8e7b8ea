/**
 * Thrown where native code failed in the middle of a call. What it shares with others of its thread is then in any state,
 * so no world of that code can go on in this thread: whoever started the thread ends it and rebuilds its worlds elsewhere.
 */
export class BrokenThread extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what} failed inside and cannot be used in this thread any more`, { cause });
    this.name = brokenThread;
  }
}

const brokenThread = "BrokenThread"; // compared by name: errors lose their class between threads

/** Whether an error, or what caused it, is a `BrokenThread`. */
export function breaksThread(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) if (error.name === brokenThread) return true;
  return false;
}
