import {
  type Batch,
  type Columns,
  canonical,
  columnsRead,
  fail,
  leafName,
  leavesOf,
  type RewardInputs,
  type RewardRows,
  requireFeatures,
  requireNames,
  rewardRows,
  type Space,
  type VectorEnv,
} from "../core/index.ts";
import { flatRows } from "./flat-rows.ts";
import { frameRows } from "./frame-rows.ts";
import { leafRows } from "./leaf-rows.ts";

/** Gathers the inputs that a reward declares over the steps of a rollout; nothing else is copied. */
export interface Gathering {
  /** Valid until the next step is gathered. */
  readonly rows: RewardRows;
  /** Called with every step of the vector, before and after it. */
  before(step: number): void;
  after(step: number): void;
  /** Empties the rows from a step on. */
  clear(step: number): void;
}

/** Memory of a rollout that is kept elsewhere and that rewards can share. */
export interface Lived extends Pick<RewardRows, "terminated" | "truncated">, Partial<Pick<RewardRows, "present">> {
  /** Where worlds are grouped. */
  readonly groups?: Int32Array;
  /** Laid out as `observedRows` says. Without them, only a rollout of one step can be gathered. */
  readonly observations?: Batch<Space>;
}

/** @throws `reward/input` for what the env does not measure or the vector does not capture */
export function gathering(
  vector: VectorEnv,
  inputs: RewardInputs,
  steps: number,
  { terminated, truncated, present = everybody(vector.rows * steps), groups, observations }: Lived,
): Gathering {
  const { env, rows: seats } = vector;
  expectThere(vector, inputs);
  const count = steps * seats;
  const named = columnsRead(inputs, env.features);
  const doubles = (names: readonly string[]): Columns =>
    Object.fromEntries(names.map((name) => [name, new Float64Array(count)]));
  const observed = flatRows(env.observation, inputs.observations ? count : 0);
  const observedBefore = flatRows(env.observation, inputs.observations && inputs.before ? count : 0);
  const acted = flatRows(env.action, inputs.actions ? count : 0);
  const leaves = leafRows(vector, inputs.leaves ?? [], steps, observations);
  const pictures = inputs.frames && frameRows(inputs.frames, seats);
  const text: string[] = inputs.text ? Array.from({ length: count }, () => "") : [];
  const goals: string[] = inputs.goals ? Array.from({ length: count }, () => "") : [];
  const gathered = rewardRows({
    steps,
    seats,
    features: doubles(named),
    before: {
      features: doubles(inputs.before ? named : []),
      observations: observedBefore.rows,
      leafRows: leaves.before,
    },
    events: Object.fromEntries((inputs.events ?? []).map((name) => [name, new Int32Array(count)])),
    observations: observed.rows,
    observationSize: observed.size,
    leaves: leaves.leaves,
    leafRows: leaves.leafRows,
    actions: acted.rows,
    actionSize: acted.size,
    text,
    goals,
    present,
    groups,
    terminated,
    truncated,
  });

  const after = named.map((name) => ({
    column: gathered.features[name],
    now: vector.features[name],
    final: vector.finalFeatures[name],
  }));
  const before = Object.entries(gathered.before.features).map(([name, column]) => ({
    column,
    now: vector.features[name],
  }));
  const counted = Object.entries(gathered.events).map(([name, column]) => ({ column, now: vector.events[name] }));

  const filled = [
    ...[gathered.features, gathered.before.features, gathered.events].flatMap((columns) => Object.values(columns)),
    ...[gathered.observations, gathered.before.observations, gathered.actions],
  ];
  const worldOf = (row: number) => Math.floor(row / env.seats); // what is said of a world is said of all its seats
  const presentIn = (step: number) => present.subarray(step * seats, (step + 1) * seats);

  return {
    get rows() {
      return pictures ? { ...gathered, frames: pictures.frames, frameRows: pictures.rows } : gathered;
    },
    before(step) {
      for (const { column, now } of before) column.set(now, step * seats);
      if (observedBefore.rows.length) observedBefore.all(vector.observations, seats, step * seats);
      if (inputs.goals) for (let row = 0; row < seats; row++) goals[step * seats + row] = vector.goals[worldOf(row)];
      leaves.beforeStep();
    },
    after(step) {
      const { endedRows, ended } = vector;
      const start = step * seats;
      for (const { column, now, final } of after) {
        column.set(now, start);
        for (let i = 0; i < ended; i++) column[start + endedRows[i]] = final[endedRows[i]];
      }
      for (const { column, now } of counted) column.set(now, start);
      leaves.afterStep(step, presentIn(step));
      if (inputs.observations) {
        observed.all(vector.observations, seats, start);
        for (let i = 0; i < ended; i++) observed.one(vector.finalObservations, endedRows[i], start + endedRows[i]);
      }
      if (inputs.actions) acted.all(vector.actions, seats, start);
      if (inputs.text) for (let row = 0; row < seats; row++) text[start + row] = vector.texts[worldOf(row)];
      if (step === 0) pictures?.clear();
      pictures?.add(vector.frames, vector.framed, presentIn(step), start);
    },
    clear(step) {
      for (const array of filled) array.fill(0, (array.length / steps) * step);
      for (const words of [text, goals]) words.fill("", step * seats);
    },
  };
}

const everybody = (rows: number) => new Uint8Array(rows).fill(1);

function expectThere(
  { env, capture, groups: numbers }: VectorEnv,
  { features, vectors, events = [], leaves = [], text, goals, frames, groups }: RewardInputs,
): void {
  requireFeatures(env.id, { features, vectors }, env.features, "a reward");
  requireNames(env.id, "event", events, Object.keys(env.events), "a reward");
  const there = leavesOf(env.observation).map(({ path }) => leafName(path));
  requireNames(env.id, "leaf", leaves, there, "a reward");
  if (groups && numbers.length === 0)
    fail("reward/input", {
      given: "a reward that compares episodes which began from the same state",
      expected: "worlds opened in groups",
      fix: "Give the run a `group`: how many worlds begin their episodes alike.",
    });
  if (text && !capture.text)
    fail("reward/input", { given: "a reward that reads text", expected: "worlds opened with capture.text" });
  if (goals && !capture.goals)
    fail("reward/input", { given: "a reward that reads goals", expected: "worlds opened with capture.goals" });
  if (frames && canonical(frames) !== canonical(capture.frames))
    fail("reward/input", {
      given: `a reward that looks at frames ${canonical(frames)}`,
      expected: `worlds opened with capture.frames of that kind, not ${canonical(capture.frames) ?? "without"}`,
    });
}
