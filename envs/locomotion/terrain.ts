import { cosine, type Rng, sine } from "../../src/core/index.ts";
import type { Body, Shape, Simulation } from "../../src/physics/index.ts";
import type { Exercise, FeatureRow } from "./exercise.ts";

/** Ground that is not flat. */
export interface Terrain {
  /** Shapes on a plain at height 0 that extends beyond them. */
  readonly shapes: readonly Shape[];
  /** Height of the ground at a place [m]. */
  heightAt(x: number, y: number): number;
  /** Where episodes begin [m]. */
  readonly start: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}

const grounded = new WeakMap<Terrain, Map<Body, Body>>();

/** The body on another ground with its floor's surface; cached, so that equal arguments give the same body. */
export function onTerrain(body: Body, terrain: Terrain): Body {
  const bodies = grounded.get(terrain) ?? new Map<Body, Body>();
  grounded.set(terrain, bodies);
  const known = bodies.get(body);
  if (known) return known;
  const [floor] = body.ground;
  const placed: Body = {
    ...body,
    name: `${body.name}-off-road`,
    ground: [floor, ...terrain.shapes.map((shape) => ({ ...floor, ...shape }))],
  };
  bodies.set(body, placed);
  return placed;
}

export const terrainFeatures = {
  groundHeight: "m", // below the first link
  clearance: "m", // height of the first link above that
  climbed: "m", // by the ground below, since the episode began
} as const;

const ahead = [-0.5, 0, 0.5, 1, 1.5]; // [m], in the direction that the body faces
const aside = [-0.5, 0, 0.5]; // [m], to its left
const footprint = [-0.5, -0.25, 0, 0.25, 0.5]; // offsets at which the ground is sampled; a body starts above the highest [m]

/** The ground around the body, from the first link's height, row after row ahead. */
export const terrainLabels = ahead.flatMap((x) => aside.map((y) => `ground ${x} m ahead and ${y} m to the left [m]`));

/** Crossing a terrain from a random start. Ends when the first link's height above the ground leaves a range [m]. */
export function crossing(
  terrain: Terrain,
  [lowest, highest]: readonly [number, number],
  endsUnhealthy: boolean,
  slot: FeatureRow<keyof typeof terrainFeatures | "headingError"> & { readonly observation: Float32Array },
): Exercise {
  const { observation, features, row } = slot;
  const { groundHeight, clearance, climbed, headingError } = features;
  const { heightAt, start } = terrain;
  const memory = new Float64Array(1); // height of the ground where the episode began
  const below = ({ positions }: Simulation) => heightAt(positions[0], positions[1]);
  return {
    memory,
    endsUnhealthy,
    healthy(simulation) {
      const above = simulation.positions[2] - below(simulation);
      return lowest <= above && above <= highest;
    },
    start({ positions }: Simulation, rng: Rng) {
      positions[0] += rng.uniform(...start.x);
      positions[1] += rng.uniform(...start.y);
      let top = 0;
      for (const x of footprint)
        for (const y of footprint) top = Math.max(top, heightAt(positions[0] + x, positions[1] + y));
      positions[2] += top;
    },
    measure(simulation, moved) {
      const ground = below(simulation);
      if (!moved) memory[0] = ground;
      groundHeight[row] = ground;
      clearance[row] = simulation.positions[2] - ground;
      climbed[row] = ground - memory[0];
    },
    observe({ positions }, from) {
      const [cos, sin] = [cosine(headingError[row]), sine(headingError[row])];
      for (let i = 0; i < ahead.length; i++)
        for (let j = 0; j < aside.length; j++) {
          const x = positions[0] + ahead[i] * cos - aside[j] * sin;
          const y = positions[1] + ahead[i] * sin + aside[j] * cos;
          observation[from + i * aside.length + j] = heightAt(x, y) - positions[2];
        }
    },
  };
}
