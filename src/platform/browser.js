import { sha256 as hashOf } from "@noble/hashes/sha2.js"; // WebCrypto answers only later

export const threads = undefined;

export const availableParallelism = () => globalThis.navigator?.hardwareConcurrency ?? 1;

export function sha256(parts) {
  const hash = hashOf.create();
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
