import type { Motion } from "./kinematics.ts";
import { multiplyInto, rotateInto } from "./rotation.ts";
import type { Skeleton } from "./skeleton.ts";

/** A simulation's values for its links, `[links + 1, ...]`; layouts as in `Simulation`. */
export interface Readings {
  readonly places: Float64Array;
  readonly turns: Float64Array;
  readonly centres: Float64Array;
  readonly inertias: Float64Array;
  readonly motions: Float64Array;
  readonly masses: Float64Array;
  /** Centres of mass of trees, at the row of their first link [m]. */
  readonly middles: Float64Array;
  /** Updates everything from the parts' poses, except inertias and velocities. */
  place(motion: Motion): void;
  /** Updates inertias and velocities. */
  weigh(motion: Motion, massFactor: number): void;
}

export function readingsOf({ links }: Skeleton): Readings {
  const rows = links.length;
  const places = new Float64Array(rows * 3);
  const turns = new Float64Array(rows * 4);
  const centres = new Float64Array(rows * 3);
  const inertias = new Float64Array(rows * 10);
  const motions = new Float64Array(rows * 6);
  const masses = Float64Array.from(links, ({ mass }) => mass.mass);
  const middles = new Float64Array(rows * 3);
  const sums = new Float64Array(rows);
  const axes = new Float64Array(9);
  turns[0] = 1;
  const frame = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const;

  return {
    places,
    turns,
    centres,
    inertias,
    motions,
    masses,
    middles,
    place(motion) {
      for (let row = 1; row < rows; row++) {
        const { part, at, turn, mass } = links[row];
        rotateInto(motion.turns, part * 4, at, places, row * 3);
        multiplyInto(motion.turns, part * 4, turn, turns, row * 4);
        rotateInto(turns, row * 4, mass.centre, centres, row * 3);
        for (let i = 0; i < 3; i++) {
          places[row * 3 + i] += motion.places[part * 3 + i];
          centres[row * 3 + i] += places[row * 3 + i];
        }
      }
      middles.fill(0);
      sums.fill(0);
      for (let row = 1; row < rows; row++) {
        const { tree } = links[row];
        sums[tree] += masses[row];
        for (let i = 0; i < 3; i++) middles[tree * 3 + i] += masses[row] * centres[row * 3 + i];
      }
      for (let row = 1; row < rows; row++)
        if (sums[row] > 0) for (let i = 0; i < 3; i++) middles[row * 3 + i] /= sums[row];
    },
    weigh(motion, massFactor) {
      for (let row = 1; row < rows; row++) {
        const { part, tree, mass } = links[row];
        for (let k = 0; k < 3; k++) rotateInto(turns, row * 4, frame[k], axes, k * 3);
        const x = centres[row * 3] - middles[tree * 3];
        const y = centres[row * 3 + 1] - middles[tree * 3 + 1];
        const z = centres[row * 3 + 2] - middles[tree * 3 + 2];
        const m = masses[row];
        const out = row * 10;
        inertias[out] = massFactor * turned(mass.inertia, 0, 0) + m * (y * y + z * z);
        inertias[out + 1] = massFactor * turned(mass.inertia, 1, 1) + m * (x * x + z * z);
        inertias[out + 2] = massFactor * turned(mass.inertia, 2, 2) + m * (x * x + y * y);
        inertias[out + 3] = massFactor * turned(mass.inertia, 0, 1) - m * x * y;
        inertias[out + 4] = massFactor * turned(mass.inertia, 0, 2) - m * x * z;
        inertias[out + 5] = massFactor * turned(mass.inertia, 1, 2) - m * y * z;
        inertias[out + 6] = m * x;
        inertias[out + 7] = m * y;
        inertias[out + 8] = m * z;
        inertias[out + 9] = m;
        for (let i = 0; i < 3; i++) {
          const j = (i + 1) % 3;
          const k = (i + 2) % 3;
          const farJ = middles[tree * 3 + j] - motion.places[part * 3 + j];
          const farK = middles[tree * 3 + k] - motion.places[part * 3 + k];
          motions[row * 6 + i] = motion.spins[part * 3 + i];
          motions[row * 6 + 3 + i] =
            motion.velocities[part * 3 + i] + motion.spins[part * 3 + j] * farK - motion.spins[part * 3 + k] * farJ;
        }
      }
    },
  };

  /** An entry of an inertia in the world's axes; `axes` holds the link's, one after another. */
  function turned(inertia: readonly number[], i: number, j: number): number {
    return (
      axes[i] * (inertia[0] * axes[j] + inertia[3] * axes[3 + j] + inertia[4] * axes[6 + j]) +
      axes[3 + i] * (inertia[3] * axes[j] + inertia[1] * axes[3 + j] + inertia[5] * axes[6 + j]) +
      axes[6 + i] * (inertia[4] * axes[j] + inertia[5] * axes[3 + j] + inertia[2] * axes[6 + j])
    );
  }
}
