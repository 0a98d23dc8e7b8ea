import { fail } from "../../../../src/core/index.ts";
import { curve } from "../curve.ts";
import type { Junction, Knots, Lane, LaneType, Piece, RoadMap } from "../map.ts";
import { type Group, groupsOf, type Place, placesOf } from "./groups.ts";
import { lengthOf, writeObjects, writeSignals } from "./write-objects.ts";
import { element, note, type Written, xml } from "./xml-text.ts";

const types: { readonly [type in LaneType]: string } = {
  driving: "driving",
  ramp: "slipLane",
  aisle: "driving",
  shoulder: "shoulder",
  bicycle: "biking",
  sidewalk: "walking",
  other: "none",
};

/**
 * A road map as OpenDRIVE 1.8. Lanes side by side become a road; what OpenDRIVE has no word for, such as the phases of
 * lights, is noted as `userData`, and read again by `readOpenDrive`.
 * @throws `map/opendrive` for lanes that lead on in several ways outside a junction
 */
export function writeOpenDrive(map: RoadMap): string {
  const groups = groupsOf(map);
  const places = placesOf(groups);
  const numbers = new Map(map.junctions.map(({ id }, i) => [id, String(i + 1 + groups.length)]));
  const header = element("header", { revMajor: 1, revMinor: 8, name: map.name, version: "1.00" });
  return xml(
    element("OpenDRIVE", {}, [
      header,
      ...groups.map((group) => writeRoad(group, map, places, numbers)),
      ...map.lights.map((light) =>
        element("controller", { id: light.id, name: light.id }, [
          ...map.stopLines
            .filter((stop) => stop.light === light.id)
            .map((stop) => element("control", { signalId: stop.id, type: "0" })),
          note("phases", light.phases.map(({ colour, seconds }) => `${colour}:${seconds}`).join(" ")),
          note("offset", String(light.offset)),
        ]),
      ),
      ...map.junctions.map((junction) => writeJunction(junction, groups, places, numbers)),
      ...(map.traces ? [note("traces", JSON.stringify(map.traces))] : []),
    ]),
  );
}

type Places = ReadonlyMap<string, Place>;
type Numbers = ReadonlyMap<string, string>;

function writeRoad(group: Group, map: RoadMap, places: Places, numbers: Numbers): Written {
  const { id, lanes, line, junction } = group;
  const width = lanes[0].width;
  return element(
    "road",
    { id, name: lanes[0].id, length: line.length, junction: junction ? numbers.get(junction.id)! : "-1", rule: "RHT" },
    [
      writeLinks(group, map, places, numbers),
      element("planView", {}, geometries(lanes[0])),
      element("lanes", {}, [
        ...linear(width, 1).map(({ s, a, b }) => element("laneOffset", { s, a: a / 2, b: b / 2, c: 0, d: 0 })),
        element("laneSection", { s: 0 }, [
          element("center", {}, [element("lane", { id: 0, type: "none", level: "false" })]),
          element(
            "right",
            {},
            lanes.map((lane, i) => writeLane(lane, -1 - i, group, map, places)),
          ),
        ]),
      ]),
      writeObjects(group, map),
      element(
        "signals",
        {},
        lanes.flatMap((lane, i) => writeSignals(lane, -1 - i, group, map)),
      ),
    ],
  );
}

/** The geometries of a lane's pieces, each at the pose where those before it end. */
function geometries({ start, pieces }: Lane): Written[] {
  let [s, at] = [0, start];
  return pieces.map((piece) => {
    const { length, end } = curve(at, [piece]);
    const written = element("geometry", { s, x: at.x, y: at.y, hdg: at.heading, length }, [shape(piece)]);
    [s, at] = [s + length, end];
    return written;
  });
}

function shape(piece: Piece): Written {
  switch (piece.kind) {
    case "line":
      return element("line", {});
    case "arc":
      return element("arc", { curvature: piece.curvature });
    case "clothoid":
      return element("spiral", { curvStart: piece.curvature[0], curvEnd: piece.curvature[1] });
    case "polynomial": {
      const [[bU, cU, dU], [bV, cV, dV]] = [piece.u, piece.v];
      return element("paramPoly3", { aU: 0, bU, cU, dU, aV: 0, bV, cV, dV, pRange: "normalized" });
    }
  }
}

