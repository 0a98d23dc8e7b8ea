import { join } from "node:path";
import { encode as encodePng } from "fast-png";
import { Encoder } from "modern-gif";
import { fail } from "../../src/core/index.ts";
import { writeFolder, writeWhole } from "../../src/record/index.ts";
import type { PictureAsked, Pixels } from "./picture.ts";

type Size = Pick<PictureAsked, "width" | "height">;
type Pictures = AsyncIterable<Pixels> | Iterable<Pixels>;

const most = 2 ** 28; // pixels of a GIF, whose colours are chosen from all of them: four bytes each are held until then
const colours = 160;

/** @throws `cli/usage` for more pictures than can be held */
export function requireRoom(count: number, { width, height }: Size): void {
  if (count * width * height > most)
    fail("cli/usage", {
      given: `${count} pictures of ${width}x${height}`,
      expected: `at most ${Math.floor(most / (width * height))} of this size`,
      fix: "A larger --every, or a smaller --size.",
    });
}

/** An endless moving picture. @param delays how long each picture is shown [ms] */
export async function writeGif(
  path: string,
  pictures: Pictures,
  { width, height }: Size,
  delays: readonly number[],
): Promise<void> {
  const encoder = new Encoder({ width, height, maxColors: colours });
  let count = 0;
  for await (const pixels of pictures) await encoder.encode({ data: opaque(pixels), delay: delays[count++] });
  await writeWhole(path, new Uint8Array(await encoder.flush("arrayBuffer")));
}

/** A folder of pictures that are named by the steps before them: all of them or none. */
export const writeFrames = (
  folder: string,
  pictures: Pictures,
  { width, height }: Size,
  steps: readonly number[],
): Promise<void> =>
  writeFolder(folder, async (place) => {
    const digits = String(steps.at(-1)).length;
    let count = 0;
    for await (const data of pictures) {
      const name = `step-${String(steps[count++]).padStart(digits, "0")}.png`;
      await writeWhole(join(place, name), encodePng({ width, height, data, channels: 3 }));
    }
  });

const gap = 2; // pixels between the pictures of a sheet
const paper = 255;

/** One picture with all of them, in rows. */
export async function writeSheet(path: string, pictures: Pictures, { width, height }: Size, count: number) {
  const columns = Math.ceil(Math.sqrt((count * height) / width)); // about a square
  const across = columns * (width + gap) - gap;
  const down = Math.ceil(count / columns) * (height + gap) - gap;
  const sheet = new Uint8Array(3 * across * down).fill(paper);
  let i = 0;
  for await (const pixels of pictures) {
    const left = (i % columns) * (width + gap);
    const top = Math.floor(i / columns) * (height + gap);
    for (let y = 0; y < height; y++)
      sheet.set(pixels.subarray(3 * y * width, 3 * (y + 1) * width), 3 * ((top + y) * across + left));
    i++;
  }
  await writeWhole(path, encodePng({ width: across, height: down, data: sheet, channels: 3 }));
}

/** RGB as RGBA. */
function opaque(rgb: Pixels): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from];
    rgba[to + 1] = rgb[from + 1];
    rgba[to + 2] = rgb[from + 2];
    rgba[to + 3] = 255;
  }
  return rgba;
}
