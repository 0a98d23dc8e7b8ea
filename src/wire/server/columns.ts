import { arraysOf, type Batch, batchOf, type ScoredVector, type Space } from "../../core/index.ts";
import type { Arrays, ColumnName, Ended, StepColumns } from "../messages.ts";

/** How a session answers: which columns it sends, and whether a world that ends is restarted. */
export interface Shown {
  readonly columns: ReadonlySet<ColumnName>;
  readonly autoReset: "same-step" | "off";
  /** Whether others may look at its worlds. */
  readonly isWatchable?: boolean;
}

/** Returns the columns of a session's answers. Most are not copied: an answer is packed before the next step. */
export function columnTeller(scored: ScoredVector, { columns, autoReset }: Shown) {
  const { vector } = scored;
  const { env, rows: seats } = vector;
  const none = new Uint8Array(seats);
  const last = batchOf(env.observation, seats); // before the restart, in rows that ended

  function endedNow(): Ended | undefined {
    const { ended, endedRows } = vector;
    if (ended === 0) return undefined;
    const rows = endedRows.slice(0, ended);
    return {
      rows,
      ...(columns.has("final") && {
        observations: picked(env.observation, vector.finalObservations, rows, seats) as Arrays,
      }),
      ...(columns.has("final") &&
        columns.has("features") && {
          features: Object.fromEntries(
            Object.entries(vector.finalFeatures).map(([name, column]) => [name, at(column, rows)]),
          ),
        }),
      scores: at(scored.ended.scores, rows).map((score) => (Number.isNaN(score) ? -1 : score)),
      returns: at(scored.ended.returns, rows),
      lengths: Int32Array.from(rows, (row) => scored.ended.lengths[row]),
    };
  }

  return (step: number, hasStepped: boolean): StepColumns => {
    const ended = hasStepped ? endedNow() : undefined;
    const restarted = autoReset === "same-step" || !ended;
    return {
      step,
      ...(columns.has("observations") && {
        observations: (restarted ? vector.observations : withFinal(ended.rows as Int32Array)) as Arrays,
      }),
      ...(columns.has("masks") && env.maskSize > 0 && { masks: vector.masks }),
      ...(columns.has("features") && { features: vector.features }),
      ...(columns.has("events") && Object.keys(env.events).length > 0 && { events: vector.events }),
      ...(columns.has("rewards") && { rewards: scored.rewards }),
      ...(columns.has("terms") && Object.keys(scored.terms).length > 0 && { terms: scored.terms }),
      terminated: hasStepped ? vector.terminated : none,
      truncated: hasStepped ? vector.truncated : none,
      ...(vector.present.includes(0) && { present: vector.present }),
      ...(vector.groups.length > 0 && { groups: vector.groups }),
      ...(hasStepped && vector.broken.includes(1) && { broken: vector.broken }),
      ...(ended && { ended }),
      ...(hasStepped && vector.capture.text && { texts: vector.texts }),
      ...(vector.capture.goals && { goals: vector.goals }),
      ...(hasStepped && vector.capture.frames && { frames: vector.frames }),
      ...(hasStepped && vector.framed.includes(0) && { framed: vector.framed }),
    };
  };

  /** The last observations; for worlds that ended, those before the restart. */
  function withFinal(rows: Int32Array): Batch<Space> {
    const [now, final, shown] = [vector.observations, vector.finalObservations, last].map(arraysOf);
    for (const [i, array] of shown.entries()) {
      const size = array.length / seats;
      array.set(now[i]);
      for (const row of rows) array.set(final[i].subarray(row * size, (row + 1) * size), row * size);
    }
    return last;
  }
}

/** A copy of some rows of a column. */
function at(column: Float64Array, rows: Int32Array): Float64Array<ArrayBuffer> {
  const some = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) some[place] = column[rows[place]];
  return some;
}

/** A copy of some rows of a batch. */
function picked(space: Space, batch: Batch<Space>, rows: Int32Array, seats: number): Batch<Space> {
  const some = batchOf(space, rows.length);
  const from = arraysOf(batch);
  for (const [i, array] of arraysOf(some).entries()) {
    const size = from[i].length / seats;
    for (const [place, row] of rows.entries()) array.set(from[i].subarray(row * size, (row + 1) * size), place * size);
  }
  return some;
}
