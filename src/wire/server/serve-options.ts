import type { Logger } from "pino";

export interface ServeOptions {
  /** The module whose default export is the `Host`. */
  readonly host: string;
  /** Where it listens; loopback by default. Any other address needs a token. */
  readonly address?: string;
  /** 0 takes any port that is free. */
  readonly port?: number;
  readonly token?: string;
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  readonly origins?: readonly string[];
  readonly maxWorlds?: number;
  readonly maxSessions?: number;
  readonly maxSockets?: number;
  /** Sessions of one socket. */
  readonly socketSessions?: number;
  /** Of one frame, either way. */
  readonly maxFrameBytes?: number;
  readonly graceSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly lostSeconds?: number;
  /** How long a client may leave its answers unread before it is cut [s]. */
  readonly patienceSeconds?: number;
  /** A step that takes longer is given up: its thread is ended, and whoever shares it goes on in another. */
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
  /** Finishes what is in hand, tells clients, and frees everything. */
  close(): Promise<void>;
  /** For tests: its threads. */
  readonly threads: readonly { kill(): Promise<void> }[];
}
