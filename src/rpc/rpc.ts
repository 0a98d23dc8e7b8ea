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

export type Message = Call | Answer;

/** One end of a channel that delivers messages as structured clones, in the order they were sent. */
export interface Channel {
  /** @param transfer memory that moves with the message instead of being copied, where the channel can do that */
  post(message: Message, transfer?: readonly ArrayBuffer[]): void;
  listen(hear: (message: Message) => void): void;
}

/** What one end serves to the other: functions by name, synchronous or not. */
export type Functions<T> = { readonly [M in keyof T]: (...given: never[]) => unknown };

/** The other end of a channel. */
export interface Remote<Theirs extends Functions<Theirs>> {
  /**
   * Sends the call before it returns. Calls start in the order they were sent; they may finish in another.
   * @throws what the function throws, coded errors with their content, and the cause that `close` was given
   */
  call<M extends keyof Theirs & string>(
    method: M,
    ...given: Parameters<Theirs[M]>
  ): Promise<Awaited<ReturnType<Theirs[M]>>>;
  /** Calls without waiting. What the function throws is uncaught at the other end. */
  tell<M extends keyof Theirs & string>(method: M, ...given: Parameters<Theirs[M]>): void;
  /** Rejects the calls that are pending and all later ones. */
  close(cause: Error): void;
}

const moved = new WeakMap<object, readonly ArrayBuffer[]>();

/** Marks a result of a served function: this memory moves to the caller instead of being copied. */
export function transfer<T extends object>(value: T, memory: readonly ArrayBuffer[]): T {
  moved.set(value, memory);
  return value;
}

/** Serves functions over a channel and calls those that the other end serves. */
export function connect<Theirs extends Functions<Theirs>>(ours: object, { post, listen }: Channel): Remote<Theirs> {
  const functions = ours as { readonly [method: string]: (...given: readonly unknown[]) => unknown };
  const pending = new Map<number, Deferred<unknown>>();
  let calls = 0;
  let closed: Error | undefined;

  async function carryOut(id: number, { method, given }: Call): Promise<void> {
    try {
      const value = await functions[method](...given);
      post({ id, value }, moved.get(Object(value)));
    } catch (thrown) {
      post({ id, thrown: packThrown(thrown) });
    }
  }

  function settle({ id, value, thrown }: Answer): void {
    const answer = pending.get(id);
    pending.delete(id);
    if (thrown) answer?.reject(unpackThrown(thrown));
    else answer?.resolve(value);
  }

  listen((message) => {
    if (!("method" in message)) settle(message);
    else if (message.id === undefined) functions[message.method](...message.given);
    else void carryOut(message.id, message);
  });

  async function call(method: string, given: readonly unknown[]): Promise<unknown> {
    if (closed) throw closed;
    const id = calls++;
    post({ id, method, given });
    const answer = deferred<unknown>();
    pending.set(id, answer);
    return answer.promise;
  }

  return {
    call: (method, ...given) => call(method, given) as Promise<never>,
    tell(method, ...given) {
      if (!closed) post({ method, given });
    },
    close(cause) {
      closed = cause;
      for (const { reject } of pending.values()) reject(cause);
      pending.clear();
    },
  };
}
