import { arraysOf, type Batch, lengthsIn, read, rowsOf, type Space, whyNotIn } from "../../core/index.ts";
import type { Stage } from "../stage.ts";

/** Why an observation is not in its space, or has something behind the end of a text or list; undefined where all is well. */
export function observationFault({ env: { observation }, observations }: Stage, row: number): string | undefined {
  for (const { path, most, lengths } of lengthsIn(observation, observations))
    if (lengths[row] < 0 || lengths[row] > most) return `observation.${path} is ${lengths[row]}, not 0 to ${most}`;
  return (
    whyNotIn(observation, read(observation, observations, row), "observation") ??
    stale(observation, observations, row, "observation")
  );
}

/** What there is, other than zeros, behind the end of a text or list; or that a text is not UTF-8. */
function stale(space: Space, batch: Batch<Space>, row: number, path: string): string | undefined {
  switch (space.type) {
    case "text": {
      const bytes = rowsOf(space, batch as Uint8Array, row);
      const end = bytes.indexOf(0);
      if (end >= 0 && bytes.subarray(end).some((byte) => byte !== 0)) return `${path} has stale bytes behind its text`;
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(bytes.slice());
      } catch {
        return `${path} is no UTF-8`;
      }
      return undefined;
    }
    case "parts":
      return firstOf(Object.entries(space.fields), ([name, field]) =>
        stale(field, (batch as { [name: string]: Batch<Space> })[name], row, `${path}.${name}`),
      );
    case "list": {
      const { length, rows } = batch as Batch<typeof space>;
      const first = row * space.most;
      const unused = arraysOf(rowsOf(space.of, rows, first + length[row], first + space.most));
      if (unused.some((values) => values.some((value) => value !== 0)))
        return `${path} has something other than zeros behind its ${length[row]} rows`;
      return firstOf(
        Array.from({ length: length[row] }, (_, i) => i),
        (i) => stale(space.of, rows, first + i, `${path}[${i}]`),
      );
    }
    case "box":
    case "codes":
    case "choice":
    case "choices":
    case "pick":
      return undefined;
  }
}

function firstOf<T>(items: readonly T[], look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}
