import type { Roads } from "../roads/compile.ts";
import { laneTypes } from "../roads/map.ts";

const streetTypes = ["driving", "ramp"].map((type) => laneTypes.indexOf(type as (typeof laneTypes)[number]));
const shortest = 20; // [m]

/** Lanes outside of junctions that are long enough to begin on. */
export function streetsOf({ lanes: { count, length, junction, type } }: Roads): Int32Array {
  const all = Array.from({ length: count }, (_, lane) => lane);
  return Int32Array.from(
    all.filter((lane) => junction[lane] < 0 && streetTypes.includes(type[lane]) && length[lane] >= shortest),
  );
}
