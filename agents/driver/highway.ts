/**
 * Rules for cars among cars. They see rows: the own car, then those that are nearest along its lane. A row says whether a
 * car is there, where it is (x, y) and how fast along x and y, each as a share of a range.
 */

const [left, idle, right, faster, slower] = [0, 1, 2, 3, 4];

/** How a straight road is observed; others are seen from the own car. */
interface Road {
  /** What 1 means of x [m]; the speed range is 80 m/s. */
  readonly x: number;
  /** Distance between lanes, and where the middle of the last one is: shares of the range of y. */
  readonly lane: number;
  readonly last: number;
}

const carRow = 5;
const speedRange = 80; // [m/s]

/** Keeps to the lane with most room ahead, as fast as it allows. */
export function overtake(seen: Float32Array, { x, lane, last }: Road): number {
  const speed = seen[3] * speedRange;
  const here = roomOn(seen, x, lane, 0);
  if (here > 1.5 * speed) return faster;
  const onLeft = seen[2] > lane / 2 ? roomOn(seen, x, lane, -lane) : 0;
  const onRight = seen[2] < last - lane / 2 ? roomOn(seen, x, lane, lane) : 0;
  if (Math.max(onLeft, onRight) > here + 10) return onRight >= onLeft ? right : left;
  return here < speed ? slower : idle;
}

/** Room ahead on a lane that lies `aside`, less for those who are slower; 0 where somebody is beside or close behind [m]. */
function roomOn(seen: Float32Array, x: number, lane: number, aside: number): number {
  let room = 200;
  for (let row = carRow; row < seen.length; row += carRow) {
    if (seen[row] === 0 || Math.abs(seen[row + 2] - aside) > 0.6 * lane) continue;
    const ahead = seen[row + 1] * x;
    const nearing = Math.max(0, -seen[row + 3] * speedRange);
    if (ahead > 0) room = Math.min(room, ahead - 5 - 2 * nearing);
    if (aside !== 0 && Math.abs(ahead) < 12) return 0;
  }
  return Math.max(0, room);
}

/** How crossings are observed: everything in the frame of the map. */
interface Crossing {
  /** Numbers in a row, and what 1 means of places [m] and speeds [m/s]. */
  readonly row: number;
  readonly place: number;
  readonly speed: number;
  /** The speed to drive at [m/s]. */
  readonly cruise: number;
  /** How far is looked ahead [s]. */
  readonly horizon: number;
  /** The orders for slower, as it is, faster. */
  readonly orders: readonly [slower: number, idle: number, faster: number];
}

const apart = 5; // [m] that others are to keep

/** Slows down where somebody would come too near, if both went straight on; else drives on. */
export function giveWay(seen: Float32Array, { row: size, place, speed, cruise, horizon, orders }: Crossing): number {
  const [vx, vy] = [seen[3] * speed, seen[4] * speed];
  const own = Math.hypot(vx, vy);
  // standing, it looks where it would go if it set out
  const ahead = own > 0.5 ? Math.max(own, cruise / 2) / own : 0;
  for (let row = size; row < seen.length; row += size) {
    if (seen[row] === 0) continue;
    for (let time = 0.25; time <= horizon; time += 0.25) {
      const dx = (seen[row + 1] - seen[1]) * place + (seen[row + 3] * speed - vx * ahead) * time;
      const dy = (seen[row + 2] - seen[2]) * place + (seen[row + 4] * speed - vy * ahead) * time;
      const isBehind = (seen[row + 1] - seen[1]) * vx + (seen[row + 2] - seen[2]) * vy < 0;
      if (!isBehind && Math.hypot(dx, dy) < apart) return orders[0];
    }
  }
  return own < cruise - 1 ? orders[2] : orders[1];
}

const cells = 12; // a side of the grid
const firstAhead = 7; // row of cells from 3 m ahead

/**
 * Steers to the middle of the road that lies ahead and is free. The first half of what is seen is a grid of cars, the
 * second one of the road.
 */
export function followTrack(seen: Float32Array): number {
  let [sum, count] = [0, 0];
  const taken = carAhead(seen);
  for (let row = firstAhead; row < firstAhead + 3; row++)
    for (let column = 3; column < 9; column++)
      if (seen[(cells + row) * cells + column] === 1 && !(Math.abs(column - taken) < 1.5)) {
        sum += column - 5.5;
        count++;
      }
  return count === 0 ? 0 : Math.min(1, Math.max(-1, 0.3 * (sum / count)));
}

/** The column of a car near ahead, NaN where there is none. */
function carAhead(seen: Float32Array): number {
  for (let row = firstAhead; row < cells; row++)
    for (let column = 4; column < 8; column++) if (seen[row * cells + column] === 1) return column;
  return Number.NaN;
}

export const roads = {
  highway: { x: 200, lane: 1 / 4, last: 3 / 4 },
  merge: { x: 200, lane: 1 / 2, last: 1 / 2 },
} as const;

export const crossings = {
  roundabout: { row: 5, place: 100, speed: 15, cruise: 8, horizon: 2, orders: [slower, idle, faster] },
  intersection: { row: 7, place: 100, speed: 20, cruise: 9, horizon: 1.5, orders: [0, 1, 2] },
} as const satisfies { readonly [name: string]: Crossing };
