import { assert, type Poke } from "../../src/core/index.ts";
import type { Simulation } from "../../src/physics/index.ts";

/** Pushes that a person adds to the next step. */
export interface Pokes {
  add(poke: Poke): void;
  /** Call before the simulation steps. */
  lay(): void;
  /** Call after it: what pushed the links before is there again. */
  lift(): void;
  /** Drops what has not been laid. */
  clear(): void;
}

const size = 6; // of a link's push: force and torque

export function pokesOf(simulation: Simulation): Pokes {
  let waiting: Poke[] = [];
  let before: Float64Array | undefined; // pushes without the person's

  return {
    add(poke) {
      const { masses } = simulation;
      assert(poke.row > 0 && poke.row < masses.length, `row ${poke.row} is a link of ${masses.length - 1}`);
      waiting.push(poke);
    },
    lay() {
      if (waiting.length === 0) return;
      const { pushes, centres } = simulation;
      before = pushes.slice();
      for (const { row, at, force } of waiting)
        for (let i = 0; i < 3; i++) {
          const [j, k] = [(i + 1) % 3, (i + 2) % 3];
          pushes[row * size + i] += force[i];
          pushes[row * size + 3 + i] +=
            (at[j] - centres[row * 3 + j]) * force[k] - (at[k] - centres[row * 3 + k]) * force[j];
        }
      waiting = [];
    },
    lift() {
      if (before) simulation.pushes.set(before);
      before = undefined;
    },
    clear() {
      waiting = [];
    },
  };
}
