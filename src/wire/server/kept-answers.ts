import { fail } from "../../core/index.ts";
import type { Frame } from "../frame.ts";
import type { Asked } from "./hosted-session.ts";
import type { Owner } from "./owner.ts";

/** Answers kept per session, for clients that repeat a request. */
export const keptPerSession = 8;
/** Beyond this a session's kept answers are dropped, oldest first, but for the newest [bytes]. */
const mostPerSession = 8 * 2 ** 20;
/** Beyond this answers of the session that keeps the most bytes are dropped [bytes]. */
const mostInAll = 64 * 2 ** 20;

interface Kept {
  readonly op: string;
  /** `pending` while the request waits or is carried out; `dropped` once only its answer is gone. */
  state: "pending" | "kept" | "dropped";
  frame?: Frame;
}

/** What became of a session's last requests, by number. */
export interface KeptAnswers {
  find(id: number): Readonly<Kept> | undefined;
  begin(id: number, op: string): void;
  /** @param isSent whether a client was there to hear it; if not, it is kept besides the last few */
  finish(id: number, frame: Frame, isSent: boolean): void;
  /** Numbers in a state, ascending. */
  ids(state: Kept["state"]): number[];
  /** Forgets everything. */
  clear(): void;
}

interface Store {
  bytes(): number;
  dropOldest(): void;
}

/** Returns a function that makes the store of a session. All stores together are bounded in bytes. */
export function answerStores(inAll = mostInAll, perSession = mostPerSession): () => KeptAnswers {
  const stores = new Set<Store>();
  let total = 0;

  const heaviest = (): Store => [...stores].reduce((most, one) => (one.bytes() > most.bytes() ? one : most));

  return () => {
    const entries = new Map<number, Kept>(); // in the order of requests, and so of answers
    let own = 0;
    let finished = 0; // of the entries

    function drop(kept: Kept): void {
      const bytes = kept.frame?.length ?? 0;
      own -= bytes;
      total -= bytes;
      kept.frame = undefined;
      if (kept.state === "kept") kept.state = "dropped";
    }

    function dropOldest(): void {
      for (const kept of entries.values()) if (kept.state === "kept") return drop(kept);
    }

    /** Forgets the oldest finished requests beyond the number that is kept. */
    function forget(): void {
      for (const [id, kept] of entries) {
        if (finished <= keptPerSession) return;
        if (kept.state === "pending") continue;
        drop(kept);
        entries.delete(id);
        finished--;
      }
    }

    const store: Store = { bytes: () => own, dropOldest };
    return {
      find: (id) => entries.get(id),
      begin(id, op) {
        entries.set(id, { op, state: "pending" });
      },
      finish(id, frame, isSent) {
        const kept = entries.get(id);
        if (!kept) return; // the session has been closed
        finished++;
        kept.state = "kept";
        kept.frame = frame;
        own += frame.length;
        total += frame.length;
        stores.add(store);
        if (isSent) forget();
        while (own > perSession && own > frame.length) dropOldest();
        while (total > inAll) heaviest().dropOldest();
      },
      ids: (state) => [...entries].filter(([, kept]) => kept.state === state).map(([id]) => id),
      clear() {
        for (const kept of entries.values()) drop(kept);
        entries.clear();
        finished = 0;
        stores.delete(store);
      },
    };
  };
}

/** Answers a request that was asked before. @throws `wire/request`, `wire/dropped` */
export function repeat(before: Readonly<Kept>, { id, op }: Asked, owner: Owner): void {
  if (before.op !== op)
    fail("wire/request", {
      given: `request ${id} as ${op}, which was ${before.op}`,
      expected: "another number for another request",
    });
  if (before.state === "dropped")
    fail("wire/dropped", {
      given: `request ${id} once more, whose answer was too large to be kept`,
      expected: "to hear it the first time",
      fix: "It has been carried out: ask for what it left behind with another number.",
    });
  if (before.frame !== undefined) owner.send(before.frame); // otherwise the answer is still to come
}
