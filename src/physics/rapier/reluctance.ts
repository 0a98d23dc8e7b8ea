import type { Turn, Vector } from "../body.ts";
import { describe, motionOf, pose } from "./kinematics.ts";
import { moved } from "./mass.ts";
import { cross, dot, minus, plus } from "./rotation.ts";
import type { Skeleton } from "./skeleton.ts";

/**
 * The effective mass [kg] or moment of inertia [kg m^2] of each coordinate in the description's pose, with all other
 * joints free and with their rotors: 1 over the diagonal of the inverse mass matrix, minus the coordinate's own rotor.
 */
export function reluctancesOf(skeleton: Skeleton): number[] {
  const matrix = massMatrix(skeleton);
  for (const { speed, joint } of skeleton.coordinates) matrix[speed][speed] += joint.armature ?? 0;
  return skeleton.coordinates.map(({ speed, joint }) => 1 / inverseEntry(matrix, speed) - (joint.armature ?? 0));
}

/** A part's motion if one speed is 1 and all others are 0: velocity of the centre of mass, angular velocity and momentum. */
interface Response {
  readonly mass: number;
  readonly velocity: Vector;
  readonly spin: Vector;
  readonly momentum: Vector;
}

function massMatrix(skeleton: Skeleton): number[][] {
  const { speeds } = skeleton.layout;
  const responses = Array.from({ length: speeds }, (_, k) => responsesTo(skeleton, k));
  return responses.map((ones) =>
    responses.map((others) =>
      ones.reduce((sum, { mass, velocity, momentum }, p) => {
        const other = others[p];
        return sum + mass * dot(velocity, other.velocity) + dot(momentum, other.spin);
      }, 0),
    ),
  );
}

function responsesTo(skeleton: Skeleton, speed: number): Response[] {
  const motion = motionOf(skeleton);
  const positions = new Float64Array(skeleton.layout.positions);
  const speeds = new Float64Array(skeleton.layout.speeds);
  describe(skeleton, positions);
  speeds[speed] = 1;
  pose(skeleton, positions, speeds, motion);
  return skeleton.parts.map(({ mass }, p) => {
    const at = threeOf(motion.places, p);
    const [w, x, y, z] = motion.turns.subarray(p * 4, p * 4 + 4);
    const turn: Turn = [w, x, y, z];
    const { centre, inertia } = moved(mass, at, turn);
    const spin = threeOf(motion.spins, p);
    const [xx, yy, zz, xy, xz, yz] = inertia;
    const [a, b, c] = spin;
    return {
      mass: mass.mass,
      velocity: plus(threeOf(motion.velocities, p), cross(spin, minus(centre, at))),
      spin,
      momentum: [xx * a + xy * b + xz * c, xy * a + yy * b + yz * c, xz * a + yz * b + zz * c],
    };
  });
}

const threeOf = (values: Float64Array, p: number): Vector => [values[p * 3], values[p * 3 + 1], values[p * 3 + 2]];

/** An entry of the diagonal of the inverse of a positive definite matrix, by elimination. */
function inverseEntry(matrix: readonly (readonly number[])[], entry: number): number {
  const size = matrix.length;
  // the entry comes last, so that after elimination it is the reciprocal of the inverse's entry
  const order = [...Array(size).keys()].sort((a, b) => Number(a === entry) - Number(b === entry));
  const rows = order.map((i) => order.map((j) => matrix[i][j]));
  for (let pivot = 0; pivot < size - 1; pivot++)
    for (let row = pivot + 1; row < size; row++) {
      const factor = rows[row][pivot] / rows[pivot][pivot];
      for (let column = pivot; column < size; column++) rows[row][column] -= factor * rows[pivot][column];
    }
  return 1 / rows[size - 1][size - 1];
}
