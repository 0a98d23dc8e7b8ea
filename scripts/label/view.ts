import type { BoundEnv } from "../../src/core/index.ts";
import type { Clip, Side } from "../../src/labels/index.ts";
import { digits } from "../numbers.ts";
import { halfBlocks } from "../play/half-blocks.ts";
import { type Page, type Size, wrapped } from "../play/page.ts";
import type { Played } from "./played.ts";
import type { ShownPair } from "./session.ts";
import { sparkline } from "./sparkline.ts";

/** Two clips side by side. */
export interface PairView {
  /** Steps of the longer clip. */
  readonly steps: number;
  /** @param step of both clips, where they move; a clip that is over stays as it ended */
  page(size: Size, step: number, below: readonly string[]): Page;
}

export const smallest: Size = { columns: 60, rows: 16 };

const gap = " │ ";

export function pairView(
  pair: ShownPair,
  env: BoundEnv,
  played: { readonly [S in Side]: Played | undefined },
): PairView {
  const { a, b } = pair.clips;
  const names = mostDifferent(a, b);
  return {
    steps: Math.max(a.length, b.length),
    page({ columns, rows }, step, below) {
      const width = Math.floor((columns - gap.length) / 2);
      const head = wrapped(env.goal, columns).slice(0, 2);
      const room = rows - head.length - below.length - 2;
      const isDrawn = played.a?.frames.length && played.b?.frames.length;
      const measured = Math.min(names.length, isDrawn ? Math.max(2, Math.floor(room / 3)) : room);
      const sideOf = (side: Side, label: string) => {
        const clip = pair.clips[side];
        const at = Math.min(step, clip.length);
        const about = `${label}  ${clip.length} steps from ${clip.start}`;
        const seen = lookOf(played[side], at, { columns: width, rows: Math.max(1, room - measured) });
        return [
          { line: `\x1b[1m${fitted(about, width)}\x1b[0m`, plain: about },
          ...seen,
          ...featureLines(names.slice(0, measured), env, clip, pair.clips, width).map(same),
        ];
      };
      const [left, right] = [sideOf("a", "left"), sideOf("b", "right")];
      const both = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
        const [one, other] = [left[i] ?? same(""), right[i] ?? same("")];
        const fill = " ".repeat(Math.max(0, width - one.plain.length));
        return { line: `${one.line}${fill}${gap}${other.line}`, plain: `${one.plain}${fill}${gap}${other.plain}` };
      });
      return {
        lines: [...head, ...both.map(({ line }) => line), ...below],
        plain: [...head, ...both.map(({ plain }) => plain), ...below],
      };
    },
  };
}

interface Drawn {
  readonly line: string;
  /** As wide as the line. */
  readonly plain: string;
}

const same = (text: string): Drawn => ({ line: text, plain: text });
const fitted = (text: string, width: number) => text.slice(0, width).padEnd(width);

/** The picture of a step, else what the world says of it. */
function lookOf(played: Played | undefined, step: number, { columns, rows }: Size): Drawn[] {
  const frame = played?.frames[Math.min(step, played.frames.length - 1)];
  if (frame)
    return halfBlocks(frame, { columns, rows }).map((line) => ({
      line,
      plain: "▀".repeat(line.split("▀").length - 1),
    }));
  const text = played?.texts[Math.min(step, played.texts.length - 1)];
  return text === undefined ? [] : wrapped(text, columns).slice(0, rows).map(same);
}

/** Name, course and last value of features, one below the other. */
function featureLines(
  names: readonly string[],
  env: BoundEnv,
  { features }: Clip,
  { a, b }: ShownPair["clips"],
  width: number,
): string[] {
  const nameWidth = Math.min(Math.max(0, ...names.map(({ length }) => length)), Math.floor(width / 3));
  const lineWidth = Math.max(4, Math.min(a.length, b.length, width - nameWidth - valueWidth - 2));
  return names.map((name) => {
    const column = features[name].subarray(1);
    const unit = env.features[name];
    const value = `${digits(column[column.length - 1])}${unit === undefined || unit === "1" ? "" : ` ${unit}`}`;
    const line = sparkline(column, lineWidth, rangeOf(name, a, b));
    return `${name.slice(0, nameWidth).padEnd(nameWidth)} ${line} ${value}`.slice(0, width);
  });
}

const valueWidth = 14; // number and unit

function rangeOf(name: string, a: Clip, b: Clip): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { features } of [a, b])
    for (const value of features[name]) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return [low, high];
}

/** Features by how far the means of both clips lie apart, in deviations within them; those that never change last. */
export function mostDifferent(a: Clip, b: Clip): string[] {
  const statistics = (column: Float64Array) => {
    let [mean, squares] = [0, 0];
    for (const value of column) mean += value / column.length;
    for (const value of column) squares += (value - mean) ** 2 / column.length;
    return { mean, variance: squares };
  };
  const apart = (name: string) => {
    const [one, other] = [statistics(a.features[name]), statistics(b.features[name])];
    const difference = Math.abs(one.mean - other.mean);
    return difference === 0 ? 0 : difference / Math.sqrt((one.variance + other.variance) / 2 + 1e-12);
  };
  const scored = Object.keys(a.features).map((name) => ({ name, score: apart(name) }));
  return scored.sort((one, other) => other.score - one.score).map(({ name }) => name);
}
