import type { WebSocket } from "ws";

export interface HeartbeatOptions {
  /** How often a socket is pinged [s]. */
  readonly everySeconds: number;
  /** A socket that was silent for this long is cut [s]. */
  readonly lostSeconds: number;
  onLost(): void;
}

/**
 * Cuts sockets whose client vanished without closing them. Anything received is a sign of life: a request, the
 * protocol's own `ping`, or the automatic pong of a WebSocket library, which some tunnels drop.
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
    if (socket.isPaused) return hear(); // nothing is read from it, so silence proves nothing
    if (performance.now() - heard > lostSeconds * 1000) {
      onLost();
      socket.terminate();
    } else socket.ping();
  }, everySeconds * 1000);
  socket.on("close", () => clearInterval(timer));
}
