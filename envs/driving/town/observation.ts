import { box, parts } from "../../../src/core/index.ts";
import { lidarRange } from "./lidar.ts";
import { layers } from "./raster.ts";

export const counts = { points: 20, neighbours: 8, stops: 2, people: 4 } as const;
/** Distance between points of the route ahead [m]. */
export const pointsApart = 3;
/** How far others are seen [m]. */
export const sight = 60;

const numbered = (count: number, name: string, each: readonly string[]) =>
  Array.from({ length: count }, (_, i) => each.map((what) => `${name} ${i + 1} ${what}`)).flat();

const policy = [
  ...["speed [m/s]", "limit [m/s]", "left of the route [m]", "heading error [rad]", "last pedal [1]", "wheels [1]"],
  ...["route left [1]", "time left [1]"],
  ...numbered(counts.points, "route point", ["ahead [m]", "left [m]"]),
  ...numbered(counts.neighbours, "neighbour", [
    ...["ahead [m]", "left [m]", "speed ahead [m/s]", "speed left [m/s]"],
    ...["heading cosine [1]", "heading sine [1]", "seen [1]"],
  ]),
  ...numbered(counts.stops, "stop", ["ahead [m]", "closed [1]", "sign [1]"]),
  ...numbered(counts.people, "person", ["ahead [m]", "left [m]", "speed ahead [m/s]", "speed left [m/s]", "seen [1]"]),
];

const critic = [
  ...["time left [1]", "route left [1]", "since a risk [s]"],
  ...["braking or throttle", "bends", "jerk", "longitudinal jerk", "yaw rate", "yaw acceleration"].map(
    (what) => `since uncomfortable ${what} [s]`,
  ),
  ...["off the centre for [s]", "standing [s]"],
];

export const policySize = policy.length;
export const criticSize = critic.length;

/** Further views: rays of a lidar, and the side of a picture from above [pixels]; 0 for none. */
export interface Views {
  readonly lidar: number;
  readonly raster: number;
}

const core = {
  policy: box({ dtype: "float32", shape: [policySize], labels: policy }),
  critic: box({ dtype: "float32", shape: [criticSize], labels: critic }),
};

/**
 * What is seen, in the car's own frame: x ahead, y to the left. The nearest come first, and places of those that are not
 * there are 0. `critic` is for values alone: what rewards remember and a driver cannot see.
 */
export const observation = parts(core);

const rayNames = (rays: number) =>
  Array.from({ length: rays }, (_, i) => `at ${((360 * i) / rays).toFixed(1)} degrees [m]`);

/** The same with further views: `lidar` `[rays]` [m], against the clock from straight ahead; `raster` `[layers, side, side]`. */
export const observationWith = ({ lidar, raster }: Views): typeof observation =>
  parts({
    ...core,
    ...(lidar > 0 && {
      lidar: box({ dtype: "float32", shape: [lidar], low: 0, high: lidarRange, labels: rayNames(lidar) }),
    }),
    ...(raster > 0 && { raster: box({ dtype: "uint8", shape: [layers.length, raster, raster] }) }),
  });
