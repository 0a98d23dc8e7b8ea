import type { Rng } from "../../../src/core/index.ts";
import { placeOnRoute } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car } from "./bicycle.ts";
import { bodySize, placeBody } from "./boxes.ts";
import type { TownState } from "./state.ts";
import type { TownRoute } from "./town.ts";

const place = new Float64Array(sampleSize);
const apart = 0.4; // [m] from the road's edge

/** Parks cars beside the road along a route, none within a junction. */
export function parkCars({ things, lane }: TownState, route: TownRoute, many: number, rng: Rng): void {
  const first = bodySize * (lane.length + 1);
  for (let i = 0; i < many; i++) {
    const at = first + bodySize * i;
    things.fill(0, at, at + bodySize);
    const along = rng.uniform(15, route.length);
    const point = Math.min(route.parts, Math.round(along / route.spacing));
    if (route.inJunction[point] === 1) continue;
    placeOnRoute(route, along, place);
    const right = route.room[3 * point + 2] + car.halfWidth + apart;
    placeBody(things, at, place[0] + place[3] * right, place[1] - place[2] * right, place[2], place[3], 0);
    things[at + 6] = car.halfLength;
    things[at + 7] = car.halfWidth;
  }
}
