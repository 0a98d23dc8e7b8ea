import type { Vector } from "../body.ts";
import type { Motion } from "./kinematics.ts";
import { rotated, rotateInto } from "./rotation.ts";
import type { Coordinate, Part, Skeleton } from "./skeleton.ts";

/** Derives forces that Rapier does not report from the momentum of whole trees. */
export interface Balance {
  /** `[links + 1, 3]`, at the row of a tree's first link: the force that no known force explains [N]. */
  readonly unexplained: Float64Array;
  /** To be called before a step. */
  begin(motion: Motion): void;
  /** To be called after it: computes the change of momentum minus weight and loads. */
  end(motion: Motion, loads: Float64Array, gravity: Vector, massFactor: number, timestep: number): void;
  /** Removes the part that a tree's root may have carried. */
  project(): void;
}

interface Root {
  readonly tree: number;
  /** Directions in which the root is free; undefined if it is free in all. */
  readonly directions?: readonly Vector[];
}

export function balanceOf({ parts, links }: Skeleton): Balance {
  const unexplained = new Float64Array(links.length * 3);
  const before = new Float64Array(links.length * 3);
  const arm = new Float64Array(3);
  const roots = parts.filter(({ parent }, p) => p > 0 && parent === 0).map(rootOf);

  return {
    unexplained,
    begin(motion) {
      before.fill(0);
      add(before, motion, 1);
    },
    end(motion, loads, gravity, massFactor, timestep) {
      unexplained.fill(0);
      add(unexplained, motion, massFactor / timestep);
      for (let i = 0; i < unexplained.length; i++) unexplained[i] -= (before[i] * massFactor) / timestep;
      for (let p = 1; p < parts.length; p++) {
        const { tree, mass } = parts[p];
        for (let i = 0; i < 3; i++) unexplained[tree * 3 + i] -= mass.mass * massFactor * gravity[i] + loads[p * 6 + i];
      }
    },
    project() {
      for (const { tree, directions } of roots) {
        if (!directions) continue;
        const x = unexplained[tree * 3];
        const y = unexplained[tree * 3 + 1];
        const z = unexplained[tree * 3 + 2];
        for (let i = 0; i < 3; i++) unexplained[tree * 3 + i] = 0;
        for (const [a, b, c] of directions) {
          const along = a * x + b * y + c * z;
          unexplained[tree * 3] += along * a;
          unexplained[tree * 3 + 1] += along * b;
          unexplained[tree * 3 + 2] += along * c;
        }
      }
    },
  };

  function add(sums: Float64Array, { turns, velocities, spins }: Motion, factor: number): void {
    for (let p = 1; p < parts.length; p++) {
      const { tree, mass } = parts[p];
      rotateInto(turns, p * 4, mass.centre, arm, 0);
      for (let i = 0; i < 3; i++) {
        const j = (i + 1) % 3;
        const k = (i + 2) % 3;
        const velocity = velocities[p * 3 + i] + spins[p * 3 + j] * arm[k] - spins[p * 3 + k] * arm[j];
        sums[tree * 3 + i] += mass.mass * factor * velocity;
      }
    }
  }
}

function rootOf({ tree, free, slides, turn }: Part): Root {
  if (free) return { tree };
  const isLoose = slides.length >= 2 && slides.every(isIdle);
  return { tree, directions: isLoose ? slides.map(({ axis }) => rotated(turn, axis)) : [] };
}

const isIdle = ({ joint: { damping, armature, stiffness } }: Coordinate) => !damping && !armature && !stiffness;
