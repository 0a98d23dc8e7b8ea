import type { Choice, Choices, RowPick, Space } from "./space.ts";

/** How many options each part of a discrete space has; a pick is one part, with an option for every row and verb. */
export function sizesOf(space: Choice | Choices | RowPick): number[] {
  switch (space.type) {
    case "choice":
      return [space.names.length];
    case "choices":
      return Object.values(space.parts).map((names) => names.length);
    case "pick":
      return [space.most * space.verbs.length];
  }
}

/**
 * Length of a mask over an action space: one byte an option of every choice, choices and pick in it, one after another,
 * depth first; a pick's are `[most, verbs]`. 0 where nothing can be masked.
 */
export function maskSizeOf(space: Space): number {
  switch (space.type) {
    case "choice":
    case "choices":
    case "pick":
      return sizesOf(space).reduce((sum, size) => sum + size, 0);
    case "parts":
      return Object.values(space.fields).reduce((sum, field) => sum + maskSizeOf(field), 0);
    case "box":
    case "codes":
    case "text":
    case "list":
      return 0;
  }
}
