import {
  allocate,
  asWritten,
  type BoundEnv,
  type BoundGoals,
  batchIn,
  type Columns,
  flatten,
  leafName,
  leavesOf,
  type PackedArray,
  type RewardInputs,
  type RewardRows,
  rewardRows,
  type Space,
  sizeOf,
} from "../core/index.ts";

/** In place of a row: the goal that rows were lived with. */
export const ownGoal = -1;

/** Pieces of episodes, one after another as the rows of one seat, each with its own goal or another. */
export interface Retold {
  /** What a reward reads, all features and all leaves; `truncated` where a piece ends that did not terminate. */
  readonly rows: RewardRows;
  /** `[rows]`: which of the given rows each one was. */
  readonly source: Int32Array;
  /** `[rows]`: the given row whose achieved values are its goal, or `ownGoal`. */
  readonly goals: Int32Array;
}

/** Writes pieces. Each has a state before its first row and one after every row. */
export interface Retelling {
  begin(row: number, goal: number): void;
  /** Adds a row to the piece. @returns whether its episode terminates there */
  add(row: number, goal: number): boolean;
  end(): void;
  done(): Retold;
}

/** @param room the most rows that will be added; a piece has at least one */
export function retelling(
  given: RewardRows,
  env: Pick<BoundEnv, "observation">,
  goals: BoundGoals,
  inputs: RewardInputs,
  room: number,
): Retelling {
  const names = Object.keys(given.features);
  const columns: Columns = Object.fromEntries(names.map((name) => [name, new Float64Array(2 * room)]));
  const written = asWritten(columns);
  const leaves = leavesOf(env.observation).map(({ path, dtype, size }) => ({
    name: leafName(path),
    size,
    from: given.leaves[leafName(path)],
    to: allocate(dtype, 2 * room * size) as PackedArray,
  }));
  const observed = goals.observed.map(({ column, leaf, element }) => {
    const { to, size } = leaves[leaf];
    return { column: columns[column], to, size, element };
  });
  const desired = goals.desired.map((name, i) => ({ to: columns[name], from: given.features[goals.achieved[i]] }));
  const ends = goals.ends === undefined ? undefined : columns[goals.ends];
  const [before, after, source, goalOf] = [0, 1, 2, 3].map(() => new Int32Array(room));
  const [terminated, truncated] = [new Uint8Array(room), new Uint8Array(room)];
  let [states, rows] = [0, 0];

  /** Gives a state another goal. An observation that was noisy keeps its noise. */
  function want(state: number, goal: number): void {
    for (const { column, to, size, element } of observed) {
      const place = state * size + element;
      const seen = to[place];
      to[place] = column[state];
      to[place] = seen - to[place]; // 0 without noise
    }
    for (const { to, from } of desired) to[state] = from[goal];
    goals.derive(written, state);
    for (const { column, to, size, element } of observed) to[state * size + element] += column[state];
  }

  function addState(features: Columns, row: number, leafRow: number, goal: number): void {
    for (const name of names) columns[name][states] = features[name][row];
    for (const { size, from, to } of leaves)
      for (let k = 0; k < size; k++) to[states * size + k] = from[leafRow * size + k];
    if (goal !== ownGoal) want(states, goal);
    states++;
  }

  return {
    begin: (row, goal) => addState(given.before.features, row, given.before.leafRows[row], goal),
    add(row, goal) {
      before[rows] = states - 1;
      after[rows] = states;
      addState(given.features, row, given.leafRows[row], goal);
      source[rows] = row;
      goalOf[rows] = goal;
      terminated[rows] = goal !== ownGoal && ends ? Number(ends[states - 1] !== 0) : given.terminated[row];
      return terminated[rows++] === 1;
    },
    end() {
      truncated[rows - 1] = 1 - terminated[rows - 1];
    },
    done() {
      const [first, then, of] = [before, after, source].map((at) => at.subarray(0, rows));
      const shown = leaves.map(({ name, size, to }) => [name, to.subarray(0, states * size)] as const);
      const arrays = shown.map(([, array]) => array);
      const observationSize = sizeOf(env.observation);
      const flat = (at: Int32Array) => (inputs.observations ? flattened(env.observation, arrays, at) : undefined);
      const featuresAt = (at: Int32Array) => mapped(columns, (column) => picked(column, at, new Float64Array(rows)));
      const { actionSize } = given;
      return {
        source: of,
        goals: goalOf.subarray(0, rows),
        rows: rewardRows({
          steps: rows,
          seats: 1,
          features: featuresAt(then),
          before: {
            features: featuresAt(first),
            observations: inputs.before ? flat(first) : undefined,
            leafRows: first,
          },
          events: mapped(given.events, (counts) => picked(counts, of, new Int32Array(rows))),
          observations: flat(then),
          observationSize,
          leaves: Object.fromEntries(shown),
          leafRows: then,
          actions: inputs.actions ? picked(given.actions, of, new Float32Array(rows * actionSize)) : undefined,
          actionSize,
          terminated: terminated.subarray(0, rows),
          truncated: truncated.subarray(0, rows),
        }),
      };
    },
  };
}

const mapped = <T>(columns: { readonly [name: string]: T }, map: (column: T) => T): { readonly [name: string]: T } =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, map(column)]));

/** Copies rows, of as many elements as there is room for, into `out`. */
function picked<T extends Float64Array | Float32Array | Int32Array>(from: T, rows: Int32Array, out: T): T {
  const size = out.length / rows.length;
  for (let i = 0, at = 0; i < rows.length; i++) for (let k = 0; k < size; k++) out[at++] = from[rows[i] * size + k];
  return out;
}

function flattened(space: Space, arrays: readonly PackedArray[], rows: Int32Array): Float32Array {
  const batch = batchIn(space, arrays);
  const size = sizeOf(space);
  const out = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) flatten(space, batch, rows[i], out, i * size);
  return out;
}
