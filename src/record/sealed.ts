import { sha256 } from "#platform";
import { fail } from "../core/index.ts";

/** The first 8 bytes of every kind of sealed file. */
const marks = { checkpoint: "rgym-ckp", episode: "rgym-eps", reward: "rgym-rwd" } as const;
export type SealedKind = keyof typeof marks;

const markSize = 8;
const headSize = markSize + 32;

/** Mark, SHA-256 of mark and payload, payload: the reader notices if the file was cut or altered. */
export function seal(kind: SealedKind, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headSize + payload.length);
  bytes.set(new TextEncoder().encode(marks[kind]));
  bytes.set(sealOf(kind, payload), markSize);
  bytes.set(payload, headSize);
  return bytes;
}

/**
 * The payload, as a view.
 * @throws `file/corrupt`
 */
export function unseal(kind: SealedKind, bytes: Uint8Array, what: string): Uint8Array {
  const wrong = (given: string) => fail("file/corrupt", { given: `${what}: ${given}`, expected: `a whole ${kind}` });
  const mark = new TextDecoder().decode(bytes.subarray(0, markSize));
  if (bytes.length < headSize) wrong(`${bytes.length} bytes`);
  if (mark !== marks[kind]) wrong("a file of another kind");
  const payload = bytes.subarray(headSize);
  const written = bytes.subarray(markSize, headSize);
  if (sealOf(kind, payload).some((byte, i) => byte !== written[i]))
    wrong("a file cut short or altered since it was written");
  return payload;
}

const sealOf = (kind: SealedKind, payload: Uint8Array): Uint8Array =>
  sha256([new TextEncoder().encode(marks[kind]), payload]);
