import { type Deferred, deferred, packThrown, type Thrown, unpackThrown } from "../core/index.ts";

/** A call; without an id nobody waits for the answer. */
interface Call {
  readonly id?: number;
  readonly method: string;
  readonly given: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly thrown?: Thrown;
}

/** One end of a channel that delivers messages as structured clones, in the order they were sent. */
export interface Channel {
  post(message: Call | Answer): void;
  listen(hear: (message: unknown) => void): void;
  /** Called before a call is carried out. */
  begun?(id: number): void;
  /** Called after a one-way call was carried out. */
  told?(): void;
}

/** What one end serves to the other: functions by name, synchronous or not. */
export type Functions<T> = { readonly [M in keyof T]: (...given: never[]) => unknown };

/** The other end of a channel. */
export interface Remote<Theirs extends Functions<Theirs>> {
  /**
   * Sends the call before it returns. Calls start in the order they were sent; they may finish in another.
   * @throws what the function throws, coded errors with their content, and what `close` says
   */
  call<M extends keyof Theirs & string>(
    method: M,
    ...given: Parameters<Theirs[M]>
  ): Promise<Awaited<ReturnType<Theirs[M]>>>;
  /** Calls without waiting. What the function throws is uncaught at the other end. */
  tell<M extends keyof Theirs & string>(method: M, ...given: Parameters<Theirs[M]>): void;
  /** Calls without an answer yet, the oldest first; `since` as `performance.now()` [ms]. */
  readonly pending: ReadonlyMap<number, { readonly promise: Promise<unknown>; readonly since: number }>;
  /** Rejects the calls that are pending and all later ones. */
  close(reason: (id: number) => Error): void;
}

/** Serves functions over a channel and calls those that the other end serves. */
export function connect<Theirs extends Functions<Theirs>>(ours: object, channel: Channel): Remote<Theirs> {
  const functions = ours as { readonly [method: string]: (...given: readonly unknown[]) => unknown };
  const pending = new Map<number, Deferred<unknown> & { readonly since: number }>();
  let calls = 0;
  let closed: ((id: number) => Error) | undefined;

  async function carryOut({ id, method, given }: Call): Promise<void> {
    if (id === undefined) {
      functions[method](...given);
      channel.told?.();
      return;
    }
    channel.begun?.(id);
    try {
      channel.post({ id, value: await functions[method](...given) });
    } catch (thrown) {
      channel.post({ id, thrown: packThrown(thrown) });
    }
  }

  function settle({ id, value, thrown }: Answer): void {
    const call = pending.get(id);
    pending.delete(id);
    if (thrown) call?.reject(unpackThrown(thrown));
    else call?.resolve(value);
  }

  channel.listen((message) => {
    if ("method" in (message as Call | Answer)) void carryOut(message as Call);
    else settle(message as Answer);
  });

  async function call(method: string, given: readonly unknown[]): Promise<unknown> {
    const id = calls++;
    if (closed) throw closed(id);
    channel.post({ id, method, given });
    const answer = { ...deferred<unknown>(), since: performance.now() };
    pending.set(id, answer);
    return answer.promise;
  }

  return {
    call: (method, ...given) => call(method, given) as Promise<never>,
    tell(method, ...given) {
      if (!closed) channel.post({ method, given });
    },
    pending,
    close(reason) {
      closed = reason;
      for (const [id, { reject }] of pending) reject(reason(id));
      pending.clear();
    },
  };
}
