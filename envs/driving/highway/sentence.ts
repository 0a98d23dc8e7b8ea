import { ego, howMany } from "./cars.ts";
import { along } from "./lane.ts";
import { findNeighbours, lookAround } from "./neighbours.ts";
import { hasCrashed, type Traffic } from "./traffic.ts";

/** What the agent's car does, where, and who is near it. */
export function sentence(traffic: Traffic): string {
  const { network, cars, lookout } = traffic;
  const car = cars.tally[ego];
  const lane = cars.lane[car];
  const { count } = network.roads[network.roadOf[lane]];
  const where = count > 1 ? ` on lane ${network.placeOf[lane] + 1} of ${count} from the left` : "";
  lookAround(traffic);
  findNeighbours(traffic, car, lane);
  const other = (thing: number, side: string) => {
    if (thing < 0) return `nobody ${side}`;
    if (thing >= cars.room) return `an obstacle ${side}`;
    const apart =
      along(network.table, lane, cars.x[thing], cars.y[thing]) - along(network.table, lane, cars.x[car], cars.y[car]);
    return `a car ${Math.abs(apart).toFixed(0)} m ${side} at ${cars.speed[thing].toFixed(1)} m/s`;
  };
  const others = cars.tally[howMany] > 1 ? `, ${other(lookout.front, "ahead")}, ${other(lookout.rear, "behind")}` : "";
  return `${hasCrashed(traffic) ? "Crashed, at" : "At"} ${cars.speed[car].toFixed(1)} m/s${where}${others}.`;
}
