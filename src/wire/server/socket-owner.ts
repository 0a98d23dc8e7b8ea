import type { WebSocket } from "ws";
import { deferred } from "../../core/index.ts";
import type { Owner } from "./owner.ts";

/** With more than this waiting to be sent, a client is not read and gets no answers until it has read those [bytes]. */
const fullBytes = 4 * 2 ** 20;
/** While the answers in the making for a client take more than this, no further one is begun [bytes]. */
const mostTaken = 16 * 2 ** 20;

export interface OwnerOptions {
  /** How long a client may leave answers unread [s]. */
  readonly patienceSeconds: number;
  onSlow(): void;
  onSend(): void;
}

/** A socket as a session sees it. */
export function socketOwner(socket: WebSocket, { patienceSeconds, onSlow, onSend }: OwnerOptions): Owner {
  let taken = 0; // by answers in the making [bytes]
  let holds = 0;
  let rest: (() => void) | undefined; // ends the wait for a client that does not read
  let waiting: (() => void)[] = [];

  const isOpen = () => socket.readyState === socket.OPEN;
  const isFull = () => isOpen() && socket.bufferedAmount > fullBytes;

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  async function hold(done: Promise<unknown>): Promise<void> {
    if (holds++ === 0) socket.pause();
    await done.catch(() => undefined);
    if (--holds === 0) socket.resume();
  }

  /** Reads nothing from a client that does not read, and in the end cuts it. */
  function restIfFull(): void {
    if (rest || !isFull()) return;
    const { promise, resolve } = deferred<void>();
    const timer = setTimeout(() => {
      if (isFull()) onSlow();
      rest?.();
    }, patienceSeconds * 1000);
    timer.unref();
    rest = () => {
      clearTimeout(timer);
      rest = undefined;
      resolve();
      wake();
    };
    void hold(promise);
  }

  const onSent = () => {
    if (rest && !isFull()) rest();
  };

  socket.on("ping", restIfFull); // the library answers pings itself
  socket.on("close", () => {
    rest?.();
    wake();
  });

  return {
    send(frame) {
      if (!isOpen()) return;
      socket.send(frame, { binary: typeof frame !== "string" }, onSent);
      onSend();
      restIfFull();
    },
    take(bytes) {
      if (isOpen() && (isFull() || taken > mostTaken)) return false;
      taken += bytes;
      return true;
    },
    release(bytes) {
      taken -= bytes;
      if (waiting.length > 0 && taken <= mostTaken && !isFull()) wake();
    },
    eased() {
      restIfFull();
      return new Promise((resolve) => waiting.push(resolve));
    },
    holdUntil: (done) => void hold(done),
  };
}
