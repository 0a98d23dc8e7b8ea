import { homedir } from "node:os";
import { join } from "node:path";
import { fail } from "../../core/index.ts";
import { count, optional, readForm, text } from "../../record/form.ts";
import { readWhole } from "../../record/index.ts";
import { exists } from "./exists.ts";
import type { GymnasiumSpace } from "./gymnasium-space.ts";
import { parsePythonJson } from "./python-json.ts";

/** What a Minari data set says of itself. */
export interface MinariMetadata {
  /** The folder of `metadata.json`. */
  readonly folder: string;
  readonly id: string;
  readonly episodes: number;
  readonly observation: GymnasiumSpace;
  readonly action: GymnasiumSpace;
  /** Who acted. */
  readonly agent?: string;
  /** The Gymnasium env that it was lived in. */
  readonly env?: string;
}

export const metadataFile = "metadata.json";
export const hdf5File = "main_data.hdf5";

/** Where Minari keeps its data sets. */
const minariFolder = () => process.env.MINARI_DATASETS_PATH ?? join(homedir(), ".minari", "datasets");

/**
 * Reads a data set's metadata.
 * @param dataset its folder, the `data` folder in it, or its id in the place where Minari keeps data sets
 * @throws `file/unusable` where there is none, none in HDF5, or no episode in it; `file/corrupt`
 */
export async function readMetadata(dataset: string): Promise<MinariMetadata> {
  const folder = await folderOf(dataset);
  const path = join(folder, metadataFile);
  const bytes = await readWhole(path, "the metadata of a Minari data set");
  const form = {
    data_format: text,
    total_episodes: count,
    observation_space: optional(text),
    action_space: optional(text),
    dataset_id: optional(text),
    algorithm_name: optional(text),
    env_spec: optional(text),
  };
  const given = readForm(parsePythonJson(new TextDecoder().decode(bytes), path), form, path);
  if (given.data_format !== "hdf5")
    fail("file/unusable", {
      given: `${path} with the data format ${given.data_format}`,
      expected: "hdf5",
      fix: 'Save it again with data_format="hdf5": create_dataset_from_buffers of Minari takes that.',
    });
  if (given.total_episodes === 0)
    fail("file/unusable", { given: `${path}, a data set without episodes`, expected: "at least one" });
  const { observation_space, action_space, algorithm_name: agent, env_spec } = given;
  if (observation_space === undefined || action_space === undefined)
    return fail("file/unusable", {
      given: `${path} without spaces`,
      expected: "the spaces of observations and actions, as Minari 0.4 and newer write them",
    });
  const env = env_spec === undefined ? undefined : envOf(parsePythonJson(env_spec, `the env_spec in ${path}`));
  return {
    folder,
    id: given.dataset_id ?? dataset,
    episodes: given.total_episodes,
    observation: spaceIn(observation_space, `the observation_space in ${path}`),
    action: spaceIn(action_space, `the action_space in ${path}`),
    ...(agent !== undefined && { agent }),
    ...(env !== undefined && { env }),
  };
}

async function folderOf(dataset: string): Promise<string> {
  const places = [dataset, join(dataset, "data"), join(minariFolder(), dataset, "data")];
  for (const place of places) if (await exists(join(place, metadataFile))) return place;
  return fail("file/unusable", {
    given: `${dataset}, where there is no Minari data set`,
    expected: `a folder with data/${metadataFile}, or the id of a data set in ${minariFolder()}`,
    fix: "`minari download ID` fetches one; MINARI_DATASETS_PATH says where they are.",
  });
}

/** A space in JSON. @throws `file/corrupt` */
function spaceIn(json: string, what: string): GymnasiumSpace {
  const space = parsePythonJson(json, what);
  if (!isSpace(space)) fail("file/corrupt", { given: `${what}: ${json.slice(0, 80)}`, expected: "a space as JSON" });
  return space;
}

/** Whether something has the fields of a space that are compared; kinds that are not compared pass. */
function isSpace(value: unknown): value is GymnasiumSpace {
  if (!isRecord(value) || typeof value.type !== "string") return false;
  switch (value.type) {
    case "Box":
      return typeof value.dtype === "string" && isNested(value.shape) && isNested(value.low) && isNested(value.high);
    case "Discrete":
      return typeof value.n === "number" && typeof value.start === "number";
    case "MultiDiscrete":
      return isNested(value.nvec);
    case "Text":
      return typeof value.max_length === "number";
    case "Dict":
      return isRecord(value.subspaces) && Object.values(value.subspaces).every(isSpace);
    default:
      return true;
  }
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNested = (value: unknown): boolean =>
  typeof value === "number" || (Array.isArray(value) && value.every(isNested));

const envOf = (spec: unknown): string | undefined =>
  isRecord(spec) && typeof spec.id === "string" ? spec.id : undefined;
