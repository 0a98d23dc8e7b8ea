import { leavesOf, lengthsIn, type RowPick, sizesOf } from "../../core/index.ts";
import type { Stage } from "../stage.ts";

/**
 * What is wrong with a row's mask: a part of the action without a legal option, or a row to pick that the list does not
 * have. A world that has ended may leave nothing legal.
 */
export function maskFault(stage: Stage, row: number, ended: boolean): string | undefined {
  const { action, maskSize } = stage.env;
  const mask = stage.masks.subarray(row * maskSize, (row + 1) * maskSize);
  const odd = mask.find((byte) => byte > 1);
  if (odd !== undefined) return `a mask holds ${odd}, which is neither 0 nor 1`;
  if (ended || maskSize === 0) return undefined;
  let offset = 0;
  for (const { path, space } of leavesOf(action)) {
    if (space.type !== "choice" && space.type !== "choices" && space.type !== "pick") continue;
    const what = path ? `${path} of the action` : "the action";
    for (const [part, options] of sizesOf(space).entries()) {
      const legal = mask.subarray(offset, offset + options);
      if (!legal.includes(1)) return `part ${part} of ${what} has no legal option`;
      const beyond = space.type === "pick" ? legal.indexOf(1, rowsIn(stage, row, space) * space.verbs.length) : -1;
      if (beyond >= 0 && space.type === "pick")
        return `the mask lets ${what} pick row ${Math.floor(beyond / space.verbs.length)} of a list that is shorter`;
      offset += options;
    }
  }
  return undefined;
}

/** How many rows the list has that a pick picks from. */
function rowsIn({ env, observations }: Stage, row: number, { list }: RowPick): number {
  const path = list ? `${list}.length` : "length";
  return lengthsIn(env.observation, observations).find((found) => found.path === path)?.lengths[row] ?? 0;
}
