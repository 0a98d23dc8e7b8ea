import type { Vector } from "../../../core/scene.ts";
import { type MarkKind, markKinds, type SceneMarks } from "../../../core/scene-marks.ts";
import type { RecordedMarks } from "../../shapes.ts";

/** From where [m], and along what. */
export interface Arrow {
  readonly at: Vector;
  readonly along: Vector;
}

/** What is drawn over a scene in one moment. */
export type Arrows = { readonly [kind in MarkKind]?: readonly Arrow[] };

/** What a world says of this moment. */
export const arrowsOf = ({ contacts, goals }: SceneMarks): Arrows => ({
  ...(contacts && { contacts: contacts.map(({ at, force }) => ({ at, along: force })) }),
  ...(goals && { goals }),
});

/** What a world said after a step. */
export function arrowsAt(marks: RecordedMarks, step: number): Arrows {
  const at = (kind: MarkKind): Arrow[] => {
    const { starts, arrows } = marks[kind]!;
    const [from, to] = [starts[step] ?? 0, starts[step + 1] ?? 0];
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => {
      const [x, y, z, ...along] = arrows.subarray(6 * (from + i), 6 * (from + i + 1));
      return { at: [x, y, z], along: along as unknown as Vector };
    });
  };
  return Object.fromEntries(kindsIn(marks).map((kind) => [kind, at(kind)]));
}

/** The kinds that a world may say something of. */
export const kindsIn = (marks: SceneMarks | RecordedMarks | undefined): readonly MarkKind[] =>
  markKinds.filter((kind) => marks?.[kind]);
