import { type ArrayOf, arrayKinds, type Dtype } from "../../../src/core/index.ts";

/** Arrays by name: element type and length. */
export type Layout = { readonly [name: string]: readonly [dtype: Dtype, length: number] };

/**
 * Lays arrays into one block, so that saving all of them is one copy.
 * Those of wide elements come first, so that every array starts at a multiple of its element.
 */
export function layOut<const L extends Layout>(
  layout: L,
): { readonly bytes: Uint8Array; readonly arrays: { readonly [N in keyof L]: ArrayOf[L[N][0]] } } {
  const wide = (dtype: Dtype) => arrayKinds[dtype].BYTES_PER_ELEMENT;
  const entries = Object.entries(layout).sort(([, [a]], [, [b]]) => wide(b) - wide(a));
  const size = entries.reduce((sum, [, [dtype, length]]) => sum + wide(dtype) * length, 0);
  const buffer = new ArrayBuffer(size);
  let offset = 0;
  const arrays = entries.map(([name, [dtype, length]]) => {
    const array = new arrayKinds[dtype](buffer, offset, length);
    offset += array.byteLength;
    return [name, array] as const;
  });
  return { bytes: new Uint8Array(buffer), arrays: Object.fromEntries(arrays) as never };
}
