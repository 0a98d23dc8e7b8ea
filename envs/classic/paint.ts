import type { Frame } from "../../src/core/index.ts";

/** The part of a plane that a picture must show: its centre, width and height [m]; x grows to the right, y upwards. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Colour = readonly [red: number, green: number, blue: number];

export const colours = {
  paper: [255, 255, 255],
  ink: [40, 44, 52],
  body: [58, 110, 165],
  limb: [202, 138, 60],
  goal: [62, 148, 92],
} as const satisfies { readonly [name: string]: Colour };

/** Pixels per metre. */
const scaleOf = (frame: Frame, view: View) => Math.min(frame.width / view.width, frame.height / view.height);

/** Covers the whole picture. */
export function fill({ pixels }: Frame, colour: Colour): void {
  for (let i = 0; i < pixels.length; i++) pixels[i] = colour[i % 3];
}

/** A thick line with round ends, from one point to another [m], its edge smoothed over one pixel. */
export function line(
  frame: Frame,
  view: View,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  thickness: number,
  colour: Colour,
): void {
  const { width, height } = frame;
  const scale = scaleOf(frame, view);
  const column = (x: number) => (x - view.x) * scale + width / 2;
  const row = (y: number) => height / 2 - (y - view.y) * scale;
  const radius = Math.max(0.5, (thickness / 2) * scale); // [pixels]
  const [ax, ay, bx, by] = [column(x0), row(y0), column(x1), row(y1)];
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
  const top = Math.max(0, Math.floor(Math.min(ay, by) - radius - 1));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(ay, by) + radius + 1));
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - radius - 1));
  const right = Math.min(width - 1, Math.ceil(Math.max(ax, bx) + radius + 1));
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
      const along = lengthSquared > 0 ? (px * (bx - ax) + py * (by - ay)) / lengthSquared : 0;
      const nearest = Math.min(1, Math.max(0, along));
      const distance = Math.hypot(px - nearest * (bx - ax), py - nearest * (by - ay));
      blend(frame, x, y, radius - distance + 0.5, colour);
    }
}

/** A disc around a point [m]. */
export const disc = (
  frame: Frame,
  view: View,
  centre: readonly [number, number],
  radius: number,
  colour: Colour,
): void => line(frame, view, centre, centre, 2 * radius, colour);

/** Covers everything below a curve y = height(x) [m]. */
export function ground(frame: Frame, view: View, heightAt: (x: number) => number, colour: Colour): void {
  const { width, height } = frame;
  const scale = scaleOf(frame, view);
  for (let x = 0; x < width; x++) {
    const surface = height / 2 - (heightAt((x + 0.5 - width / 2) / scale + view.x) - view.y) * scale;
    for (let y = Math.max(0, Math.floor(surface)); y < height; y++) blend(frame, x, y, y + 1 - surface, colour);
  }
}

/** Mixes a colour into a pixel; `cover` is the covered share of the pixel, clipped to [0, 1]. */
function blend({ width, pixels }: Frame, x: number, y: number, cover: number, colour: Colour): void {
  if (cover <= 0) return;
  const share = Math.min(1, cover);
  const at = (y * width + x) * 3;
  for (let i = 0; i < 3; i++) pixels[at + i] = Math.round(pixels[at + i] * (1 - share) + colour[i] * share);
}
