import { type Batch, leavesOf, read, type Space } from "../../core/index.ts";
import type { StepColumns } from "../messages.ts";

/** Returns a function that shows the text in observations as strings, for people; undefined where a space has no text. */
export function readableColumns(space: Space, rows: number): ((columns: StepColumns) => StepColumns) | undefined {
  if (!leavesOf(space).some((leaf) => leaf.space.type === "text")) return undefined;
  return ({ ended, ...columns }) => ({
    ...columns,
    ...(columns.observations && { observations: readable(space, columns.observations, rows) as never }),
    ...(ended && {
      ended: {
        ...ended,
        ...(ended.observations && { observations: readable(space, ended.observations, ended.rows.length) as never }),
      },
    }),
  });
}

function readable(space: Space, batch: unknown, rows: number): unknown {
  switch (space.type) {
    case "text":
      return Array.from({ length: rows }, (_, row) => read(space, batch as Uint8Array, row));
    case "parts":
      return Object.fromEntries(
        Object.entries(space.fields).map(([name, field]) => [
          name,
          readable(field, (batch as { [name: string]: unknown })[name], rows),
        ]),
      );
    case "list": {
      const list = batch as Batch<typeof space>;
      return { ...list, rows: readable(space.of, list.rows, rows * space.most) };
    }
    case "box":
    case "codes":
    case "choice":
    case "choices":
    case "pick":
      return batch;
  }
}
