import type { Poke, Vector } from "../core/index.ts";
import { array, count, type Formed, fields, type Kind } from "./form.ts";
import { growing } from "./growing.ts";

/** Forces that somebody added to an episode's steps: without them its actions do not lead where it went. */
export type RecordedPokes = {
  readonly count: number;
  /** `[count]`, ascending: the step that each acted in, from 0. */
  readonly steps: Int32Array;
  /** `[count]`: the scene's row that was pushed. */
  readonly rows: Int32Array;
  /** `[count, 6]`: where it acted [m] and the force [N], in the world's frame. */
  readonly vectors: Float64Array;
};

const size = 6;

export const recordedPokes: Kind<RecordedPokes> = {
  words: "forces by step, row, place and force",
  is: (value): value is RecordedPokes => {
    if (!fields({ count }).is(value)) return false;
    const { count: many } = value;
    const form = {
      count,
      steps: array("int32", many),
      rows: array("int32", many),
      vectors: array("float64", many * size),
    };
    if (!fields(form).is(value)) return false;
    const { steps, rows } = value as Formed<typeof form>;
    return steps.every((step, i) => step >= (steps[i - 1] ?? 0)) && rows.every((row) => row > 0);
  },
};

/** Takes down pokes while an episode is lived. */
export interface PokeTape {
  push(step: number, poke: Poke): void;
  /** Nothing where nobody poked. */
  whole(): RecordedPokes | undefined;
}

export function pokeTape(): PokeTape {
  const [steps, rows, vectors] = [growing("int32"), growing("int32"), growing("float64", size)];
  return {
    push(step, { row, at, force }) {
      steps.push([step]);
      rows.push([row]);
      vectors.push([...at, ...force]);
    },
    whole: () =>
      steps.rows === 0
        ? undefined
        : { count: steps.rows, steps: steps.whole(), rows: rows.whole(), vectors: vectors.whole() },
  };
}

/** The pokes of one step. */
export function pokesAt(pokes: RecordedPokes | undefined, step: number): Poke[] {
  if (!pokes) return [];
  const { steps, rows, vectors } = pokes;
  const found: Poke[] = [];
  for (let i = steps.indexOf(step); i >= 0 && i < steps.length && steps[i] === step; i++) {
    const [x, y, z, ...force] = vectors.subarray(i * size, (i + 1) * size);
    found.push({ row: rows[i], at: [x, y, z], force: force as unknown as Vector });
  }
  return found;
}
