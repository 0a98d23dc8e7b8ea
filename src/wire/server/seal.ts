import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { fail, type Packable, pack, unpack } from "../../core/index.ts";

/** Length of a seal: an HMAC-SHA256 [bytes]. */
const sealBytes = 32;

/**
 * Signs the saved worlds that leave a server and checks those that come in, before anything reads them. Physics engines
 * take states back as they wrote them, unchecked: one altered bit can ruin an engine for all worlds of its thread.
 */
export interface Seal {
  /** The same packed record with one more key, `seal`, whose array comes last. Whoever needs no seal can read it as before. */
  close(state: Uint8Array): Uint8Array<ArrayBuffer>;
  /** @throws `wire/state` for bytes that no server with this key has sealed */
  check(state: Uint8Array): void;
}

export function sealWith(key: Uint8Array): Seal {
  const sealOf = (state: Uint8Array) => createHmac("sha256", key).update(state.subarray(0, -sealBytes)).digest();
  return {
    close(state) {
      const { seal: _, ...record } = unpack(state, "a saved world", { views: true }) as { [key: string]: Packable };
      const sealed = pack({ ...record, seal: new Uint8Array(sealBytes) });
      sealed.set(sealOf(sealed), sealed.length - sealBytes);
      return sealed;
    },
    check(state) {
      if (state.length > sealBytes && timingSafeEqual(sealOf(state), state.subarray(-sealBytes))) return;
      fail("wire/state", {
        given: `a state of ${state.length} bytes without the seal of this server, or changed since it was saved`,
        expected: "bytes that save answered, here or on a server with the same --state-key",
        fix: "Start servers that share saved worlds, or that outlive a restart, with one --state-key.",
      });
    },
  };
}

/** A key that nobody else has: saved worlds are then taken back until the server ends. */
export const ownKey = (): Uint8Array => randomBytes(sealBytes);
