import { CodedError, fail, peekPacked } from "../core/index.ts";
import { decodeFrame, type Frame, type Message } from "./frame.ts";

/** The longest header: names of arrays, params, a reward expression [bytes]. */
const longestHeader = 2 ** 20;

/** A frame without its arrays: enough to see which session it is for. @throws `wire/frame` */
export function peekFrame(frame: Frame): Message {
  if (typeof frame === "string") return decodeFrame(frame);
  try {
    const value = peekPacked(frame, longestHeader, "a frame");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Message;
  } catch (cause) {
    const given = cause instanceof CodedError ? cause.given : "bytes";
    return fail("wire/frame", { given, expected: "bytes as docs/protocol.md describes them" });
  }
  return fail("wire/frame", {
    given: "a message that is not a record",
    expected: 'one such as {"id": 1, "op": "hello"}',
  });
}
