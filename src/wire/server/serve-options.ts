import type { Logger } from "pino";

export interface ServeOptions {
  /** The module whose default export is the `Host`. */
  readonly host: string;
  /** Address to listen on; loopback by default. Any other needs a token. */
  readonly address?: string;
  /** 0 picks a free port. */
  readonly port?: number;
  readonly token?: string;
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** Seals saved worlds; a server takes back only those sealed with its key [a random one]. */
  readonly stateKey?: Uint8Array;
  readonly origins?: readonly string[];
  readonly maxWorlds?: number;
  /** Memory of all worlds [512 MiB]. */
  readonly maxWorldBytes?: number;
  readonly maxSessions?: number;
  readonly maxSockets?: number;
  /** Sessions of one socket. */
  readonly socketSessions?: number;
  /** Of one frame, in either direction. */
  readonly maxFrameBytes?: number;
  /** Of one frame of text from a client; at most `maxFrameBytes` [1 MiB]. */
  readonly maxTextBytes?: number;
  /** Of answers that are being made or have yet to be read, over all sockets [192 MiB, or three frames]. */
  readonly maxUnreadBytes?: number;
  readonly graceSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly lostSeconds?: number;
  /** How long a client may leave answers unread before its socket is cut [s]. */
  readonly patienceSeconds?: number;
  /** A longer step ends its thread; the other sessions on that thread continue on another one. */
  readonly deadlineSeconds?: number;
  /** Threads that sessions share [one a core]. */
  readonly threads?: number;
  readonly version: string;
  readonly log: Logger;
}

export interface Server {
  readonly address: string;
  readonly port: number;
  /** Where clients connect. */
  readonly url: string;
  /** Finishes the requests in progress, notifies clients, and frees everything. */
  close(): Promise<void>;
  /** The server's threads, for tests. */
  readonly threads: readonly { kill(): Promise<void> }[];
}
