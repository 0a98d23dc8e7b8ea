import { createHash } from "node:crypto";
import * as threads from "node:worker_threads";

export { availableParallelism } from "node:os";
export { threads };

export function sha256(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
