import { CodedError, fail, type Packable, pack, unpack } from "../core/index.ts";

/** A message as it travels: text is JSON for people, bytes are `pack`ed for speed; both say the same. */
export type Frame = string | Uint8Array<ArrayBuffer>;

/** A record of what a frame says, its arrays typed (bytes) or lists (text). */
export type Message = { readonly [key: string]: unknown };

/** @throws `wire/frame` for anything but a record in one of the two forms */
export function decodeFrame(frame: Frame): Message {
  if (typeof frame !== "string") return packedMessage(() => unpack(frame, "a frame", { views: true }));
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch (cause) {
    const given = `text that is not JSON (${(cause as Error).message})`;
    return fail("wire/frame", { given, expected: forms });
  }
  if (!isFlatter(value, deepest))
    return fail("wire/frame", { given: "a message that is nested too deeply", expected: `at most ${deepest} levels` });
  return expectRecord(value);
}

const forms = "JSON, or bytes as docs/protocol.md describes them";

/** What bytes say. @throws `wire/frame` */
export function packedMessage(read: () => unknown): Message {
  let value: unknown;
  try {
    value = read();
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause;
    if (cause.code === "wire/frame") throw cause;
    return fail("wire/frame", { given: cause.given, expected: forms });
  }
  return expectRecord(value);
}

function expectRecord(value: unknown): Message {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value))
    return value as Message;
  return fail("wire/frame", {
    given: "a message that is not a record",
    expected: 'one such as {"id": 1, "op": "hello"}',
  });
}

const deepest = 64;

/** Whether records and lists are nested less deeply than this. */
function isFlatter(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return true;
  return levels > 0 && Object.values(value).every((inner) => isFlatter(inner, levels - 1));
}

/** The longest header of a request: names of arrays, params, a reward expression [bytes]. */
export const longestHeader = 2 ** 20;

/** A request as bytes. @throws `wire/frame` where a server would not read it, as it could not say which request it was */
export function encodeRequest(message: Message): Uint8Array<ArrayBuffer> {
  const frame = encodeBinary(message);
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true);
  if (length > longestHeader)
    fail("wire/frame", {
      given: `a request ${JSON.stringify(message.op)} of ${length} bytes besides its arrays`,
      expected: `at most ${longestHeader}`,
      fix: "Params that travel to a server, such as a map, must be smaller.",
    });
  return frame;
}

export const encodeBinary = (message: Message): Uint8Array<ArrayBuffer> => pack(message as Packable);

/** Keys whose value is bytes and not a column: base64 in text. */
const opaque: readonly string[] = ["state", "image"];

/** Arrays become lists, row-major. */
export const encodeText = (message: Message): string =>
  JSON.stringify(message, (key, value) => {
    if (!ArrayBuffer.isView(value)) return value;
    return opaque.includes(key) ? toBase64(value as Uint8Array) : Array.from(value as Uint8Array);
  });

export const encodeLike = (frame: Frame, message: Message): Frame =>
  typeof frame === "string" ? encodeText(message) : encodeBinary(message);

/** Bytes that become letters in one go; a multiple of 3, as base64 is written. */
const piece = 3 * 2 ** 13;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += piece) text += btoa(String.fromCharCode(...bytes.subarray(at, at + piece)));
  return text;
}

/** @throws `wire/request` */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return fail("wire/request", { given: "a state that is not base64", expected: "what save answered" });
  }
}
