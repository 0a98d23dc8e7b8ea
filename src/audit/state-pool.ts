import {
  arraysOf,
  type Batch,
  type BoundEnv,
  batchOf,
  type Columns,
  columnsRead,
  flatten,
  leafArrays,
  leafName,
  leavesOf,
  type RewardInputs,
  type RewardRows,
  rewardRows,
  type Space,
  sizeOf,
} from "../core/index.ts";

/** Transitions made of a pool's states and actions, by number: `[transitions]` each. */
export interface Triples {
  readonly from: Int32Array;
  readonly action: Int32Array;
  readonly to: Int32Array;
}

/** States and actions from which transitions are put together that nobody lived. */
export interface StatePool {
  /** Keeps a row of columns, and of observations where a reward reads them. */
  putState(state: number, features: Columns, observations: Batch<Space> | undefined, row: number): void;
  putAction(action: number, actions: Batch<Space>, row: number): void;
  /** Rows as rewards see them. No episode ends in any of them. */
  rowsOf(triples: Triples): RewardRows;
}

/** @param inputs those of all rewards that will be asked */
export function statePool(env: BoundEnv, inputs: RewardInputs, states: number, actions: number): StatePool {
  const names = columnsRead(inputs, env.features);
  const features = Object.fromEntries(names.map((name) => [name, new Float64Array(states)]));
  const observed = inputs.observations || inputs.leaves?.length ? batchOf(env.observation, states) : undefined;
  const kept = observed && arraysOf(observed);
  const sizes = leavesOf(env.observation).map(({ size }) => size);
  const actionSize = inputs.actions ? sizeOf(env.action) : 0;
  const acted = new Float32Array(actions * actionSize);
  const observationSize = inputs.observations ? sizeOf(env.observation) : 0;

  const flat = (places: Int32Array): Float32Array => {
    const out = new Float32Array(places.length * observationSize);
    if (observed && observationSize)
      for (const [row, state] of places.entries())
        flatten(env.observation, observed, state, out, row * observationSize);
    return out;
  };
  const measured = (places: Int32Array): Columns =>
    Object.fromEntries(names.map((name) => [name, Float64Array.from(places, (state) => features[name][state])]));

  return {
    putState(state, columns, observations, row) {
      for (const name of names) features[name][state] = columns[name][row];
      if (!kept || !observations) return;
      for (const [i, array] of arraysOf(observations).entries())
        for (let at = 0; at < sizes[i]; at++) kept[i][state * sizes[i] + at] = array[row * sizes[i] + at];
    },
    putAction(action, batch, row) {
      if (actionSize) flatten(env.action, batch, row, acted, action * actionSize);
    },
    rowsOf({ from, action, to }) {
      const rows = from.length;
      const actions = new Float32Array(rows * actionSize);
      if (actionSize)
        for (let row = 0; row < rows; row++)
          actions.set(acted.subarray(action[row] * actionSize, (action[row] + 1) * actionSize), row * actionSize);
      return rewardRows({
        steps: rows,
        seats: 1,
        features: measured(to),
        before: { features: measured(from), observations: flat(from), leafRows: from },
        observations: flat(to),
        observationSize,
        leaves: observed && named(leafArrays(env.observation, observed)),
        leafRows: to,
        actions,
        actionSize,
        terminated: new Uint8Array(rows),
        truncated: new Uint8Array(rows),
      });
    },
  };
}

const named = <T>(byPath: { readonly [path: string]: T }): { readonly [path: string]: T } =>
  Object.fromEntries(Object.entries(byPath).map(([path, array]) => [leafName(path), array]));
