import { createHash } from "node:crypto";
import { fail } from "../core/index.ts";
import { readWhole, writeWhole } from "./atomic.ts";

/** The first 8 bytes of every kind of sealed file. */
const marks = { checkpoint: "rgym-ckp", episode: "rgym-eps" } as const;
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
  if (Buffer.compare(sealOf(kind, payload), bytes.subarray(markSize, headSize)) !== 0)
    wrong("a file cut short or altered since it was written");
  return payload;
}

export const writeSealed = (path: string, kind: SealedKind, payload: Uint8Array): Promise<void> =>
  writeWhole(path, seal(kind, payload));

export const readSealed = async (path: string, kind: SealedKind): Promise<Uint8Array> =>
  unseal(kind, await readWhole(path, `a whole ${kind}`), path);

const sealOf = (kind: SealedKind, payload: Uint8Array): Uint8Array =>
  createHash("sha256").update(marks[kind]).update(payload).digest();
