import {
  type Batch,
  type Columns,
  canonical,
  fail,
  flatten,
  type RewardInputs,
  type RewardRows,
  requireNames,
  type Space,
  sizeOf,
  type VectorEnv,
} from "../core/index.ts";

/** Gathers what a reward declares over the steps of a rollout; nothing else is copied. */
export interface Gathering {
  readonly rows: RewardRows;
  /** Called with every step of the vector, before and after it. */
  before(step: number): void;
  after(step: number): void;
  /** Empties the rows from a step on. */
  clear(step: number): void;
}

/**
 * The rows share the arrays that are given: `terminated`, `truncated`, `present` and `groups`.
 * @throws `reward/input` for what the env does not measure or the vector does not capture
 */
export function gathering(
  vector: VectorEnv,
  inputs: RewardInputs,
  steps: number,
  { terminated, truncated, present, groups }: Pick<RewardRows, "terminated" | "truncated" | "present" | "groups">,
): Gathering {
  const { env, worlds, rows: seats } = vector;
  expectThere(vector, inputs);
  const count = steps * seats;
  const named = inputs.features ?? [];
  const doubles = (names: readonly string[]): Columns =>
    Object.fromEntries(names.map((name) => [name, new Float64Array(count)]));
  const observed = flattened(env.observation, inputs.observations ? count : 0);
  const acted = flattened(env.action, inputs.actions ? count : 0);
  const frameBytes = inputs.frames ? vector.frames.length / worlds : 0;
  const text: string[] = inputs.text ? Array.from({ length: count }, () => "") : [];
  const rows: RewardRows = {
    rows: count,
    features: doubles(named),
    before: { features: doubles(inputs.before ? named : []) },
    events: Object.fromEntries((inputs.events ?? []).map((name) => [name, new Int32Array(count)])),
    observations: observed.rows,
    observationSize: observed.size,
    actions: acted.rows,
    actionSize: acted.size,
    text,
    frames: new Uint8Array(count * frameBytes),
    steps,
    seats,
    terminated,
    truncated,
    present,
    groups,
  };

  const after = named.map((name) => ({
    column: rows.features[name],
    now: vector.features[name],
    final: vector.finalFeatures[name],
  }));
  const before = Object.entries(rows.before.features).map(([name, column]) => ({ column, now: vector.features[name] }));
  const counted = Object.entries(rows.events).map(([name, column]) => ({ column, now: vector.events[name] }));

  const all = [
    ...[rows.features, rows.before.features, rows.events].flatMap((columns) => Object.values(columns)),
    ...[rows.observations, rows.actions, rows.frames],
  ];
  const worldOf = (row: number) => Math.floor(row / env.seats); // what is seen of a world is seen in all its seats

  return {
    rows,
    before(step) {
      for (const { column, now } of before) column.set(now, step * seats);
    },
    after(step) {
      const { endedRows, ended } = vector;
      const start = step * seats;
      for (const { column, now, final } of after) {
        column.set(now, start);
        for (let i = 0; i < ended; i++) column[start + endedRows[i]] = final[endedRows[i]];
      }
      for (const { column, now } of counted) column.set(now, start);
      if (inputs.observations) {
        observed.all(vector.observations, seats, start);
        for (let i = 0; i < ended; i++) observed.one(vector.finalObservations, endedRows[i], start + endedRows[i]);
      }
      if (inputs.actions) acted.all(vector.actions, seats, start);
      if (inputs.text) for (let row = 0; row < seats; row++) text[start + row] = vector.texts[worldOf(row)];
      if (inputs.frames && seats === worlds) rows.frames.set(vector.frames, start * frameBytes);
      else if (inputs.frames)
        for (let row = 0; row < seats; row++) {
          const from = worldOf(row) * frameBytes;
          rows.frames.set(vector.frames.subarray(from, from + frameBytes), (start + row) * frameBytes);
        }
    },
    clear(step) {
      for (const array of all) array.fill(0, (array.length / steps) * step);
      text.fill("", step * seats);
    },
  };
}

/** Rows of a space as numbers, and what writes them. */
function flattened(space: Space, count: number) {
  const size = sizeOf(space);
  const rows = new Float32Array(count * size);
  const one = (batch: Batch<Space>, row: number, at: number) => void flatten(space, batch, row, rows, at * size);
  return {
    size,
    rows,
    one,
    all(batch: Batch<Space>, seats: number, at: number) {
      if (space.type === "box") rows.set(batch as ArrayLike<number>, at * size);
      else for (let row = 0; row < seats; row++) one(batch, row, at + row);
    },
  };
}

function expectThere(
  { env, capture, groups: numbers }: VectorEnv,
  { features = [], events = [], text, frames, groups }: RewardInputs,
): void {
  requireNames(env.id, "feature", features, Object.keys(env.features), "a reward");
  requireNames(env.id, "event", events, Object.keys(env.events), "a reward");
  if (groups && numbers.length === 0)
    fail("reward/input", {
      given: "a reward that compares episodes which began from the same state",
      expected: "worlds opened in groups",
      fix: "Give the run a `group`: how many worlds begin their episodes alike.",
    });
  if (text && !capture.text)
    fail("reward/input", { given: "a reward that reads text", expected: "worlds opened with capture.text" });
  if (frames && canonical(frames) !== canonical(capture.frames))
    fail("reward/input", {
      given: `a reward that looks at frames ${canonical(frames)}`,
      expected: `worlds opened with capture.frames of that kind, not ${canonical(capture.frames) ?? "without"}`,
    });
}
