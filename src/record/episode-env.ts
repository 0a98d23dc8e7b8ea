import { arrayKinds, type BoundEnv, fail, leavesOf, type PackedArray, type Space } from "../core/index.ts";
import { seatsIn } from "./episode.ts";
import { isImported, type StoredEpisode } from "./imported-episode.ts";

/**
 * Checks that an episode is one of this env: the id must match, and the arrays must fit the env's spaces.
 * @throws `episode/mismatch`
 */
export function requireEnvOf(
  record: StoredEpisode,
  env: Pick<BoundEnv, "id" | "action" | "observation" | "seats">,
): void {
  if (record.env.id !== env.id)
    fail("episode/mismatch", { given: `an episode of ${record.env.id}`, expected: `one of ${env.id}` });
  const { actions, observations, steps } = record;
  const seats = isImported(record) ? 1 : seatsIn(record);
  if (seats !== env.seats) failForm("seats", env.id);
  if (!haveFormOf(env.action, actions, steps * seats)) failForm("actions", env.id);
  if (observations && !haveFormOf(env.observation, observations, (steps + 1) * seats)) failForm("observations", env.id);
}

function haveFormOf(space: Space, arrays: readonly PackedArray[], rows: number): boolean {
  const leaves = leavesOf(space);
  return (
    arrays.length === leaves.length &&
    leaves.every(({ dtype, size }, i) => arrays[i] instanceof arrayKinds[dtype] && arrays[i].length === rows * size)
  );
}

const failForm = (what: string, id: string): never =>
  fail("episode/mismatch", {
    given: `an episode with other ${what}`,
    expected: `the ${what} of ${id} with these params`,
    fix: "Bind the env with the params in the episode.",
  });
