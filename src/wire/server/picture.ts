import { encode } from "fast-png";

/** RGB pixels, row-major from the top left, as a PNG. */
export const picture = (width: number, height: number, pixels: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encode({ width, height, data: pixels, channels: 3, depth: 8 }));
