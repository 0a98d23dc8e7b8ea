import type { Physics, Turn, Vector } from "../body.ts";
import type { Motion } from "./kinematics.ts";
import { principalOf } from "./principal.ts";
import { multiplyInto, plus, product, rotated, rotateInto } from "./rotation.ts";
import type { LinkPlace } from "./skeleton.ts";

/** A link as the box of the same mass and inertia. */
interface Box {
  readonly part: number;
  /** Centre and axes in the part's frame. */
  readonly centre: Vector;
  readonly turn: Turn;
  /** Whole edges [m]. */
  readonly edges: Vector;
}

/** Adds a medium's drag to `[parts, 6]`: force, and torque about the part's frame [N, N m]. */
export type Drag = (motion: Motion, loads: Float64Array) => void;

/**
 * The box-equivalent drag of MuJoCo (documentation, "Fluid forces: inertia model"): quadratic in the density, linear in
 * the viscosity. Taken at the beginning of a step.
 */
export function dragOf(medium: Physics["medium"], links: readonly LinkPlace[]): Drag | undefined {
  if (!medium) return undefined;
  const { density, viscosity } = medium;
  const boxes = links.filter(({ part, mass }) => part > 0 && mass.mass > 0).map(boxOf);
  const turn = new Float64Array(4);
  const back = new Float64Array(4);
  const centre = new Float64Array(3);
  const moving = new Float64Array(3);
  const spin = new Float64Array(3);
  const world = new Float64Array(3);
  const vector: [number, number, number] = [0, 0, 0];
  const into = (values: Float64Array, x: number, y: number, z: number, turns: Float64Array) => {
    vector[0] = x;
    vector[1] = y;
    vector[2] = z;
    rotateInto(turns, 0, vector, values, 0);
  };

  return ({ turns, velocities, spins }, loads) => {
    for (const box of boxes) {
      const p = box.part * 3;
      rotateInto(turns, box.part * 4, box.centre, centre, 0);
      multiplyInto(turns, box.part * 4, box.turn, turn, 0);
      back[0] = turn[0];
      for (let i = 1; i < 4; i++) back[i] = -turn[i];
      const wx = spins[p];
      const wy = spins[p + 1];
      const wz = spins[p + 2];
      into(spin, wx, wy, wz, back);
      into(
        moving,
        velocities[p] + wy * centre[2] - wz * centre[1],
        velocities[p + 1] + wz * centre[0] - wx * centre[2],
        velocities[p + 2] + wx * centre[1] - wy * centre[0],
        back,
      );
      const diameter = (box.edges[0] + box.edges[1] + box.edges[2]) / 3;
      for (let i = 0; i < 3; i++) {
        const a = box.edges[i];
        const b = box.edges[(i + 1) % 3];
        const c = box.edges[(i + 2) % 3];
        moving[i] *= -3 * Math.PI * diameter * viscosity - 0.5 * density * b * c * Math.abs(moving[i]);
        spin[i] *= -Math.PI * diameter ** 3 * viscosity - (density * a * (b ** 4 + c ** 4) * Math.abs(spin[i])) / 64;
      }
      into(world, moving[0], moving[1], moving[2], turn);
      const at = box.part * 6;
      for (let i = 0; i < 3; i++) {
        const j = (i + 1) % 3;
        const k = (i + 2) % 3;
        loads[at + i] += world[i];
        loads[at + 3 + i] += centre[j] * world[k] - centre[k] * world[j];
      }
      into(world, spin[0], spin[1], spin[2], turn);
      for (let i = 0; i < 3; i++) loads[at + 3 + i] += world[i];
    }
  };
}

function boxOf({ part, at, turn, mass: { mass, centre, inertia } }: LinkPlace): Box {
  const { moments, turn: axes } = principalOf(inertia);
  const edge = (i: number) =>
    Math.sqrt((Math.max(0, moments[(i + 1) % 3] + moments[(i + 2) % 3] - moments[i]) * 6) / mass);
  return {
    part,
    centre: plus(at, rotated(turn, centre)),
    turn: product(turn, axes),
    edges: [edge(0), edge(1), edge(2)],
  };
}
