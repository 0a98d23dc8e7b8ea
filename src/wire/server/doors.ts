import type { Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";

/** A connection that does not become a socket has this long: to ask for a page, or to read why it is refused [ms]. */
const mostMs = 10_000;
/** How often that is looked at. */
export const checking = { connectionsCheckingInterval: 1000 }; // [ms]
/** A refused one is cut after this long, whether it has read why or not [ms]. */
const refusedMs = 1000;
/** Connections besides sockets: pages, and those that are still asking. */
const besides = 64;

/**
 * Everything that is connected to a server. A connection counts from the moment it is accepted, whatever becomes of it,
 * and none stays that is neither a socket nor being answered.
 */
export interface Doors {
  /** Closes a connection that was refused, once its answer is sent. */
  dismiss(connection: Duplex): void;
  /** Cuts all connections. */
  cut(): void;
}

/** @param mostSockets with this many sockets, a few more connections are taken for pages */
export function doorsOf(http: HttpServer, mostSockets: number): Doors {
  const open = new Set<Duplex>();
  http.maxConnections = mostSockets + besides;
  http.headersTimeout = mostMs;
  http.requestTimeout = mostMs;
  http.on("connection", (connection: Duplex) => {
    open.add(connection);
    connection.once("close", () => open.delete(connection));
  });
  return {
    dismiss(connection) {
      const cut = setTimeout(() => connection.destroy(), refusedMs).unref();
      connection.once("close", () => clearTimeout(cut));
      connection.once("finish", () => connection.destroy());
      connection.resume();
    },
    cut() {
      for (const connection of open) connection.destroy();
    },
  };
}
