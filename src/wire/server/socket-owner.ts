import type { WebSocket } from "ws";
import type { Owner } from "./sessions.ts";

/** More waiting to be sent than this, and a client gets no more answers until it has read them [bytes]. */
const fullBytes = 4 * 2 ** 20;
const lookMs = 20;

/** A socket as a session sees it. */
export function socketOwner(socket: WebSocket, closeSlow: () => void, patienceSeconds: number): Owner {
  let waiting: Promise<void> | undefined;

  async function drained(): Promise<void> {
    const begun = performance.now();
    while (socket.readyState === socket.OPEN && socket.bufferedAmount > fullBytes) {
      if (performance.now() - begun > patienceSeconds * 1000) return closeSlow();
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }

  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(frame, { binary: typeof frame !== "string" });
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
