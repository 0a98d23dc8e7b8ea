import { deflateSync, inflateSync } from "fflate"; // the same bytes in Node and in a browser, and at once
import { fail } from "../core/index.ts";
import { shuffle, unshuffle } from "./shuffle.ts";

/** A packed block, compressed. */
export type Compressed = {
  /** Before it was compressed [bytes]. */
  readonly size: number;
  /** DEFLATE (RFC 1951) of the shuffled block. */
  readonly deflated: Uint8Array;
};

const largestRatio = 1032; // of DEFLATE: 258 bytes for two bits

/** @param block a packed one, which is used up */
export function compress(block: Uint8Array<ArrayBuffer>): Compressed {
  shuffle(block);
  return { size: block.length, deflated: deflateSync(block, { level: 6 }) };
}

/**
 * @param single whether an older version wrote it, see `unshuffle`
 * @throws `file/corrupt`
 */
export function decompress({ size, deflated }: Compressed, what: string, single = false): Uint8Array<ArrayBuffer> {
  const wrong = (given: string) =>
    fail("file/corrupt", { given: `${what}: ${given}`, expected: "a whole compressed block" });
  if (size > largestRatio * deflated.length) return wrong(`${deflated.length} bytes that say they hold ${size}`);
  const block = inflated(deflated, new Uint8Array(size), wrong);
  if (block.length !== size) return wrong(`${block.length} bytes instead of ${size}`);
  unshuffle(block, what, single);
  return block;
}

function inflated(deflated: Uint8Array, out: Uint8Array<ArrayBuffer>, wrong: (given: string) => never) {
  try {
    return inflateSync(deflated, { out });
  } catch (thrown) {
    return wrong(thrown instanceof Error ? thrown.message : "bytes that cannot be read");
  }
}
