import { fail, pack, unpack } from "../../src/core/index.ts";
import type { SavedActor, Weights } from "./weights.ts";

const format = "rewardgym/actor-1";

/** The bytes that an actor elsewhere needs to decide as these weights do. */
export const packActor = (weights: Weights, version: number): Uint8Array =>
  pack({ format, version, ...weights.saveActor() });

/**
 * Takes over the weights of another actor.
 * @returns the version they were saved with
 * @throws `checkpoint/foreign`, `file/corrupt` before anything has changed
 */
export function loadActor(weights: Weights, bytes: Uint8Array): number {
  const { version, ...actor } = readActor(bytes);
  weights.loadActor(actor);
  return version;
}

/** @throws `checkpoint/foreign`, `file/corrupt` */
function readActor(bytes: Uint8Array): SavedActor & { readonly version: number } {
  const saved = unpack(bytes, "an actor");
  const found = typeof saved === "object" && saved !== null ? (saved as { readonly [name: string]: unknown }) : {};
  const { version, flat, moments } = found;
  if (found.format !== format)
    fail("checkpoint/foreign", { given: `an actor of format ${found.format}`, expected: format });
  const isClean = (array: Float32Array | Float64Array) => array.every((each: number) => Number.isFinite(each));
  const isWhole =
    Number.isInteger(version) &&
    flat instanceof Float32Array &&
    isClean(flat) &&
    Array.isArray(moments) &&
    moments.every((each) => each instanceof Float64Array && isClean(each));
  if (!isWhole)
    fail("file/corrupt", { given: "an actor with a part missing or not finite", expected: "version, flat, moments" });
  return { version: version as number, flat, moments };
}
