import { readWhole, writeWhole } from "./atomic.ts";
import { type SealedKind, seal, unseal } from "./sealed.ts";

export const writeSealed = (path: string, kind: SealedKind, payload: Uint8Array): Promise<void> =>
  writeWhole(path, seal(kind, payload));

/** @throws `file/corrupt`, `file/unusable` */
export const readSealed = async (path: string, kind: SealedKind): Promise<Uint8Array> =>
  unseal(kind, await readWhole(path, `a whole ${kind}`), path);
