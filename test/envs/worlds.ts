import {
  type ArrayOf,
  arraysOf,
  type BoundEnv,
  batchOf,
  bindEnv,
  type Columns,
  type Dtype,
  type Env,
  type Params,
  rowsOf,
  type World,
} from "../../src/core/index.ts";

/** Worlds of one env over shared columns, without a vector around them. */
export interface Worlds {
  readonly env: BoundEnv;
  readonly worlds: readonly World[];
  /** The one array of the action and observation spaces: classic control has no parts. */
  readonly actions: ArrayOf[Dtype];
  readonly observations: ArrayOf[Dtype];
  readonly features: Columns;
}

export function openWorlds(definition: Env, count: number, params: Params = {}): Worlds {
  const env = bindEnv(definition, params);
  const [actions, observations] = [batchOf(env.action, count), batchOf(env.observation, count)];
  const features = Object.fromEntries(Object.keys(env.features).map((name) => [name, new Float64Array(count)]));
  const worlds = Array.from({ length: count }, (_, row) =>
    env.create({
      row,
      action: rowsOf(env.action, actions, row),
      observation: rowsOf(env.observation, observations, row),
      features,
      events: {},
      mask: new Uint8Array(env.maskSize),
    }),
  );
  return { env, worlds, actions: arraysOf(actions)[0], observations: arraysOf(observations)[0], features };
}
