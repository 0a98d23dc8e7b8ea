import { CodedError, fail, headerBytes, peekPacked } from "../core/index.ts";
import { decodeFrame, type Frame, type Message } from "./frame.ts";
import { checkShape } from "./shape.ts";

/** The longest header: names of arrays, params, a reward expression [bytes]. */
const longestHeader = 2 ** 20;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Turns what a socket received into a frame. @throws `wire/frame` for text that is too long or too richly structured */
export function frameOf(data: Uint8Array, isBinary: boolean, maxTextBytes: number): Frame {
  if (isBinary) return new Uint8Array(data); // a copy whose arrays begin at multiples of 8
  if (data.length > maxTextBytes)
    fail("wire/frame", {
      given: `a text of ${data.length} bytes`,
      expected: `at most ${maxTextBytes}`,
      fix: "Send bytes: they may be larger.",
    });
  checkShape(data);
  return decoder.decode(data);
}

/** A frame without its arrays: enough to see which session it is for. @throws `wire/frame` */
export function peekFrame(frame: Frame): Message {
  if (typeof frame === "string") return decodeFrame(frame);
  try {
    checkShape(headerBytes(frame, longestHeader, "a frame"));
    const value = peekPacked(frame, longestHeader, "a frame");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Message;
  } catch (cause) {
    if (cause instanceof CodedError && cause.code === "wire/frame") throw cause;
    const given = cause instanceof CodedError ? cause.given : "bytes";
    return fail("wire/frame", { given, expected: "bytes as docs/protocol.md describes them" });
  }
  return fail("wire/frame", {
    given: "a message that is not a record",
    expected: 'one such as {"id": 1, "op": "hello"}',
  });
}
