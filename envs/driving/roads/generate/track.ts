import { angleOf, cosine, generator, sine } from "../../../../src/core/index.ts";
import { approximate, type Drawn } from "../approximate.ts";
import { type Lane, type RoadMap, roadFormat } from "../map.ts";
import { parallel } from "../parallel.ts";
import type { Place } from "../pieces.ts";

export interface TrackOptions {
  /** Mean distance from the middle [m]. */
  readonly radius: number;
  readonly lanes: number;
  readonly width: number;
  readonly limit: number;
}

export const defaultTrack: TrackOptions = { radius: 90, lanes: 2, width: 5, limit: 30 };

const sections = 8;
const waves = 5;

/** A closed track of a seed, round to the left: the distance from its middle is a sum of waves, so it never meets itself. */
export function generateTrack(seed: number, options: Partial<TrackOptions> = {}): RoadMap {
  const { radius, lanes, width, limit } = { ...defaultTrack, ...options };
  const rng = generator(seed, "track");
  const sizes = Array.from({ length: waves }, (_, k) => rng.uniform(0, 0.5 / (k + 2) ** 1.5));
  const phases = Array.from({ length: waves }, () => rng.uniform(0, 2 * Math.PI));
  const middle = around(radius, sizes, phases);
  const numbers = Array.from({ length: lanes }, (_, i) => i);
  const built = Array.from({ length: sections }, (_, section) => {
    const [from, to] = [(2 * Math.PI * section) / sections, (2 * Math.PI * (section + 1)) / sections];
    const place: Place = new Float64Array(4);
    middle(from, place);
    const line = {
      start: { x: place[0], y: place[1], heading: place[2] },
      pieces: approximate(middle, from, to),
    };
    return numbers.map(
      (i): Lane => ({
        id: `${section}/lane${i}`,
        type: "driving",
        ...parallel(line, ((lanes - 1) / 2 - i) * width),
        width,
        limit,
        ...(i > 0 && { left: `${section}/lane${i - 1}` }),
        ...(i < lanes - 1 && { right: `${section}/lane${i + 1}` }),
        next: [`${(section + 1) % sections}/lane${i}`],
      }),
    );
  });
  return {
    format: roadFormat,
    name: `track ${seed}`,
    lanes: built.flat(),
    junctions: [],
    lights: [],
    stopLines: [],
    crossings: [],
    parking: [],
  };
}

/** The closed curve whose distance from the middle has waves of these sizes, by the angle. */
function around(radius: number, sizes: readonly number[], phases: readonly number[]): Drawn {
  return (angle, out) => {
    let [r, slope] = [radius, 0];
    for (const [k, size] of sizes.entries()) {
      const turns = k + 2;
      r += radius * size * cosine(turns * angle + phases[k]);
      slope -= radius * size * turns * sine(turns * angle + phases[k]);
    }
    const [cos, sin] = [cosine(angle), sine(angle)];
    out[0] = r * cos;
    out[1] = r * sin;
    out[2] = angle + angleOf(r, slope);
    out[3] = Math.sqrt(r * r + slope * slope);
  };
}
