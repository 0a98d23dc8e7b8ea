import type { WebSocket } from "ws";
import { deferred } from "../../core/index.ts";
import { type Backlog, freeBytes, type Reader } from "./backlog.ts";
import type { Owner } from "./owner.ts";

/** Less than this is not counted: to be told when it has been read would take longer than to send it [bytes]. */
const smallBytes = 2 ** 14;
/** While the answers in the making for a client take more than this, no further one is begun [bytes]. */
const mostTaken = 16 * 2 ** 20;

export interface OwnerOptions {
  /** Shared by all sockets. */
  readonly backlog: Backlog;
  /** How long a client may leave answers unread [s]. */
  readonly patienceSeconds: number;
  onSlow(): void;
  onSend(): void;
}

/** A socket as a session sees it. With more than `freeBytes` waiting to be sent, it is not read and gets no answers. */
export function socketOwner(socket: WebSocket, { backlog, patienceSeconds, onSlow, onSend }: OwnerOptions): Owner {
  let taken = 0; // by answers in the making [bytes]
  let unread = 0; // sent, and still here [bytes]
  let holds = 0;
  let stillSince = 0; // when it last took something
  let rest: (() => void) | undefined; // ends the wait for a client that does not read
  let waiting: (() => void)[] = [];
  const reader: Reader = {
    get unread() {
      return unread;
    },
    get stillSince() {
      return stillSince;
    },
    cut() {
      onSlow();
      socket.terminate();
      count();
    },
  };
  backlog.readers.add(reader);

  const isOpen = () => socket.readyState === socket.OPEN;
  const isFull = () => isOpen() && socket.bufferedAmount > freeBytes;
  const isBusy = () => isFull() || taken > mostTaken;

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  function count(): void {
    const before = unread;
    const now = isOpen() ? socket.bufferedAmount : 0;
    unread = now > smallBytes ? now : 0;
    if (before === unread) return;
    if (before === 0 || unread < before) stillSince = performance.now();
    backlog.sent(unread - before);
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
    count();
    if (rest && !isFull()) rest();
  };

  socket.on("ping", restIfFull); // the library answers pings itself
  socket.on("close", () => {
    backlog.readers.delete(reader);
    count();
    rest?.();
    wake();
  });

  return {
    send(frame) {
      if (!isOpen()) return;
      const isSmall = socket.bufferedAmount + frame.length < smallBytes;
      socket.send(frame, { binary: typeof frame !== "string" }, isSmall ? undefined : onSent);
      if (!isSmall) count();
      onSend();
      restIfFull();
    },
    take(bytes) {
      if (isOpen() && (isBusy() || !backlog.hasRoom(taken + unread, bytes))) return false;
      taken += bytes;
      backlog.making(bytes);
      return true;
    },
    release(bytes) {
      taken -= bytes;
      backlog.making(-bytes);
      if (waiting.length > 0 && !isBusy()) wake();
    },
    eased() {
      restIfFull();
      if (!isBusy()) void backlog.eased().then(wake);
      return new Promise((resolve) => waiting.push(resolve));
    },
    holdUntil: (done) => void hold(done),
  };
}
