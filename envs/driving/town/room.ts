import type { Roads } from "../roads/compile.ts";
import type { Route } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";

/** What there is to both sides of each point of a route. */
export interface Room {
  /** `[points, 3]` [m]: left to the lanes of the other direction, left to the road's edge, right to its edge. */
  readonly room: Float64Array;
  /** Of each point: 1 within a junction. */
  readonly inJunction: Uint8Array;
}

const junctionRoom = 12; // [m] to both sides, where the edge of the road is nowhere to be seen

export function roomOf({ lanes }: Roads, route: Route): Room {
  const room = new Float64Array(3 * (route.parts + 1));
  const inJunction = new Uint8Array(route.parts + 1);
  for (let i = 0; i <= route.parts; i++) {
    const lane = route.lane[i];
    const half = route.points[sampleSize * i + 6];
    const isIn = lanes.junction[lane] >= 0;
    const same = half + widths(lane, lanes.left);
    room[3 * i] = isIn ? junctionRoom : same;
    room[3 * i + 1] = isIn ? junctionRoom : same + opposite(lane);
    room[3 * i + 2] = isIn ? junctionRoom : half + widths(lane, lanes.right);
    inJunction[i] = Number(isIn);
  }
  return { room, inJunction };

  function widthOf(lane: number): number {
    return 2 * lanes.points[sampleSize * (lanes.firstPoint[lane] + (lanes.parts[lane] >> 1)) + 6];
  }

  /** Widths of all lanes to one side, from neighbour to neighbour. */
  function widths(lane: number, side: Int32Array): number {
    let sum = 0;
    for (let next = side[lane]; next >= 0; next = side[next]) sum += widthOf(next);
    return sum;
  }

  function opposite(lane: number): number {
    let inner = lane;
    while (lanes.left[inner] >= 0) inner = lanes.left[inner];
    const first = lanes.opposite[inner];
    return first < 0 ? 0 : widthOf(first) + widths(first, lanes.right);
  }
}
