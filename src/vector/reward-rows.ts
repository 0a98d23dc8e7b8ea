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
}

/**
 * The rows share the rollout's `terminated` and `truncated`.
 * @throws `reward/input` for what the env does not measure or the vector does not capture
 */
export function gathering(
  vector: VectorEnv,
  inputs: RewardInputs,
  steps: number,
  { terminated, truncated }: Pick<RewardRows, "terminated" | "truncated">,
): Gathering {
  const { env, worlds } = vector;
  expectThere(vector, inputs);
  const count = steps * worlds;
  const named = inputs.features ?? [];
  const doubles = (names: readonly string[]): Columns =>
    Object.fromEntries(names.map((name) => [name, new Float64Array(count)]));
  const observed = flattened(env.observation, inputs.observations ? count : 0);
  const acted = flattened(env.action, inputs.actions ? count : 0);
  const frameBytes = inputs.frames ? vector.frames.length : 0;
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
    frames: new Uint8Array(steps * frameBytes),
    steps,
    seats: worlds,
    terminated,
    truncated,
  };

  const after = named.map((name) => ({
    column: rows.features[name],
    now: vector.features[name],
    final: vector.finalFeatures[name],
  }));
  const before = Object.entries(rows.before.features).map(([name, column]) => ({ column, now: vector.features[name] }));
  const counted = Object.entries(rows.events).map(([name, column]) => ({ column, now: vector.events[name] }));

  return {
    rows,
    before(step) {
      for (const { column, now } of before) column.set(now, step * worlds);
    },
    after(step) {
      const { endedRows, ended } = vector;
      const start = step * worlds;
      for (const { column, now, final } of after) {
        column.set(now, start);
        for (let i = 0; i < ended; i++) column[start + endedRows[i]] = final[endedRows[i]];
      }
      for (const { column, now } of counted) column.set(now, start);
      if (inputs.observations) {
        observed.all(vector.observations, worlds, start);
        for (let i = 0; i < ended; i++) observed.one(vector.finalObservations, endedRows[i], start + endedRows[i]);
      }
      if (inputs.actions) acted.all(vector.actions, worlds, start);
      if (inputs.text) for (let row = 0; row < worlds; row++) text[start + row] = vector.texts[row];
      if (inputs.frames) rows.frames.set(vector.frames, step * frameBytes);
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
    all(batch: Batch<Space>, worlds: number, at: number) {
      if (space.type === "box") rows.set(batch as ArrayLike<number>, at * size);
      else for (let row = 0; row < worlds; row++) one(batch, row, at + row);
    },
  };
}

function expectThere({ env, capture }: VectorEnv, { features = [], events = [], text, frames }: RewardInputs): void {
  requireNames(env.id, "feature", features, Object.keys(env.features), "a reward");
  requireNames(env.id, "event", events, Object.keys(env.events), "a reward");
  if (text && !capture.text)
    fail("reward/input", { given: "a reward that reads text", expected: "worlds opened with capture.text" });
  if (frames && canonical(frames) !== canonical(capture.frames))
    fail("reward/input", {
      given: `a reward that looks at frames ${canonical(frames)}`,
      expected: `worlds opened with capture.frames of that kind, not ${canonical(capture.frames) ?? "without"}`,
    });
}
