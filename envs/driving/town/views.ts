import { lidar } from "./lidar.ts";
import type { Around } from "./near.ts";
import type { Views } from "./observation.ts";
import { raster } from "./raster.ts";
import { onRoute, type TownState } from "./state.ts";
import type { Town, TownRoute } from "./town.ts";

/** Where further views are written, if there are any. */
export interface Seen {
  readonly lidar?: Float32Array;
  readonly raster?: Uint8Array;
}

/** Returns a function that writes what a car sees by lidar and from above. @param still where bodies begin that stand */
export function viewer(
  { own, things, people, route: place }: TownState,
  around: Around,
  seen: Seen,
  views: Views,
  still: number,
) {
  const rays = seen.lidar && lidar(views.lidar);
  const paint = seen.raster && raster(views.raster, own, seen.raster);
  return (town: Town, route: TownRoute, time: number): void => {
    if (rays && seen.lidar) {
      rays.clear(seen.lidar);
      rays.sweep(own, things, around.things, seen.lidar);
      rays.sweep(own, people, around.people, seen.lidar);
    }
    paint?.(town, route, time, place[onRoute.point], around, things, people, still);
  };
}
