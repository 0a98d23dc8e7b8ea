import { assert, type BoundEnv, type Leaf, leavesOf, type PackedArray, product, type Space } from "../../core/index.ts";
import { isImported, type StoredEpisode } from "../../record/index.ts";
import { shapeOf } from "./gymnasium-space.ts";
import type { Group } from "./hdf5.ts";

/**
 * Writes an episode as Minari does: observations, actions, rewards and both kinds of ends; what was measured goes to
 * `infos/features`, and where it comes from to the group's attributes. Flags are 0 and 1, because the library writes no
 * booleans.
 */
export function writeMinariEpisode(
  root: Group,
  index: number,
  episode: StoredEpisode,
  env: Pick<BoundEnv, "observation" | "action">,
): void {
  const { steps, actions, observations, rewards, terminated, truncated } = episode;
  assert(observations, "what is exported holds observations");
  const group = root.create_group(`episode_${index}`, true);
  const whole = (name: string, value: number) => group.create_attribute(name, [value], [], "<q");
  whole("id", index);
  whole("total_steps", steps);
  writeOrigin(group, whole, episode);
  writeSpace(group, "observations", env.observation, observations, steps + 1);
  writeSpace(group, "actions", env.action, actions, steps);
  write(group, "rewards", rewards, [steps]);
  write(group, "terminations", lastOnly(steps, terminated), [steps]);
  write(group, "truncations", lastOnly(steps, truncated), [steps]);
  const infos = group.create_group("infos", true); // Minari cannot print an episode without
  if (isImported(episode) || Object.keys(episode.features).length === 0) return;
  const features = infos.create_group("features", true);
  for (const [name, column] of Object.entries(episode.features)) write(features, name, column, [steps + 1]);
}

/** What Minari's `get_episode_metadata` gives as `rewardgym`; a seed only of imported episodes, whose env took it. */
function writeOrigin(group: Group, whole: (name: string, value: number) => void, episode: StoredEpisode): void {
  if (isImported(episode)) {
    const { dataset, episode: number, seed } = episode.imported;
    if (seed !== undefined) whole("seed", seed);
    group.create_attribute("rewardgym/dataset", dataset);
    whole("rewardgym/episode", number);
    return;
  }
  whole("rewardgym/seed", episode.seed);
  whole("rewardgym/world", episode.world);
  group.create_attribute("rewardgym/agent", episode.agent);
  group.create_attribute("rewardgym/score", [episode.score], [], "<d");
}

function writeSpace(group: Group, name: string, space: Space, arrays: readonly PackedArray[], rows: number): void {
  for (const [i, leaf] of leavesOf(space).entries()) {
    const path = [name, ...(leaf.path ? leaf.path.split(".") : [])];
    let parent = group;
    for (const part of path.slice(0, -1)) parent = groupIn(parent, part);
    const last = path[path.length - 1];
    if (leaf.space.type === "text") write(parent, last, textsIn(arrays[i], leaf.size), [rows]);
    else
      write(parent, last, isNumber(leaf) ? BigInt64Array.from(arrays[i], BigInt) : arrays[i], [rows, ...shapeOf(leaf)]);
  }
}

/** Whether Gymnasium has a leaf as one whole number, which numpy keeps in 64 bits. */
const isNumber = (leaf: Leaf) => leaf.space.type !== "box" && shapeOf(leaf).length === 0;

const groupIn = (parent: Group, name: string): Group =>
  (parent.keys().includes(name) ? (parent.get(name) as Group) : undefined) ?? parent.create_group(name, true);

/** As Minari writes arrays: in chunks, and open towards more rows. */
function write(
  group: Group,
  name: string,
  data: PackedArray | BigInt64Array | string[],
  shape: readonly number[],
): void {
  const [rows, ...inner] = shape;
  const chunks = [Math.max(1, Math.min(rows, Math.ceil(valuesInChunk / product(inner)))), ...inner];
  group.create_dataset({ name, data, shape: [...shape], maxshape: [null, ...inner], chunks });
}

const valuesInChunk = 65_536;

function lastOnly(steps: number, ended: boolean): Uint8Array {
  const flags = new Uint8Array(steps);
  flags[steps - 1] = ended ? 1 : 0;
  return flags;
}

function textsIn(bytes: PackedArray, size: number): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: bytes.length / size }, (_, row) => {
    const text = Uint8Array.from(bytes.subarray(row * size, (row + 1) * size));
    const end = text.indexOf(0);
    return decoder.decode(end < 0 ? text : text.subarray(0, end));
  });
}
