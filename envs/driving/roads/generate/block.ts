import type { Rng } from "../../../../src/core/index.ts";
import { beside, curve } from "../curve.ts";
import type { Crossing, Junction, Lane, LaneType, Light, ParkingLot, Pose, StopLine } from "../map.ts";
import { type Line, parallel, reversed } from "../parallel.ts";

export const laneWidth = 3.5; // [m]

/** Where the next block can go on: the end of a road with as many lanes one way as the other. */
export interface Socket {
  /** Of the road's middle, heading away from what is built. */
  readonly pose: Pose;
  /** Lanes that lead out, and lanes that lead in, from the middle outwards. */
  readonly out: readonly string[];
  readonly in: readonly string[];
  readonly limit: number;
}

/** A piece of a town: elements of a map, and what they go on with. */
export interface Block {
  readonly lanes: readonly Lane[];
  /** Lanes and their next lanes, besides those that lanes have already. */
  readonly links: readonly (readonly [from: string, to: string])[];
  readonly junctions?: readonly Junction[];
  readonly lights?: readonly Light[];
  readonly stopLines?: readonly StopLine[];
  readonly crossings?: readonly Crossing[];
  readonly parking?: readonly ParkingLot[];
  readonly sockets: readonly Socket[];
}

/** What a block is built from. */
export interface Site {
  /** Begins the ids of all elements. */
  readonly name: string;
  readonly socket: Socket;
  readonly rng: Rng;
}

/** Both carriageways of a road, each from the middle outwards. */
export interface Road {
  readonly out: readonly Lane[];
  readonly in: readonly Lane[];
  /** The pose of its middle at the end. */
  readonly end: Pose;
}

/** @param line the road's middle, in the direction of the lanes that lead out */
export function road(name: string, line: Line, count: number, limit: number): Road {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const side = (way: "out" | "in", lineOf: (i: number) => Line) =>
    numbers.map(
      (i): Lane => ({
        id: `${name}/${way}${i}`,
        type: "driving",
        ...lineOf(i),
        width: laneWidth,
        limit,
        ...(i > 0 && { left: `${name}/${way}${i - 1}` }),
        ...(i < count - 1 && { right: `${name}/${way}${i + 1}` }),
        ...(i === 0 && { opposite: `${name}/${way === "out" ? "in" : "out"}0` }),
        next: [],
      }),
    );
  return {
    out: side("out", (i) => parallel(line, -middleOf(i))),
    in: side("in", (i) => reversed(parallel(line, middleOf(i)))),
    end: curve(line.start, line.pieces).end,
  };
}

/** How far the middle of a lane is from the road's [m]. */
export const middleOf = (lane: number): number => (lane + 0.5) * laneWidth;

export const idsOf = (lanes: readonly { readonly id: string }[]): string[] => lanes.map(({ id }) => id);

/** A lane on its own. */
export const lane = (id: string, line: Line, limit: number, type: LaneType = "driving"): Lane => ({
  id,
  type,
  ...line,
  width: laneWidth,
  limit,
  next: [],
});

/** Joins a block's road to the socket that it is built from. */
export const joined = (socket: Socket, first: Road): [string, string][] => [
  ...socket.out.map((id, i): [string, string] => [id, first.out[i].id]),
  ...first.in.map(({ id }, i): [string, string] => [id, socket.in[i]]),
];

/** Joins two roads with as many lanes. */
export const inTurn = (a: Road, b: Road): [string, string][] => joined(socketAt(a, 1), b);

/** The socket at the end of a road. */
export const socketAt = (road: Road, limit: number): Socket => ({
  pose: road.end,
  out: idsOf(road.out),
  in: idsOf(road.in),
  limit,
});

export const lanesOf = (...roads: readonly Road[]): Lane[] => roads.flatMap((road) => [...road.out, ...road.in]);

/** The straight road of a length from a pose. */
export const straightRoad = (name: string, start: Pose, length: number, count: number, limit: number): Road =>
  road(name, { start, pieces: [{ kind: "line", length }] }, count, limit);

/** The start of lane `i` of those that lead away from a pose. */
export const laneStart = (pose: Pose, i: number, ahead = 0): Pose => beside(pose, ahead, -middleOf(i));
