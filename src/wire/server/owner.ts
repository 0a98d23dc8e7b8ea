import type { Frame } from "../frame.ts";

/** The receiver of answers: a socket. */
export interface Owner {
  send(frame: Frame): void;
  /**
   * Makes room for an answer of about this many bytes until it is released; false if the client first has to read what
   * it has been sent. Always true of a client that is gone.
   */
  take(bytes: number): boolean;
  release(bytes: number): void;
  /** Resolves when `take` is worth another try. */
  eased(): Promise<void>;
  /** Reads no further requests until then. */
  holdUntil(done: Promise<unknown>): void;
}

/** Sends an answer once there is room for it. */
export async function sendWithRoom(owner: Owner, bytes: number, encode: () => Promise<Frame>): Promise<void> {
  while (!owner.take(bytes)) await owner.eased();
  try {
    owner.send(await encode());
  } finally {
    owner.release(bytes);
  }
}
