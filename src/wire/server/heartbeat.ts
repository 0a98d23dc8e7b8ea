import type { WebSocket } from "ws";

export interface HeartbeatOptions {
  /** How often a socket is pinged [s]. */
  readonly everySeconds: number;
  /** A socket of which nothing was heard for so long is cut [s]. */
  readonly lostSeconds: number;
  onLost(): void;
}

/**
 * Cuts sockets that have gone without saying so. Anything heard is a sign of life: a request, a `ping` of the protocol's
 * own, or what a WebSocket library answers by itself, which some tunnels drop.
 */
export function watchOver(socket: WebSocket, { everySeconds, lostSeconds, onLost }: HeartbeatOptions): void {
  let heard = performance.now();
  const hear = () => {
    heard = performance.now();
  };
  socket.on("message", hear);
  socket.on("ping", hear);
  socket.on("pong", hear);
  const timer = setInterval(() => {
    if (socket.isPaused) return hear(); // it is not listened to
    if (performance.now() - heard > lostSeconds * 1000) {
      onLost();
      socket.terminate();
    } else socket.ping();
  }, everySeconds * 1000);
  socket.on("close", () => clearInterval(timer));
}
