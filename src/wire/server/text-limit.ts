import type { WebSocket } from "ws";

/** What the library's receiver of frames does once it knows a frame's kind and length. */
interface Receiver {
  readonly _opcode: number;
  _maxPayload: number;
  haveLength(done: (error?: Error) => void): void;
}

const text = 1; // RFC 6455, 5.2

/**
 * Ends a socket with 1009 at the header of a text that is too long, before its bytes are gathered: the library itself has
 * one limit for texts and bytes. With another receiver than is expected here, texts are refused once they have come.
 * @param most of a text [bytes]
 */
export function limitTexts(socket: WebSocket, most: number): void {
  const { _receiver: receiver } = socket as unknown as { readonly _receiver?: Receiver };
  if (typeof receiver?._maxPayload !== "number" || typeof receiver.haveLength !== "function") return;
  const { haveLength, _maxPayload: usual } = receiver;
  receiver.haveLength = function (done) {
    this._maxPayload = this._opcode === text ? Math.min(most, usual) : usual;
    haveLength.call(this, done);
  };
}
