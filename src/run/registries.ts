import type { Agent, AnyTransform, Env, FileSource, Params, Registry, Reward } from "../core/index.ts";

/** Params that suit an agent on an env, and how many worlds. */
export interface Preset {
  readonly worlds?: number;
  readonly params?: Params;
}

/** What suits an agent on an env, by their ids; empty where nothing is known. */
export type Presets = (agent: string, env: string) => Preset;

/** Everything that a run can name, and what is known to suit. */
export interface Registries {
  readonly envs: Registry<Env>;
  readonly rewards: Registry<Reward>;
  readonly transforms: Registry<AnyTransform>;
  readonly agents: Registry<Agent>;
  /** Where the files are that rewards take. */
  readonly files?: FileSource;
  /** Laid between an agent's defaults and the params that a run gives. */
  readonly presets?: Presets;
}
