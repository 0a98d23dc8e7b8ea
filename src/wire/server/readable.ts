import { type Batch, leavesOf, read, type Space } from "../../core/index.ts";
import type { Columns } from "../messages.ts";

/** Returns a function that decodes the texts in observations, for people; undefined if a space has no texts. */
export function readableColumns(space: Space, worlds: number): ((columns: Columns) => Columns) | undefined {
  if (!leavesOf(space).some((leaf) => leaf.space.type === "text")) return undefined;
  return ({ ended, ...columns }) => ({
    ...columns,
    ...(columns.observations && { observations: readable(space, columns.observations, worlds) as never }),
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
