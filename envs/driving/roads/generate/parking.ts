import { findConflicts } from "../conflicts.ts";
import { beside, curve } from "../curve.ts";
import type { Bay, Lane } from "../map.ts";
import {
  type Block,
  idsOf,
  inTurn,
  joined,
  lane,
  laneStart,
  lanesOf,
  type Site,
  socketAt,
  straightRoad,
} from "./block.ts";
import { connect } from "./connect.ts";

const aisleLimit = 4.17; // [m/s]
const bayLength = 5; // [m]
const bayWidth = 2.5; // [m]
const corner = 6; // [m] radius of the turns
const depth = 16; // [m] from the road's edge lane to the aisle

/** A road with a car park on the right of the lanes that lead out: one aisle, one way, bays on both sides. */
export function parking({ name, socket, rng }: Site): Block {
  const { pose, out, limit } = socket;
  const outer = out.length - 1;
  const bays = 6 + rng.integer(7);
  const run = bays * bayWidth + 2; // [m] along which bays lie
  const length = run + 4 * corner; // [m] of road between the way in and the way out
  const first = straightRoad(`${name}/before`, pose, 25, out.length, limit);
  const middle = straightRoad(`${name}/beside`, first.end, length, out.length, limit);
  const last = straightRoad(`${name}/after`, middle.end, 25, out.length, limit);
  const off = middle.out[outer].start;
  const edge = laneStart(pose, outer, 25);
  const down = beside(edge, corner, -corner, -Math.PI / 2);
  const left = beside(edge, 2 * corner, -depth);
  const right = beside(edge, 2 * corner + run, -depth);
  const up = beside(edge, 3 * corner + run, -corner, Math.PI / 2);
  const way = (id: string, ...poses: readonly (typeof down)[]): Lane =>
    lane(
      `${name}/${id}`,
      { start: poses[0], pieces: poses.slice(1).flatMap((to, i) => connect(poses[i], to)) },
      aisleLimit,
      "aisle",
    );
  const entry = way("entry", off, down);
  const aisle = way("aisle", down, left, right, up);
  const exit = way("exit", up, last.out[outer].start);
  const row = (side: 1 | -1): Bay[] =>
    Array.from({ length: bays }, (_, i) => ({
      ...beside(left, 1 + (i + 0.5) * bayWidth, side * (1.75 + bayLength / 2), (side * Math.PI) / 2),
      length: bayLength,
      width: bayWidth,
    }));
  const ways = [middle.out[outer], entry, exit];
  return {
    lanes: [...lanesOf(first, middle, last), entry, aisle, exit],
    links: [
      ...joined(socket, first),
      ...inTurn(first, middle),
      ...inTurn(middle, last),
      [first.out[outer].id, entry.id],
      [entry.id, aisle.id],
      [aisle.id, exit.id],
      [exit.id, last.out[outer].id],
    ],
    junctions: [
      {
        id: `${name}/ways`,
        kind: "parking",
        lanes: [...idsOf(middle.out), entry.id, exit.id],
        conflicts: findConflicts(ways, ({ type }) => (type === "aisle" ? 0 : 1)),
      },
    ],
    stopLines: [
      { id: `${name}/stop`, lane: aisle.id, at: curve(aisle.start, aisle.pieces).length - 0.5, kind: "yield" },
    ],
    parking: [{ id: `${name}/bays`, lanes: [aisle.id], bays: [...row(1), ...row(-1)] }],
    sockets: [socketAt(last, limit)],
  };
}
