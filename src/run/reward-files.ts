import { type NamedRewards, type RunSpec, rewardsOf } from "../core/index.ts";
import { runFiles, runPaths } from "../record/index.ts";
import { digestedFile, filesIn, isDigest, withFileNames } from "../reward/index.ts";
import type { Origin, Origins } from "./origins.ts";
import type { Registries } from "./registries.ts";

/** Digests of the files that a run's rewards take. */
export const fileDigests = (spec: RunSpec): string[] => rewardsOf(spec).flatMap(filesIn).filter(isDigest);

/** A description whose rewards name their files by digest, the files, and where they were. */
export interface NamedFiles {
  readonly spec: RunSpec;
  readonly files: Origins;
  readonly paths: readonly string[];
}

/**
 * Reads the files that the rewards of a description name by path, and names them by digest instead, so that a run's
 * identity is about what is in them.
 * @throws `file/unusable`, `reward/file`
 */
export async function nameFiles(spec: RunSpec, registries: Pick<Registries, "files">): Promise<NamedFiles> {
  const paths = [...new Set(rewardsOf(spec).flatMap(filesIn))].filter((name) => !isDigest(name));
  if (paths.length === 0) return { spec, files: new Map(), paths };
  const [files, names] = [new Map<string, Origin>(), new Map<string, string>()];
  for (const path of paths) {
    const { digest, ...file } = await digestedFile(path, registries.files);
    files.set(digest, file);
    names.set(path, digest);
  }
  return { spec: renamedFiles(spec, names), files, paths };
}

/** A description whose rewards have other names for their files. */
export function renamedFiles(spec: RunSpec, names: ReadonlyMap<string, string>): RunSpec {
  const all = (rewards: NamedRewards): NamedRewards =>
    Object.fromEntries(Object.entries(rewards).map(([name, reward]) => [name, withFileNames(reward, names)]));
  const { reward, streams, watch } = spec;
  return {
    ...spec,
    reward: withFileNames(reward, names),
    ...(streams && { streams: all(streams) }),
    ...(watch && { watch: all(watch) }),
  };
}

/** Registries that also find the files that a run keeps in its folder. */
export const withFilesOf = <R extends Pick<Registries, "files">>(directory: string, registries: R): R => ({
  ...registries,
  files: runFiles(runPaths(directory).blobs, registries.files),
});
