import { cosine, type SceneMarks, sine } from "../../src/core/index.ts";
import type { Simulation } from "../../src/physics/index.ts";

const ahead = 0.4; // [s] of the commanded motion that is drawn

type Columns = { readonly [name: string]: unknown };

/** Contacts of a body, where it can have any, and the motion that it is commanded to make, where it is. */
export function marksOf(simulation: Simulation, features: Columns, row: number, mayTouch: boolean): SceneMarks {
  const [, , , x, y, z] = simulation.places; // of the first link
  const value = (name: string): number | undefined => (features[name] as Float64Array | undefined)?.[row];
  const speed = value("commandedSpeed");
  const heading = value("commandedHeading") ?? 0;
  return {
    ...(mayTouch && { contacts: simulation.touches() }),
    ...(speed !== undefined && {
      goals: [
        {
          name: "commanded motion",
          at: [x, y, z],
          along: [ahead * speed * cosine(heading), ahead * speed * sine(heading), 0],
        },
      ],
    }),
  };
}
