/** A client that holds no more than this, the next answer included, never waits for others to read theirs [bytes]. */
export const freeBytes = 4 * 2 ** 20;
/** Smaller changes are not worth a look whether those who wait can go on [bytes]. */
const notableBytes = 2 ** 16;
/** While somebody waits, clients that have read nothing for this long are cut; that is looked at this often [ms]. */
const pressedMs = 5000;
const lookMs = 1000;

/** One of the clients that share a backlog. */
export interface Reader {
  /** Sent to it, and still here [bytes]. */
  readonly unread: number;
  /** When it last read something or had nothing to read, on the clock of `performance.now()`. */
  readonly stillSince: number;
  /** Ends it: from then on nothing of it is unread. */
  cut(): void;
}

/** What a server holds for clients that have yet to read it: bounded in all, so that many together cannot exhaust its memory. */
export interface Backlog {
  readonly readers: Set<Reader>;
  /** Whether an answer may be begun for a client that holds `own` bytes. */
  hasRoom(own: number, bytes: number): boolean;
  /** Counts answers in the making; a negative number takes some off [bytes]. */
  making(bytes: number): void;
  /** Counts what was sent; a negative number takes off what was read [bytes]. Beyond the limit it cuts whoever has the most unread. */
  sent(bytes: number): void;
  /** Resolves when `hasRoom` is worth another try. */
  eased(): Promise<void>;
}

/** @param most for answers in the making and unread; what is unread may exceed it by a third [bytes] */
export function backlogOf(most: number): Backlog {
  const readers = new Set<Reader>();
  let [made, unread] = [0, 0];
  let waiting: (() => void)[] = [];
  let watch: NodeJS.Timeout | undefined;

  function wake(): void {
    clearInterval(watch);
    watch = undefined;
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  function press(): void {
    const now = performance.now();
    for (const reader of readers) if (reader.unread > 0 && now - reader.stillSince > pressedMs) reader.cut();
    wake();
  }

  function changed(bytes: number): void {
    if (-bytes > notableBytes && waiting.length > 0) wake();
  }

  return {
    readers,
    hasRoom: (own, bytes) => own + bytes <= freeBytes || made + unread === 0 || made + unread + bytes <= most,
    making(bytes) {
      made += bytes;
      changed(bytes);
    },
    sent(bytes) {
      unread += bytes;
      while (unread > (4 / 3) * most) {
        const heaviest = [...readers].reduce((a, b) => (b.unread > a.unread ? b : a));
        if (heaviest.unread === 0) break;
        heaviest.cut();
      }
      changed(bytes);
    },
    eased() {
      watch ??= setInterval(press, lookMs).unref();
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
