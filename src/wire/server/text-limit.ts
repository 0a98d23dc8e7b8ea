import type { WebSocket } from "ws";

interface Receiver {
  readonly _opcode: number;
  _maxPayload: number;
}

const text = 1; // RFC 6455, 5.2

/**
 * Ends a socket with 1009 at the header of a text frame that is too long, before its bytes are gathered. The library has
 * one limit for frames of all kinds, so that its own is replaced; without the receiver that is expected here texts are
 * refused once they have come.
 * @param most of a text [bytes]
 */
export function limitTexts(socket: WebSocket, most: number): void {
  const { _receiver: receiver } = socket as unknown as { readonly _receiver?: Receiver };
  if (typeof receiver?._maxPayload !== "number") return;
  const others = receiver._maxPayload;
  Object.defineProperty(receiver, "_maxPayload", {
    get(this: Receiver) {
      return this._opcode === text ? Math.min(most, others) : others;
    },
  });
}
