import { type Body, layoutOf, type Simulation } from "../../src/physics/index.ts";

type FootFeatures<Name extends string> = { readonly [K in `${Name}Force`]: "N" } & {
  readonly [K in `${Name}AirTime`]: "s";
};

/** The contact force on each foot, and how long it has been in the air. */
export const footFeatures = <const Name extends string>(names: readonly Name[]): FootFeatures<Name> =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`${name}Force`, "N"],
      [`${name}AirTime`, "s"],
    ]),
  ) as FootFeatures<Name>;

const touch = 1e-6; // [N]; less is no contact

export interface FootMeter {
  /** Writes the features of `footFeatures`. */
  measure(simulation: Simulation, moved: boolean): void;
  /** How long each foot has been in the air [s]. */
  readonly memory: Float64Array;
}

/** Measures the feet, which are links with these names. */
export function footMeter<Name extends string>(
  body: Body,
  names: readonly Name[],
  features: { readonly [K in `${Name}Force` | `${Name}AirTime`]: Float64Array },
  row: number,
  stepSeconds: number,
): FootMeter {
  const { links } = layoutOf(body);
  const columns: { readonly [name: string]: Float64Array } = features;
  const feet = names.map((name) => ({
    at: links[name] * 6 + 3,
    force: columns[`${name}Force`],
    airTime: columns[`${name}AirTime`],
  }));
  const memory = new Float64Array(feet.length);
  return {
    memory,
    measure({ contacts }, moved) {
      for (let i = 0; i < feet.length; i++) {
        const { at, force, airTime } = feet[i];
        const pressed = moved ? Math.hypot(contacts[at], contacts[at + 1], contacts[at + 2]) : 0;
        force[row] = pressed;
        memory[i] = moved && pressed < touch ? memory[i] + stepSeconds : 0;
        airTime[row] = memory[i];
      }
    },
  };
}
