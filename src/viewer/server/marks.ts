import { type MarkKind, markKinds, type SceneMarks, type Vector } from "../../core/index.ts";
import type { RecordedArrows, RecordedMarks } from "../shapes.ts";
import type { Onlooker } from "./walker.ts";

/** Gathers what a world says of every moment besides where things are; nothing of worlds that say nothing. */
export function marksGatherer(
  steps: number,
): Required<Pick<Onlooker, "world">> & { marks(): RecordedMarks | undefined } {
  const moments: SceneMarks[] = [];
  return {
    world(moved, step) {
      if (moved.marks) moments[step] = moved.marks();
    },
    marks() {
      const kinds = markKinds.filter((kind) => moments[0]?.[kind]);
      if (kinds.length === 0) return undefined;
      return Object.fromEntries(kinds.map((kind) => [kind, arrowsOf(kind, moments, steps)]));
    },
  };
}

function arrowsOf(kind: MarkKind, moments: readonly SceneMarks[], steps: number): RecordedArrows {
  const starts = new Int32Array(steps + 2);
  const arrows: number[] = [];
  for (let step = 0; step <= steps; step++) {
    for (const mark of moments[step]?.[kind] ?? []) arrows.push(...mark.at, ...alongOf(mark));
    starts[step + 1] = arrows.length / 6;
  }
  return { starts, arrows: Float32Array.from(arrows) };
}

const alongOf = (mark: { readonly force: Vector } | { readonly along: Vector }): Vector =>
  "force" in mark ? mark.force : mark.along;
