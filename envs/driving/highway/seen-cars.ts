import { type Box, box } from "../../../src/core/index.ts";
import { carLength, ego, howMany } from "./cars.ts";
import { along } from "./lane.ts";
import type { Traffic } from "./traffic.ts";

const farthest = 200; // [m] that is seen
const behind = 2 * carLength; // [m] that is seen behind, along the lane

/** How cars are observed: the agent's first, then those nearest along its lane, a row each. */
export interface Sight {
  /** Rows. */
  readonly cars: number;
  /** Whether others are seen where they are, not from the agent's car. */
  readonly absolute: boolean;
  /** What is 1: x and y [m], speeds along them [m/s]. Whatever is larger is cut. */
  readonly range: { readonly x: number; readonly y: number; readonly vx: number; readonly vy: number };
  /** Whether headings are seen. */
  readonly headings: boolean;
}

const columnsOf = ({ headings }: Sight): readonly string[] => [
  ...["present", "x", "y", "vx", "vy"],
  ...(headings ? ["cosine of the heading", "sine of the heading"] : []),
];

/** Box `[cars, columns]`. */
export function seenCarsSpace(sight: Sight): Box<"float32"> {
  const { x, y, vx, vy } = sight.range;
  const units: { readonly [column: string]: string } = { x: `${x} m`, y: `${y} m`, vx: `${vx} m/s`, vy: `${vy} m/s` };
  const columns = columnsOf(sight);
  const labels = Array.from({ length: sight.cars }, (_, row) =>
    columns.map((column) => `${row === 0 ? "own" : `car ${row}`} ${column} [${units[column] ?? "1"}]`),
  ).flat();
  return box({ dtype: "float32", shape: [sight.cars, columns.length], low: -1, high: 1, labels });
}

/** Makes the function that writes what is seen. */
export function carSpotter(sight: Sight, { cars, obstacles, network }: Traffic): (out: Float32Array) => void {
  const others = sight.cars - 1;
  const nearest = new Int32Array(others);
  const distances = new Float64Array(others);
  const width = columnsOf(sight).length;
  const { range } = sight;
  let found = 0;

  /** Keeps the nearest, in the order of distance and then of number. */
  function consider(thing: number, x: number, y: number, self: number, here: number): void {
    const dx = x - cars.x[self];
    const dy = y - cars.y[self];
    if (!(Math.sqrt(dx * dx + dy * dy) < farthest)) return;
    const ahead = along(network.table, cars.lane[self], x, y) - here;
    if (!(ahead > -behind)) return;
    const distance = Math.abs(ahead);
    if (found === others && distance >= distances[others - 1]) return;
    let at = found < others ? found++ : others - 1;
    for (; at > 0 && distances[at - 1] > distance; at--) {
      distances[at] = distances[at - 1];
      nearest[at] = nearest[at - 1];
    }
    distances[at] = distance;
    nearest[at] = thing;
  }

  return (out) => {
    const self = cars.tally[ego];
    const count = cars.tally[howMany];
    const here = along(network.table, cars.lane[self], cars.x[self], cars.y[self]);
    found = 0;
    for (let car = 0; car < count; car++) if (car !== self) consider(car, cars.x[car], cars.y[car], self, here);
    for (let i = 0; i < obstacles.length; i++) consider(cars.room + i, obstacles[i].x, obstacles[i].y, self, here);
    out.fill(0);
    for (let row = 0; row <= found; row++) {
      const thing = row === 0 ? self : nearest[row - 1];
      const isCar = thing < cars.room;
      const from = sight.absolute || row === 0 ? -1 : self;
      let x = isCar ? cars.x[thing] : obstacles[thing - cars.room].x;
      let y = isCar ? cars.y[thing] : obstacles[thing - cars.room].y;
      const cos = isCar ? cars.cos[thing] : obstacles[thing - cars.room].cos;
      const sin = isCar ? cars.sin[thing] : obstacles[thing - cars.room].sin;
      let vx = isCar ? cars.speed[thing] * cos : 0;
      let vy = isCar ? cars.speed[thing] * sin : 0;
      if (from >= 0) {
        x -= cars.x[from];
        y -= cars.y[from];
        vx -= cars.speed[from] * cars.cos[from];
        vy -= cars.speed[from] * cars.sin[from];
      }
      const at = row * width;
      out[at] = 1;
      out[at + 1] = scaled(x, range.x);
      out[at + 2] = scaled(y, range.y);
      out[at + 3] = scaled(vx, range.vx);
      out[at + 4] = scaled(vy, range.vy);
      if (sight.headings) {
        out[at + 5] = cos;
        out[at + 6] = sin;
      }
    }
  };
}

const scaled = (value: number, one: number): number => Math.min(1, Math.max(-1, value / one));
