import { isUtf8 } from "node:buffer";
import type { WebSocket } from "ws";
import { type Deferred, deferred } from "../../core/index.ts";
import type { Owner } from "./owner.ts";

/** So many messages of a socket are taken in within a moment; further ones wait until other sockets have had their turn. */
const atOnce = 16;
const momentMs = 1;
const notText = 1007; // RFC 6455, 7.4.1

/** Takes in a message. Returns what the next one has to wait for, if anything. Does not throw. */
export type TakeIn = (data: Buffer<ArrayBuffer>, isBinary: boolean) => Promise<unknown> | undefined;

export interface InboxOptions {
  readonly socket: WebSocket;
  readonly owner: Owner;
  /** Longer texts are refused unread by whoever takes them in [bytes]. */
  readonly maxTextBytes: number;
}

interface Received {
  readonly data: Buffer<ArrayBuffer>;
  readonly isBinary: boolean;
}

/** Takes in a socket's messages in order, few at a time: what it has received at once may be thousands. */
export function readInTurns({ socket, owner, maxTextBytes }: InboxOptions, takeIn: TakeIn): void {
  const waiting: Received[] = [];
  let isBusy = false; // until what the next message waits for
  let isPlanned = false;
  let hold: Deferred<void> | undefined; // nothing more is read while messages wait
  let [since, taken] = [Number.NEGATIVE_INFINITY, 0]; // in the present moment

  function accept({ data, isBinary }: Received): void {
    if (socket.readyState !== socket.OPEN) return; // it is being closed
    if (!isBinary && data.length <= maxTextBytes && !isUtf8(data))
      return socket.close(notText, "a text that is not UTF-8");
    const done = takeIn(data, isBinary);
    if (!done) return;
    isBusy = true;
    void done.then(goOn, goOn); // a request that fails is no reason to take in no more
  }

  function goOn(): void {
    isBusy = false;
    if (waiting.length > 0) plan();
  }

  /** In the next turn of the event loop, after what others have sent by then. */
  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      for (let n = 0; n < atOnce && !isBusy && waiting.length > 0; n++) accept(waiting.shift()!);
      if (waiting.length === 0) release();
      else if (!isBusy) plan();
    });
  }

  function release(): void {
    hold?.resolve();
    hold = undefined;
  }

  function isTooMany(): boolean {
    const now = performance.now();
    if (now - since > momentMs) [since, taken] = [now, 0];
    return ++taken > atOnce;
  }

  socket.on("message", (data: Buffer<ArrayBuffer>, isBinary) => {
    if (waiting.length === 0 && !isBusy && !isTooMany()) return accept({ data, isBinary });
    waiting.push({ data, isBinary });
    if (!isBusy) plan();
    if (hold) return;
    hold = deferred();
    owner.holdUntil(hold.promise);
  });
  socket.on("close", () => {
    waiting.length = 0;
    release();
  });
}
