/** The part visible at each pixel, row-major. */
export interface Canvas {
  width: number;
  height: number;
  /** Depth along the view direction [m]. */
  depths: Float32Array;
  /** The part's name, see `nameOf`; 0 for the sky. */
  names: Uint16Array;
  /** Its colour, `[height, width, 3]`, linear. */
  tints: Float32Array;
}

/** Shared by all pictures of this thread, because one is finished before the next begins; grows to the largest. */
const canvas: Canvas = {
  width: 0,
  height: 0,
  depths: new Float32Array(0),
  names: new Uint16Array(0),
  tints: new Float32Array(0),
};

/** An empty canvas, good until the next call. */
export function clearCanvas(width: number, height: number): Canvas {
  const size = width * height;
  if (canvas.names.length < size) {
    canvas.depths = new Float32Array(size);
    canvas.names = new Uint16Array(size);
    canvas.tints = new Float32Array(3 * size);
  }
  canvas.width = width;
  canvas.height = height;
  canvas.depths.fill(Number.POSITIVE_INFINITY, 0, size);
  canvas.names.fill(0, 0, size);
  return canvas;
}

/** The name of a part with this index; plus one if the part is in shadow. */
export const nameOf = (index: number, covered = 0): number => 2 * index + 2 + covered;
export const indexNamed = (name: number): number => (name >> 1) - 1;