/** Straight lines between knots. @param scale of their distances */
function linear(width: number | Knots, scale: number): { s: number; a: number; b: number }[] {
  if (typeof width === "number") return [{ s: 0, a: width, b: 0 }];
  return width.map(([distance, value], i) => {
    const after = width[i + 1];
    return {
      s: i === 0 ? 0 : distance * scale,
      a: value,
      b: after ? (after[1] - value) / ((after[0] - distance) * scale) : 0,
    };
  });
}

function writeLane(lane: Lane, id: number, group: Group, map: RoadMap, places: Places): Written {
  const scale = group.line.length / lengthOf(lane);
  const links = [
    ...linkedLane("predecessor", before(lane, map), group, places),
    ...linkedLane("successor", lane.next, group, places),
  ];
  return element("lane", { id, type: types[lane.type], level: "false" }, [
    element("link", {}, links),
    ...linear(lane.width, scale).map(({ s, a, b }) => element("width", { sOffset: s, a, b, c: 0, d: 0 })),
    element("speed", { sOffset: 0, max: lane.limit, unit: "m/s" }),
    note("lane", lane.id),
    note("type", lane.type),
    ...(lane.opposite === undefined ? [] : [note("opposite", lane.opposite)]),
  ]);
}

const before = ({ id }: Lane, { lanes }: RoadMap): string[] =>
  lanes.filter(({ next }) => next.includes(id)).map(({ id }) => id);

/** The one lane that a lane is linked with, unless a junction says it. */
function linkedLane(end: string, ids: readonly string[], { junction }: Group, places: Places): Written[] {
  if (ids.length !== 1) return [];
  const { group, number } = places.get(ids[0])!;
  return group.junction && group.junction !== junction && !junction ? [] : [element(end, { id: number })];
}

/** The road or junction at both ends of a road. */
function writeLinks(group: Group, map: RoadMap, places: Places, numbers: Numbers): Written {
  const ends = [
    ["predecessor", group.lanes.map((lane) => before(lane, map)), "end"],
    ["successor", group.lanes.map(({ next }) => next), "start"],
  ] as const;
  return element(
    "link",
    {},
    ends.flatMap(([end, ids, contactPoint]): Written[] => {
      const others = [...new Set(ids.flat().map((id) => places.get(id)!.group))];
      if (others.length === 0) return [];
      const isPlain =
        others.length === 1 && ids.every((list) => list.length < 2) && (!others[0].junction || group.junction);
      if (isPlain) return [element(end, { elementType: "road", elementId: others[0].id, contactPoint })];
      const junctions = new Set(others.map(({ junction }) => junction ?? group.junction));
      const [junction] = junctions;
      if (junctions.size === 1 && junction)
        return [element(end, { elementType: "junction", elementId: numbers.get(junction.id)! })];
      if (end === "predecessor") return []; // where roads join without a junction, each says where it leads
      return fail("map/opendrive", {
        given: `lane ${JSON.stringify(group.lanes[0].id)}, from which several roads go on`,
        expected: "a junction that holds them",
      });
    }),
  );
}

function writeJunction(
  { id, kind, conflicts }: Junction,
  groups: readonly Group[],
  places: Places,
  numbers: Numbers,
): Written {
  const pairs = groups.flatMap((incoming) =>
    groups
      .filter(({ junction }) => junction?.id === id)
      .flatMap((connecting) => {
        const links = incoming.lanes.flatMap(({ id, next }) =>
          connecting.lanes
            .filter((lane) => next.includes(lane.id))
            .map((lane) => [places.get(id)!.number, places.get(lane.id)!.number]),
        );
        return links.length === 0 ? [] : [{ incoming, connecting, links }];
      }),
  );
  const order = new Set(
    conflicts.flatMap(({ lanes: [a, b], yields }) =>
      yields === undefined ? [] : [`${places.get(yields === a ? b : a)!.group.id} ${places.get(yields)!.group.id}`],
    ),
  );
  return element("junction", { id: numbers.get(id)!, name: id }, [
    ...pairs.map(({ incoming, connecting, links }, i) =>
      element(
        "connection",
        { id: i, incomingRoad: incoming.id, connectingRoad: connecting.id, contactPoint: "start" },
        [...links.map(([from, to]) => element("laneLink", { from, to }))],
      ),
    ),
    ...[...order].map((pair) => {
      const [high, low] = pair.split(" ");
      return element("priority", { high, low });
    }),
    note("junction", id),
    note("kind", kind),
  ]);
}
