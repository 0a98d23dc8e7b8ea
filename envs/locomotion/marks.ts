import { cosine, type SceneMarks, sine } from "../../src/core/index.ts";
import type { Simulation } from "../../src/physics/index.ts";

type Columns = { readonly [name: string]: unknown };

/** Contacts of a body, and the motion that it is commanded to make. */
export function marksOf(simulation: Simulation, features: Columns, row: number): SceneMarks {
  const [, , , x, y, z] = simulation.places; // of the first link
  const value = (name: string): number | undefined => (features[name] as Float64Array | undefined)?.[row];
  const speed = value("commandedSpeed");
  const heading = value("commandedHeading") ?? 0;
  return {
    contacts: simulation.touches(),
    goals:
      speed === undefined
        ? []
        : [
            {
              name: "commanded speed [m/s]",
              at: [x, y, z],
              along: [speed * cosine(heading), speed * sine(heading), 0],
            },
          ],
  };
}
