import { Encoder } from "modern-gif";

const longestSide = 480; // [pixels]
const colours = 160;

/** A moving picture while it is made. */
export interface GifWriter {
  /** Where the next picture is painted. */
  readonly context: OffscreenCanvasRenderingContext2D;
  /** Takes what is painted there. */
  add(): Promise<void>;
  end(): Promise<Blob>;
}

/** @param delay how long each picture is shown [ms], in tens */
export function gifWriter(width: number, height: number, delay: number): GifWriter {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.imageSmoothingQuality = "high";
  const encoder = new Encoder({ width: canvas.width, height: canvas.height, maxColors: colours });
  return {
    context,
    async add() {
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      await encoder.encode({ data, delay });
    },
    end: () => encoder.flush("blob"),
  };
}
