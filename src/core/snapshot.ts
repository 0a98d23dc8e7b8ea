import { fail } from "./errors.ts";

/** `save` and `load` of a world, reward or transform whose state is a few typed arrays: spread it in. */
export function snapshot(...arrays: readonly (Float64Array | Float32Array | Int32Array | Uint8Array)[]): {
  save(): Uint8Array;
  load(bytes: Uint8Array): void;
} {
  const bytes = arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  const length = bytes.reduce((sum, part) => sum + part.length, 0);
  return {
    save() {
      const saved = new Uint8Array(length);
      let offset = 0;
      for (const part of bytes) {
        saved.set(part, offset);
        offset += part.length;
      }
      return saved;
    },
    load(saved) {
      if (saved.length !== length)
        fail("file/corrupt", { given: `a saved state of ${saved.length} bytes`, expected: `${length}` });
      let offset = 0;
      for (const part of bytes) {
        part.set(saved.subarray(offset, offset + part.length));
        offset += part.length;
      }
    },
  };
}
