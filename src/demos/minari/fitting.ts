import { type BoundEnv, fail } from "../../core/index.ts";
import { flat, type GymnasiumSpace, gymnasiumSpace, type Nested, spaceInWords } from "./gymnasium-space.ts";
import type { MinariMetadata } from "./metadata.ts";

/**
 * Checks that a data set's spaces are those of an env. Observations may have other bounds and another precision, because
 * Gymnasium's bounds are often made up; actions must have the same bounds, because a scale hides in them.
 * @throws `demonstration/foreign`, naming both; `env/unsupported`
 */
export function requireSpacesOf(
  env: Pick<BoundEnv, "id" | "observation" | "action" | "seats">,
  { id, observation, action }: Pick<MinariMetadata, "id" | "observation" | "action">,
): void {
  if (env.seats > 1)
    fail("env/unsupported", {
      given: `${env.id}, whose worlds have ${env.seats} seats`,
      expected: "an env with one seat",
    });
  const pairs = [
    ["observations", gymnasiumSpace(env.observation), observation],
    ["actions", gymnasiumSpace(env.action), action],
  ] as const;
  for (const [what, ours, theirs] of pairs)
    if (!fits(ours, theirs, what === "actions"))
      fail("demonstration/foreign", {
        given: `${what} in ${spaceInWords(theirs)} of the data set ${id}`,
        expected: `those of ${env.id}: ${spaceInWords(ours)}`,
        fix: "Name the env that it was lived in with --env, and its params with --set env.key=value.",
      });
}

function fits(ours: GymnasiumSpace, theirs: GymnasiumSpace, isAction: boolean): boolean {
  if (ours.type === "Box" && theirs.type === "Box")
    return (
      same(ours.shape, theirs.shape) &&
      isFloat(ours.dtype) === isFloat(theirs.dtype) &&
      (!isAction || (near(ours.low, theirs.low) && near(ours.high, theirs.high)))
    );
  if (ours.type === "Discrete" && theirs.type === "Discrete") return ours.n === theirs.n;
  if (ours.type === "MultiDiscrete" && theirs.type === "MultiDiscrete")
    return same(ours.nvec, theirs.nvec) && flat(theirs.start ?? 0).every((start) => start === 0);
  if (ours.type === "Text" && theirs.type === "Text") return true; // lengths are checked as they are read
  if (ours.type === "Dict" && theirs.type === "Dict") {
    const [names, others] = [Object.keys(ours.subspaces), Object.keys(theirs.subspaces)];
    return (
      same(names.toSorted(), others.toSorted()) &&
      names.every((name) => fits(ours.subspaces[name], theirs.subspaces[name], isAction))
    );
  }
  return false;
}

const isFloat = (dtype: string) => dtype.startsWith("float");
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Equal but for the digits that float32 does not keep. */
function near(one: Nested, other: Nested): boolean {
  const [left, right] = [flat(one), flat(other)];
  return (
    left.length === right.length &&
    left.every((bound, i) => bound === right[i] || Math.abs(bound - right[i]) <= 1e-6 * Math.max(1, Math.abs(bound)))
  );
}
