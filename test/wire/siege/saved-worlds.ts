/** Attacks with the bytes of saved worlds. */
import { type Packable, pack, unpack } from "../../../src/core/index.ts";

interface Saved {
  readonly [key: string]: Packable;
  readonly world: { readonly state: Uint8Array } & { readonly [key: string]: Packable };
}

/** A copy of bytes with one bit flipped. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
}

/** A saved world with one bit of its engine's state flipped, well formed otherwise. */
export function withFlippedState(saved: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const { world, ...rest } = unpack(saved) as unknown as Saved;
  return pack({ ...rest, world: { ...world, state: flipped(world.state, bit) } });
}

/** A bit of a hopper's state on Rapier (0.21), just begun from seed 1, with which the engine panics: in `load`, in `step`. */
export const panicking = { load: 18_382, step: 61_713 };
