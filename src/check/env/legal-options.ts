import { leavesOf, lengthsIn, type RowPick, sizesOf } from "../../core/index.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";

/** Checks that world 0 leaves a legal option in every part of the action, and offers no row that a list lacks. */
export function requireLegalOption({ env, masks, observations }: Stage, ended: boolean): void {
  const odd = masks.find((byte) => byte > 1);
  if (odd !== undefined) wrong(`a mask holds ${odd}, which is neither 0 nor 1`);
  if (ended) return;
  const lists = lengthsIn(env.observation, observations);
  let offset = 0;
  for (const { path, space } of leavesOf(env.action)) {
    if (space.type !== "choice" && space.type !== "choices" && space.type !== "pick") continue;
    const what = path ? `${path} of the action` : "the action";
    sizesOf(space).forEach((options, part) => {
      const mask = masks.subarray(offset, offset + options);
      if (!mask.includes(1)) wrong(`part ${part} of ${what} has no legal option`);
      if (space.type === "pick") requireRowsThere(space, mask, lists, what);
      offset += options;
    });
  }
}

function requireRowsThere(
  { list, verbs }: RowPick,
  mask: Uint8Array,
  lists: ReturnType<typeof lengthsIn>,
  what: string,
) {
  const rows = lists.find(({ path }) => path === (list ? `${list}.length` : "length"))?.lengths[0] ?? 0;
  const beyond = mask.indexOf(1, rows * verbs.length);
  if (beyond >= 0)
    wrong(`the mask allows ${what} to pick row ${Math.floor(beyond / verbs.length)} of a list with ${rows} rows`);
}
