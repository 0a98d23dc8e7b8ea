import { fail, headerBytes, peekPacked } from "../core/index.ts";
import { decodeFrame, type Frame, longestHeader, type Message, packedMessage } from "./frame.ts";
import { checkShape } from "./shape.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Turns what a socket received into a frame.
 * @param data the frame may be a view of it, so it is left alone from now on
 * @throws `wire/frame` for text that is too long or too richly structured
 */
export function frameOf(data: Uint8Array<ArrayBuffer>, isBinary: boolean, maxTextBytes: number): Frame {
  if (isBinary) return alignedBytes(data);
  if (data.length > maxTextBytes)
    fail("wire/frame", {
      given: `a text of ${data.length} bytes`,
      expected: `at most ${maxTextBytes}`,
      fix: "Send bytes: they may be larger.",
    });
  checkShape(data);
  return decoder.decode(data);
}

/** The same bytes where arrays of all kinds can be views: in place, unless that would keep much else alive. */
function alignedBytes(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = data;
  const isInPlace = byteOffset % 8 === 0 && buffer.byteLength <= 2 * length;
  return isInPlace ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(data);
}

/** A frame that has been looked at. */
export interface Peeked {
  readonly frame: Frame;
  /** What it says, in bytes without its arrays: enough to see which session it is for. */
  readonly message: Message;
  /** All that it says. @throws `wire/frame` */
  whole(): Message;
}

/** @throws `wire/frame` */
export function peekFrame(frame: Frame): Peeked {
  if (typeof frame === "string") {
    const message = decodeFrame(frame);
    return { frame, message, whole: () => message };
  }
  let unopened: ReturnType<typeof peekPacked> | undefined;
  const message = packedMessage(() => {
    checkShape(headerBytes(frame, longestHeader, "a frame"));
    unopened = peekPacked(frame, longestHeader, "a frame");
    return unopened.value;
  });
  let whole: Message | undefined;
  return {
    frame,
    message,
    whole() {
      whole ??= packedMessage(() => unopened!.unpack({ views: true }));
      return whole;
    },
  };
}
