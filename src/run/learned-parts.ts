import { type BoundEnv, bindEnv, type Params, type RunSpec } from "../core/index.ts";
import { readRun } from "../record/index.ts";
import { type Bound, bindExpression, innerOf, statesIn } from "../reward/index.ts";
import type { Registries } from "./registries.ts";
import { withFilesOf } from "./reward-files.ts";
import { versions } from "./saved.ts";
import { learnedReward } from "./trained.ts";

/** A reward or transform of a run's own reward that learns, and what it had learned by the newest checkpoint. */
export interface LearnedPart {
  readonly path: string;
  readonly id: string;
  readonly params: Params;
  readonly state: Uint8Array;
}

/** What a run's own reward has learned, part by part. */
export interface LearnedParts {
  readonly spec: RunSpec;
  readonly identity: string;
  readonly env: BoundEnv;
  /** Empty where nothing learns, or before the first checkpoint. */
  readonly parts: readonly LearnedPart[];
}

/** @throws `file/corrupt`, `file/unusable`, `registry/unknown` */
export async function learnedParts(directory: string, registries: Registries): Promise<LearnedParts> {
  const { spec, identity } = (await readRun(directory, versions())).description;
  const env = bindEnv(await registries.envs.find(spec.env.id), spec.env.params);
  const states = statesIn((await learnedReward(directory))?.state ?? new Uint8Array(0));
  const bound = await bindExpression(spec.reward, withFilesOf(directory, registries), env);
  const parts = bound
    .flatMap(({ of }) => partsIn(of))
    .flatMap(({ path, id, params }) => {
      const name = `${path}: ${id}`;
      return Object.hasOwn(states, name) ? [{ path, id, params, state: states[name] }] : [];
    });
  return { spec, identity, env, parts };
}

function partsIn(bound: Bound): Omit<LearnedPart, "state">[] {
  switch (bound.kind) {
    case "use":
      return [{ path: bound.path, ...bound.reward }];
    case "sum":
      return bound.terms.flatMap(({ of }) => partsIn(of));
    case "product":
      return bound.factors.flatMap(partsIn);
    case "apply":
      return [{ path: bound.path, ...bound.transform }, ...innerOf(bound.to).flatMap(partsIn)];
  }
}
