import { bridge } from "../approximate.ts";
import { findConflicts } from "../conflicts.ts";
import { curve } from "../curve.ts";
import type { Piece, Pose } from "../map.ts";
import { reversed } from "../parallel.ts";
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

const zone = 40; // [m] over which a lane joins or leaves
const before = 30; // [m]

/** What a slip road is made of, seen from the road. */
const slip = (turn: number): Piece[] => [
  { kind: "line", length: 10 },
  { kind: "arc", length: 60 * 0.7, curvature: turn / 60 },
  { kind: "line", length: 30 },
];

/** A slip road that joins the lanes that lead out, from the right. It gives way. */
export function merge({ name, socket }: Site): Block {
  const roads = threeParts(name, socket);
  const [, middle, last] = roads;
  const outer = socket.out.length - 1;
  const from = laneStart(socket.pose, outer + 1, before);
  const backwards = { start: { ...from, heading: from.heading + Math.PI }, pieces: slip(1) };
  const ramp = lane(`${name}/slip`, reversed(backwards), socket.limit, "ramp");
  const joining = lane(
    `${name}/joining`,
    { start: from, pieces: [bridge(from, last.out[outer].start)] },
    socket.limit,
    "ramp",
  );
  return {
    sockets: [socketAt(roads[2], socket.limit)],
    lanes: [...lanesOf(...roads), ramp, joining],
    links: [...linksOf(socket, roads), [ramp.id, joining.id], [joining.id, last.out[outer].id]],
    junctions: [
      {
        id: `${name}/merge`,
        kind: "merge",
        lanes: [...idsOf(middle.out), joining.id],
        conflicts: findConflicts([middle.out[outer], joining], ({ type }) => (type === "ramp" ? 0 : 1)),
      },
    ],
  };
}

/** A slip road that leaves the lanes that lead out, to the right, and ends at the map's edge. */
export function fork({ name, socket }: Site): Block {
  const roads = threeParts(name, socket);
  const [first, middle] = roads;
  const outer = socket.out.length - 1;
  const to = laneStart(socket.pose, outer + 1, before + zone);
  const start: Pose = middle.out[outer].start;
  const leaving = lane(`${name}/leaving`, { start, pieces: [bridge(start, to)] }, socket.limit, "ramp");
  const ramp = {
    ...lane(`${name}/slip`, { start: curve(start, leaving.pieces).end, pieces: slip(-1) }, socket.limit, "ramp"),
    ends: true,
  };
  return {
    sockets: [socketAt(roads[2], socket.limit)],
    lanes: [...lanesOf(...roads), leaving, ramp],
    links: [...linksOf(socket, roads), [first.out[outer].id, leaving.id], [leaving.id, ramp.id]],
    junctions: [
      {
        id: `${name}/fork`,
        kind: "fork",
        lanes: [...idsOf(middle.out), leaving.id],
        conflicts: findConflicts([middle.out[outer], leaving]),
      },
    ],
  };
}

function threeParts(name: string, { pose, out, limit }: Site["socket"]) {
  const first = straightRoad(`${name}/before`, pose, before, out.length, limit);
  const middle = straightRoad(`${name}/beside`, first.end, zone, out.length, limit);
  return [first, middle, straightRoad(`${name}/after`, middle.end, before, out.length, limit)] as const;
}

type Three = ReturnType<typeof threeParts>;
const linksOf = (socket: Site["socket"], [first, middle, last]: Three) => [
  ...joined(socket, first),
  ...inTurn(first, middle),
  ...inTurn(middle, last),
];
