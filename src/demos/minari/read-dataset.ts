import { join } from "node:path";
import { type BoundEnv, fail, leavesOf, type PackedArray, type Space } from "../../core/index.ts";
import type { ImportedEpisode } from "../../record/index.ts";
import { versionsHere } from "../../record/index.ts";
import { exists } from "./exists.ts";
import { requireSpacesOf } from "./fitting.ts";
import type { GymnasiumSpace } from "./gymnasium-space.ts";
import { decoded, type Group, isDataset, isGroup, openHdf5, reading } from "./hdf5.ts";
import { readLeaf } from "./leaf-values.ts";
import { hdf5File, type MinariMetadata, readMetadata } from "./metadata.ts";

/** An episode of a data set, and what had to be changed in it. */
export interface ReadEpisode {
  readonly episode: ImportedEpisode;
  /** Numbers in actions that lay beyond their bounds and were clipped to them, as worlds do. */
  readonly clipped: number;
  /** Whether it stops without an end, so that it counts as cut off. */
  readonly isOpen: boolean;
}

export interface MinariDataset {
  readonly metadata: MinariMetadata;
  /** The returns of all episodes, in order. @throws `file/corrupt` */
  returns(): number[];
  /** @throws `file/corrupt` */
  read(index: number): ReadEpisode;
}

/**
 * Opens a Minari data set as episodes of an env while a function reads it.
 * @param dataset as `readMetadata` finds it
 * @throws `demonstration/foreign` for other spaces than the env's, `package/missing`, `file/corrupt`, `file/unusable`,
 *   and what `read` throws
 */
export async function readingMinari<T>(
  dataset: string,
  env: BoundEnv,
  read: (dataset: MinariDataset) => Promise<T>,
): Promise<T> {
  const metadata = await readMetadata(dataset);
  requireSpacesOf(env, metadata);
  const path = join(metadata.folder, hdf5File);
  if (!(await exists(path)))
    fail("file/unusable", { given: `${metadata.folder} without ${hdf5File}`, expected: "a whole Minari data set" });
  return reading(await openHdf5(), path, (file) => {
    const versions = versionsHere();
    const groupOf = (index: number): Group => {
      const group = decoded(path, () => file.get(`episode_${index}`));
      if (!isGroup(group))
        return fail("file/corrupt", {
          given: `${path} without episode_${index}`,
          expected: `${metadata.episodes} episodes, as its metadata says`,
        });
      return group;
    };
    const rewardsOf = (index: number): Float64Array => {
      const what = `episode_${index} of ${path}`;
      const rewards = numbersIn(groupOf(index), "rewards", what);
      const at = rewards.findIndex((reward) => !Number.isFinite(reward));
      if (at >= 0)
        fail("file/corrupt", { given: `${what} with the reward ${rewards[at]}`, expected: "finite numbers" });
      if (rewards.length === 0) fail("file/corrupt", { given: `${what} without steps`, expected: "at least one" });
      return rewards;
    };
    return read({
      metadata,
      returns: () => Array.from({ length: metadata.episodes }, (_, index) => sum(rewardsOf(index))),
      read(index) {
        const what = `episode_${index} of ${path}`;
        const group = groupOf(index);
        const rewards = rewardsOf(index);
        const steps = rewards.length;
        const ended = endOf(group, steps, what);
        const actions = readAll(group, "actions", env.action, metadata.action, steps, what);
        const observations = readAll(group, "observations", env.observation, metadata.observation, steps + 1, what);
        const seed = seedOf(group, what);
        const { id: name, agent } = metadata;
        return {
          clipped: actions.clipped,
          isOpen: ended === "open",
          episode: {
            imported: {
              kind: "minari",
              dataset: name,
              episode: index,
              ...(agent !== undefined && { agent }),
              ...(seed !== undefined && { seed }),
            },
            env: { id: env.id, params: { ...env.params, maxSteps: env.maxSteps } },
            versions,
            steps,
            terminated: ended === "terminated",
            truncated: ended !== "terminated",
            return: sum(rewards),
            rewards,
            actions: actions.arrays,
            observations: observations.arrays,
          },
        };
      },
    });
  });
}

function readAll(group: Group, root: string, space: Space, given: GymnasiumSpace, rows: number, what: string) {
  const arrays: PackedArray[] = [];
  let clipped = 0;
  for (const leaf of leavesOf(space)) {
    const values = readLeaf(group, root, leaf, given, { rows, isClipped: root === "actions", what });
    arrays.push(values.array);
    clipped += values.clipped;
  }
  return { arrays, clipped };
}

/** How an episode ended. Where both are said it has terminated, because then nothing follows. */
function endOf(group: Group, steps: number, what: string): "terminated" | "truncated" | "open" {
  const [terminations, truncations] = ["terminations", "truncations"].map((name) => {
    const flags = numbersIn(group, name, what);
    if (flags.length !== steps)
      fail("file/corrupt", { given: `${what} with ${flags.length} ${name} in ${steps} steps`, expected: "as many" });
    const early = flags.findIndex((flag) => flag !== 0);
    if (early >= 0 && early < steps - 1)
      fail("file/corrupt", {
        given: `${what} that goes on after its end in step ${early + 1} (${name})`,
        expected: "an episode that ends once, in its last step",
      });
    return flags;
  });
  if (terminations.at(-1)) return "terminated";
  return truncations.at(-1) ? "truncated" : "open";
}

function numbersIn(group: Group, name: string, what: string): Float64Array {
  const entry = decoded(what, () => group.get(name));
  const value = isDataset(entry) ? decoded(`${what}, ${name}`, () => entry.value) : undefined;
  if (!ArrayBuffer.isView(value))
    return fail("file/corrupt", { given: `${what} without numbers in ${name}`, expected: "one a step" });
  return Float64Array.from(value as unknown as ArrayLike<number | bigint>, Number);
}

/** What the env of the data set was reset with, where it is a whole number that a double can hold. */
function seedOf(group: Group, what: string): number | undefined {
  const value = Number(decoded(what, () => group.attrs.seed?.value) ?? Number.NaN);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
