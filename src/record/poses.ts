import { poseSize, type SceneDescription, sceneRows } from "../core/index.ts";
import { array, fields, type Kind, number, optional } from "./form.ts";
import { growing } from "./growing.ts";
import { parentsOf } from "./pose-parents.ts";
import { intoFrame, outOfFrame } from "./relative-pose.ts";
import { scene } from "./scene-form.ts";

/**
 * Where the rows of a scene were, before the first step and after every one: enough to show an episode without
 * simulating it again. Rounded, so nothing is measured by them; a replay has the exact numbers.
 */
export type RecordedPoses = {
  readonly scene: SceneDescription;
  /** Simulated time of a step [s]; 0 where no clock runs. */
  readonly stepSeconds: number;
  /** No place within 1,000 km is off by more than `place` [m], and no turn by a larger angle than `turn` [rad]. */
  readonly error: { readonly place: number; readonly turn: number };
  /** What one stands for in `places` [m] and `turns`. */
  readonly units: { readonly place: number; readonly turn: number };
  /** `[rows]`: the row before it that each is told relative to, because limbs move little against each other; 0 by default. */
  readonly parents?: Int32Array;
  /** `[rows, 3, steps + 1]`; the lowest number stands for what was not finite. */
  readonly places: Int32Array;
  /** `[rows, 3, steps + 1]`: a unit quaternion without its largest component, which is made positive. */
  readonly turns: Int16Array;
  /** `[rows, steps + 1]`: which component that is, w being 0; 4 where the turn was not finite. */
  readonly largest: Uint8Array;
};

/** Poses of an episode of this many steps. */
export function posesOf(steps: number): Kind<RecordedPoses> {
  const both = fields({ place: number, turn: number });
  const known = fields({ scene, stepSeconds: number, error: both, units: both });
  const filled = (rows: number) =>
    fields({
      places: array("int32", 3 * rows * (steps + 1)),
      turns: array("int16", 3 * rows * (steps + 1)),
      largest: array("uint8", rows * (steps + 1)),
      parents: optional(array("int32", rows)),
    });
  return {
    words: `a scene and where its rows were in ${steps} steps`,
    is: (value): value is RecordedPoses =>
      known.is(value) &&
      filled(sceneRows(value.scene)).is(value) &&
      (value as RecordedPoses).largest.every((kind) => kind <= lostTurn) &&
      ((value as RecordedPoses).parents ?? []).every((parent, row) => parent >= 0 && parent < Math.max(1, row)),
  };
}

const units = { place: 2 ** -11, turn: 2 ** -12 };
// A rounded coordinate is off by 2^-12 at most, the place by sqrt(3) times that. A rounded component of a turn is off by e = 2^-13 at most. The largest is at least 1/2, the others are at most sqrt(3)/2 long
// together, so it is off by sqrt(3) sqrt(3) e; the angle by twice sqrt(3 + 9) e = 0.00085.
const error = { place: 0.00043, turn: 0.0009 };
const lost = -(2 ** 31);
const lostTurn = 4;

/** Takes down poses while an episode is lived. */
export interface PoseTape {
  /** `[rows, 7]`, only read. */
  push(poses: Float64Array): void;
  whole(): RecordedPoses;
}

export function poseTape(scene: SceneDescription, stepSeconds: number): PoseTape {
  const rows = sceneRows(scene);
  const exact = growing("float64", rows * poseSize);
  return {
    push: (poses) => exact.push(poses),
    whole: () => ({ scene, stepSeconds, error, units, ...rounded(exact.whole(), rows) }),
  };
}

/** Rounds poses `[steps + 1, rows, 7]`. Each is told relative to its parent as that will be read, so no error adds to another. */
function rounded(exact: Float64Array, rows: number): Pick<RecordedPoses, "places" | "turns" | "largest" | "parents"> {
  const size = rows * poseSize;
  const count = exact.length / size;
  const parents = parentsOf(exact, rows);
  const places = new Int32Array(3 * rows * count);
  const turns = new Int16Array(3 * rows * count);
  const largest = new Uint8Array(rows * count);
  const read = new Float64Array(size);
  const pose = new Float64Array(poseSize);
  const turn = new Int16Array(3);
  for (let step = 0; step < count; step++)
    for (let row = 0; row < rows; row++) {
      intoFrame(exact, step * size + row * poseSize, read, parents[row] * poseSize, pose);
      const kind = roundTurn(pose, 3, turn, 0);
      largest[row * count + step] = kind;
      for (let i = 0; i < 3; i++) {
        places[(3 * row + i) * count + step] = roundedPlace(pose[i]);
        turns[(3 * row + i) * count + step] = turn[i];
      }
      readRow({ units, places, turns, largest }, parents[row], count, step, row, read);
    }
  return { places, turns, largest, ...(parents.some((parent) => parent > 0) && { parents }) };
}

/** Writes the poses after a number of steps into `out`, `[rows, 7]`. */
export function posesAt(recorded: RecordedPoses, step: number, out: Float64Array): void {
  const rows = sceneRows(recorded.scene);
  const count = recorded.largest.length / rows;
  for (let row = 0; row < rows; row++) readRow(recorded, recorded.parents?.[row] ?? 0, count, step, row, out);
}

type Rounded = Pick<RecordedPoses, "units" | "places" | "turns" | "largest">;

/** Writes one row's pose; that of its parent is there. */
function readRow(
  { units, places, turns, largest }: Rounded,
  parent: number,
  count: number,
  step: number,
  row: number,
  out: Float64Array,
): void {
  const at = row * poseSize;
  const kind = largest[row * count + step];
  let rest = 1;
  for (let i = 0; i < 3; i++) {
    const place = places[(3 * row + i) * count + step];
    const part = turns[(3 * row + i) * count + step] * units.turn;
    out[at + i] = place === lost ? Number.NaN : place * units.place;
    out[at + 3 + i + (i >= kind ? 1 : 0)] = part;
    rest -= part * part;
  }
  if (kind === lostTurn) out.fill(Number.NaN, at + 3, at + poseSize);
  else out[at + 3 + kind] = Math.sqrt(Math.max(0, rest));
  if (parent > 0) outOfFrame(out, at, parent * poseSize);
}

function roundedPlace(metres: number): number {
  if (!Number.isFinite(metres)) return lost;
  return Math.max(1 + lost, Math.min(-1 - lost, Math.round(metres / units.place)));
}

/** Writes three components into `out` and returns which one is missing. */
function roundTurn(poses: Float64Array, at: number, out: Int16Array, to: number): number {
  let square = 0;
  let kind = 0;
  for (let i = 0; i < 4; i++) {
    square += poses[at + i] * poses[at + i];
    if (Math.abs(poses[at + i]) > Math.abs(poses[at + kind])) kind = i;
  }
  if (!Number.isFinite(square)) {
    out.fill(0, to, to + 3);
    return lostTurn;
  }
  const scale = (poses[at + kind] < 0 ? -1 : 1) / ((Math.sqrt(square) || 1) * units.turn);
  for (let i = 0, part = to; i < 4; i++) if (i !== kind) out[part++] = Math.round(poses[at + i] * scale);
  return kind;
}
