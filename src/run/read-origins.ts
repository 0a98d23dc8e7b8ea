import { bindEnv, digest, fail, isLearner, type RunSpec } from "../core/index.ts";
import { episodesAt, readRun, readWhole } from "../record/index.ts";
import { digestedFile } from "../reward/index.ts";
import type { NamedOrigins, Origin, Origins } from "./origins.ts";
import { packWeights } from "./origins.ts";
import type { Registries } from "./registries.ts";
import { versions } from "./saved.ts";
import { openTrained } from "./trained.ts";

/** Where to find what a run begins from. */
export interface OriginPaths {
  /** Folder of a run whose newest weights this one begins with. Its optimiser starts over. */
  readonly from?: string;
  /** Folder of a run whose policy an agent is held near to. */
  readonly anchor?: string;
  /** Recorded episodes to learn from, or folders of them. */
  readonly demonstrations?: readonly string[];
}

/** Where to find everything that a run begins from. */
export interface OriginSources extends OriginPaths {
  /** Files of learned rewards that its description names by digest. */
  readonly rewardFiles?: readonly string[];
}

/** Reads what a run shall begin from. @throws what `openTrained` throws, `agent/unsupported`, `file/unusable` */
export async function readOrigins(
  paths: OriginSources,
  registries: Registries,
): Promise<{ readonly named: NamedOrigins; readonly origins: Origins }> {
  const origins = new Map<string, Origin>();
  const keep = async (bytes: Uint8Array<ArrayBuffer>, place: string) => {
    const name = await digest(bytes);
    origins.set(name, { bytes, place });
    return name;
  };
  const weights = async (directory: string) => {
    const { bytes, run } = await weightsOf(directory, registries);
    return { digest: await keep(bytes, `the weights of ${directory}`), run };
  };
  const { from, anchor, demonstrations, rewardFiles = [] } = paths;
  const digests: string[] = [];
  for (const path of await episodesAt(demonstrations ?? []))
    digests.push(await keep(await readWhole(path, "a recorded episode"), path));
  for (const path of rewardFiles) {
    const { digest, ...file } = await digestedFile(path, registries.files);
    origins.set(digest, file);
  }
  const named = {
    ...(from !== undefined && { from: await weights(from) }),
    ...(anchor !== undefined && { anchor: await weights(anchor) }),
    ...(demonstrations && { demonstrations: digests }),
  };
  return { named, origins };
}

/**
 * A description with the origins that were found for it.
 * @throws `run/invalid` where it names another one already
 */
export function withOrigins(spec: RunSpec, named: NamedOrigins): RunSpec {
  for (const name of ["from", "anchor"] as const) {
    const [asked, found] = [spec[name]?.digest, named[name]?.digest];
    if (asked !== undefined && found !== undefined && asked !== found)
      fail("run/invalid", { given: `${name} with the digest ${found}`, expected: asked });
  }
  return { ...spec, ...named };
}

async function weightsOf(directory: string, registries: Registries) {
  const { description } = await readRun(directory, versions());
  const { spec, policy } = await openTrained(directory, registries, "cpu"); // weights are the same on every device
  try {
    if (!isLearner(policy) || !policy.saveWeights)
      return fail("agent/unsupported", {
        given: `${directory} of ${spec.agent.id}, whose weights cannot be taken by themselves`,
        expected: "a run of an agent with weights",
      });
    const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
    return { bytes: packWeights(spec.agent.id, env, policy.saveWeights()), run: description.identity };
  } finally {
    await policy.close?.();
  }
}
