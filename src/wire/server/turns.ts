/** After this long a client lets the others have the thread, where its work can be interrupted [ms]. */
const sliceMs = 5;
/** Who comes, or comes back, may have used so much less than all who wait, and no less: what was not used is not saved up [ms]. */
const headStartMs = 4 * sliceMs;

/** A thread that nobody used for so long has looked for messages meanwhile [ms]. */
const idleMs = 0.2;

/** Whose work it is: a socket's number. */
export type Client = number;

export interface Work {
  readonly client: Client;
  readonly session: number;
}

/**
 * Shares a thread among clients. Whoever has used it least goes first, so that a client with little to do does not wait
 * for those with much, however many they are: at most for the one piece of work in hand.
 */
export interface Turns {
  /** Runs a job when it is its client's turn. */
  take<T>(work: Work, job: () => Promise<T>): Promise<T>;
  /** Between two pieces of a job: returns nothing while it may go on, else a promise of its next turn. */
  rest(work: Work): Promise<void> | undefined;
}

/** @param working called with whose work goes on now, and with nothing where none does */
export function fairTurns(working: (work?: Work) => void = () => undefined): Turns {
  const waiting: { readonly work: Work; go(): void }[] = [];
  const used = new Map<Client, number>(); // since somebody last had to wait [ms]
  let current: Client | undefined;
  let since = 0; // until when the use of `current` has been counted
  let begun = 0; // when the present slice began
  let isPlanned = false;

  const usedBy = (client: Client) => used.get(client) ?? 0;

  function count(): number {
    const now = performance.now();
    const matters = waiting.length > 0 || now - begun > sliceMs; // otherwise nobody will be compared
    if (current !== undefined && matters) used.set(current, usedBy(current) + now - since);
    since = now;
    return now;
  }

  function go(work: Work): void {
    current = work.client;
    working(work);
  }

  function stop(): void {
    count();
    current = undefined;
    working();
  }

  function startNext(): void {
    isPlanned = false;
    let first = 0;
    for (let i = 1; i < waiting.length; i++)
      if (usedBy(waiting[i].work.client) < usedBy(waiting[first].work.client)) first = i;
    const [chosen] = waiting.splice(first, 1);
    begun = count();
    go(chosen.work);
    if (waiting.length > 0) plan();
    chosen.go();
  }

  /** In the next turn of the event loop, after the messages that have come in by then. */
  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(startNext);
  }

  function wait(work: Work): Promise<void> {
    let least = Number.POSITIVE_INFINITY;
    for (const { work } of waiting) least = Math.min(least, usedBy(work.client));
    if (waiting.length > 0) used.set(work.client, Math.max(usedBy(work.client), least - headStartMs));
    plan();
    return new Promise((go) => waiting.push({ work, go }));
  }

  function begin(work: Work): Promise<void> | undefined {
    const last = since;
    const now = count();
    if (current === undefined && now - last > idleMs) begun = now; // others had their chance
    if (waiting.length > 0 || now - begun > sliceMs) return wait(work);
    if (used.size > 0) used.clear();
    go(work);
    return undefined;
  }

  return {
    async take(work, job) {
      const turn = begin(work);
      if (turn) await turn;
      try {
        return await job();
      } finally {
        stop();
      }
    },
    rest(work) {
      if (performance.now() - begun < sliceMs) return undefined;
      stop();
      return wait(work);
    },
  };
}
