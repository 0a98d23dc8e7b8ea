import { type SerializationPipeline, World } from "@dimforge/rapier3d-compat";
import { assert } from "../../core/index.ts";

/**
 * A world from its snapshot; the caller frees it. Handles stay valid, Rapier's objects do not. `World.restoreSnapshot` is
 * avoided because it leaks 2 kB per call (0.21).
 */
export function worldFrom(pipeline: SerializationPipeline, snapshot: Uint8Array): World {
  const raw = pipeline.raw.deserializeAll(snapshot);
  assert(raw, "a snapshot of Rapier's can be read");
  const world = World.fromRaw(raw);
  raw.free();
  return world;
}

/** Numbers of our own, and Rapier's bytes after them. */
export function packState(numbers: readonly Float64Array[], snapshot: Uint8Array): Uint8Array {
  const sizes = numbers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const state = new Uint8Array(sizes + snapshot.byteLength);
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of [...numbers, snapshot]) {
    state.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return state;
}

/** Fills numbers from a state. @returns Rapier's bytes */
export function unpackState(state: Uint8Array, numbers: readonly Float64Array[]): Uint8Array {
  let at = 0;
  for (const array of numbers) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(state.subarray(at, at + array.byteLength));
    at += array.byteLength;
  }
  return state.subarray(at);
}
