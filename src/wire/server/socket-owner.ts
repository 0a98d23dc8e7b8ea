import type { WebSocket } from "ws";
import type { Owner } from "./sessions.ts";

/** With more than this waiting to be sent, a client gets no further answers until it has read them [bytes]. */
const fullBytes = 4 * 2 ** 20;
const lookMs = 20;

export interface OwnerOptions {
  /** How long a client may leave answers unread [s]. */
  readonly patienceSeconds: number;
  onSlow(): void;
  onSend(): void;
}

/** A socket as a session sees it. */
export function socketOwner(socket: WebSocket, { patienceSeconds, onSlow, onSend }: OwnerOptions): Owner {
  let waiting: Promise<void> | undefined;

  async function drained(): Promise<void> {
    const begun = performance.now();
    while (socket.readyState === socket.OPEN && socket.bufferedAmount > fullBytes) {
      if (performance.now() - begun > patienceSeconds * 1000) return onSlow();
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }

  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(frame, { binary: typeof frame !== "string" });
      onSend();
    },
    async writable() {
      if (socket.bufferedAmount <= fullBytes) return;
      waiting ??= drained().finally(() => {
        waiting = undefined;
      });
      await waiting;
    },
  };
}
