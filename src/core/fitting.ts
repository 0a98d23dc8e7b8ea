import { fail } from "./errors.ts";
import { maskSizeOf } from "./masks.ts";
import { kindsIn, type RowPick, type Space } from "./space.ts";

/**
 * Checks that an env's spaces fit together: its mask has something to mask, and its picks find their lists.
 * @throws `env/invalid`
 */
export function requireFitting(
  { id, actionMask }: { readonly id: string; readonly actionMask?: boolean },
  observation: Space,
  action: Space,
): void {
  const wrong = (given: string, expected: string) => fail("env/invalid", { given: `${id} with ${given}`, expected });
  if (kindsIn(observation).includes("pick")) wrong("a pick in its observation", "picks in the action only");
  if (kindsIn(action).includes("list"))
    wrong("a list in its action", "lists in the observation only, and a pick of their rows in the action");
  if (actionMask && maskSizeOf(action) === 0) wrong("a mask", "a choice, choices or a pick in its action");
  for (const { list, most } of picksIn(action)) {
    const found = spaceAt(observation, list);
    if (found?.type !== "list" || found.most !== most)
      wrong(
        `a pick of ${most} rows of ${JSON.stringify(list)}`,
        `a list of ${most} rows at that path of its observation${found ? `, not ${found.type}` : ""}`,
      );
    if (!actionMask) wrong("a pick and no mask", "actionMask: true, for a mask says which rows there are");
  }
}

function picksIn(space: Space): RowPick[] {
  if (space.type === "pick") return [space];
  return space.type === "parts" ? Object.values(space.fields).flatMap(picksIn) : [];
}

/** The space at a path of names joined by dots, if there is one. */
function spaceAt(space: Space, path: string): Space | undefined {
  if (path === "") return space;
  const [name, ...rest] = path.split(".");
  const field = space.type === "parts" && Object.hasOwn(space.fields, name) ? space.fields[name] : undefined;
  return field && spaceAt(field, rest.join("."));
}
