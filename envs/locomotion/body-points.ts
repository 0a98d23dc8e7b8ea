import { type Body, layoutOf, type Simulation, type Vector } from "../../src/physics/index.ts";

/** A point fixed to a link [m, in the link's frame]. */
export interface BodyPoint {
  readonly link: string;
  readonly at: Vector;
}

/** Places of points in the world, each `[3]` [m]; written by `update`, owned by the meter. */
export interface PointMeter<Name extends string> {
  readonly places: { readonly [K in Name]: Float64Array };
  update(simulation: Simulation): void;
}

export function pointMeter<const Name extends string>(
  body: Body,
  points: { readonly [K in Name]: BodyPoint },
): PointMeter<Name> {
  const { links } = layoutOf(body);
  const places = Object.fromEntries(Object.keys(points).map((name) => [name, new Float64Array(3)])) as {
    readonly [K in Name]: Float64Array;
  };
  const meters = Object.entries<BodyPoint>(points).map(([name, { link, at }]) => ({
    row: links[link],
    at,
    place: places[name as Name],
  }));
  return {
    places,
    update(simulation) {
      for (let i = 0; i < meters.length; i++) carry(simulation, meters[i].row, meters[i].at, meters[i].place);
    },
  };
}

/** Place of a link, plus a point turned as the link is: v + 2 w (u x v) + 2 u x (u x v). */
function carry({ places, turns }: Simulation, row: number, at: Vector, place: Float64Array): void {
  const w = turns[row * 4];
  const x = turns[row * 4 + 1];
  const y = turns[row * 4 + 2];
  const z = turns[row * 4 + 3];
  const crossX = 2 * (y * at[2] - z * at[1]);
  const crossY = 2 * (z * at[0] - x * at[2]);
  const crossZ = 2 * (x * at[1] - y * at[0]);
  place[0] = places[row * 3] + at[0] + w * crossX + y * crossZ - z * crossY;
  place[1] = places[row * 3 + 1] + at[1] + w * crossY + z * crossX - x * crossZ;
  place[2] = places[row * 3 + 2] + at[2] + w * crossZ + x * crossY - y * crossX;
}
