import { openStage, type Stage } from "../../src/check/stage.ts";
import { bindEnv, flatten, type RewardRows, rewardRows, sizeOf } from "../../src/core/index.ts";
import type { Relabelled } from "../../src/reward/index.ts";
import { point } from "../fixtures/worlds-point.ts";

type Observed = { readonly body: Float64Array; readonly aim: Float32Array };

export const env = bindEnv(point);

/**
 * Lives relabelled pieces of the point's episodes: each in a world that begins in the state before the piece's first row,
 * with that row's target, by the same actions.
 */
export function relived({ rows: told, source }: Relabelled, given: RewardRows): RewardRows {
  const { rows } = told;
  const columns = () => Object.fromEntries(Object.keys(env.features).map((name) => [name, new Float64Array(rows)]));
  const [before, after] = [columns(), columns()];
  const leaves = { body: new Float64Array(8 * rows), aim: new Float32Array(10 * rows) }; // before the rows, then after
  const size = sizeOf(env.observation);
  const flat = [new Float32Array(rows * size), new Float32Array(rows * size)];
  const gust = new Int32Array(rows);
  const terminated = new Uint8Array(rows);
  const keep = (stage: Stage, row: number, isAfter: 0 | 1) => {
    const { body, aim } = stage.observations as Observed;
    for (const name in before) (isAfter ? after : before)[name][row] = stage.features[name][0];
    leaves.body.set(body, (isAfter * rows + row) * 4);
    leaves.aim.set(aim, (isAfter * rows + row) * 5);
    flatten(env.observation, stage.observations, 0, flat[isAfter], row * size);
  };
  const stateAt = (row: number) => {
    const measured = (vector: string) => [0, 1].map((axis) => told.before.features[`${vector}.${axis}`][row]);
    const body = given.before.leafRows[source[row]] * 4;
    return [...given.leaves.body.subarray(body, body + 4), ...measured("wind"), ...measured("target")];
  };
  let stage: Stage | undefined;
  for (let row = 0; row < rows; row++) {
    if (row === 0 || told.terminated[row - 1] + told.truncated[row - 1] > 0) {
      stage = openStage(bindEnv(point, { start: stateAt(row) }));
      stage.reset(0);
    }
    keep(stage!, row, 0);
    (stage!.actions as Float32Array).set(given.actions.subarray(2 * source[row], 2 * source[row] + 2));
    stage!.step(0);
    keep(stage!, row, 1);
    gust[row] = stage!.events.gust[0];
    terminated[row] = stage!.worlds[0].terminated(0) ? 1 : 0;
  }
  return rewardRows({
    steps: rows,
    seats: 1,
    features: after,
    before: { features: before, observations: flat[0], leafRows: Int32Array.from({ length: rows }, (_, row) => row) },
    events: { gust },
    observations: flat[1],
    observationSize: size,
    leaves,
    leafRows: Int32Array.from({ length: rows }, (_, row) => rows + row),
    actions: Float32Array.from({ length: 2 * rows }, (_, i) => given.actions[2 * source[i >> 1] + (i % 2)]),
    actionSize: 2,
    terminated,
    truncated: told.truncated,
  });
}

/** The largest difference in what two columns of rows hold. */
export const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length
    ? Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)
    : Number.POSITIVE_INFINITY;

/** A leaf's rows in the order of `leafRows`. */
export const leafAt = ({ leaves }: RewardRows, leaf: "body" | "aim", rows: Int32Array): number[] => {
  const size = leaf === "body" ? 4 : 5;
  return Array.from(rows).flatMap((row) => Array.from(leaves[leaf].subarray(row * size, (row + 1) * size)));
};
