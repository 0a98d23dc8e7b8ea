import { messageOf } from "../../../../src/core/index.ts";
import { checkRoads } from "../check.ts";
import { findConflicts } from "../conflicts.ts";
import {
  type Conflict,
  type Junction,
  type JunctionKind,
  junctionKinds,
  type Lane,
  type RoadMap,
  roadFormat,
} from "../map.ts";
import { mapLimits } from "../schema.ts";
import { childOf, childrenOf, noteOf, refuse, textOf, type XmlElement } from "./element.ts";
import { followers } from "./links.ts";
import { type LaneRead, type RoadRead, readRoad, type Section } from "./sections.ts";
import { lotsOf, readObjects, readSignals } from "./signals.ts";

const revisions = { lowest: 4, highest: 8 }; // of version 1

/**
 * Makes a road map of an OpenDRIVE file, version 1.4 to 1.8. Heights are left out. Lanes that a file links with no other end.
 * @param root the element `OpenDRIVE`
 * @throws `map/opendrive` for what cannot be read, `map/invalid` for a map with gaps
 */
export function readOpenDrive(root: XmlElement, name: string): RoadMap {
  checkVersion(root, name);
  const elements = childrenOf(root, "road");
  if (elements.length === 0) refuse(`${name} without roads`, "at least one road");
  if (elements.length > mapLimits.lanes) refuse(`${elements.length} roads in ${name}`, `at most ${mapLimits.lanes}`);
  const roads = unique(elements.map(readRoad), name);
  const junctions = new Map(
    childrenOf(root, "junction").map((junction) => [textOf(junction, "id", "a junction"), junction]),
  );
  const lanes = lanesOf(roads, junctions);
  const objects = [...roads.values()].map((road) =>
    readObjects(
      road,
      lanes.filter(({ type }) => isForCars(type)),
    ),
  );
  return checkRoads(
    {
      format: roadFormat,
      name,
      lanes,
      junctions: [...junctions].map(([id, junction]) => readJunction(id, junction, roads, lanes)),
      ...readSignals(root, roads.values()),
      crossings: objects.flatMap(({ crossings }) => crossings),
      parking: lotsOf(objects.flatMap(({ bays }) => bays)),
      ...readTraces(root, name),
    } satisfies RoadMap,
    name,
  );
}

/** The recorded drives that this package has noted in a file; they are checked with the map. */
function readTraces(root: XmlElement, name: string): Pick<RoadMap, "traces"> {
  const noted = noteOf(root, "traces");
  if (noted === undefined) return {};
  try {
    return { traces: JSON.parse(noted) };
  } catch (thrown) {
    return refuse(`${messageOf(thrown)} in the traces of ${name}`, "recorded drives as JSON");
  }
}

const isForCars = (type: string) => type === "driving" || type === "ramp" || type === "aisle";

function checkVersion(root: XmlElement, name: string): void {
  if (root.name !== "OpenDRIVE") refuse(`<${root.name}> in ${name}`, "<OpenDRIVE>");
  const { revMajor, revMinor } = childOf(root, "header")?.attributes ?? {};
  const minor = Number(revMinor);
  if (Number(revMajor) !== 1 || !(minor >= revisions.lowest && minor <= revisions.highest))
    refuse(`version ${revMajor ?? "?"}.${revMinor ?? "?"} of ${name}`, "version 1.4 to 1.8");
}

function unique(roads: readonly RoadRead[], name: string): Map<string, RoadRead> {
  const found = new Map<string, RoadRead>();
  for (const road of roads) {
    if (found.has(road.id)) refuse(`two roads ${JSON.stringify(road.id)} in ${name}`, "an id for each");
    found.set(road.id, road);
  }
  return found;
}

function lanesOf(roads: ReadonlyMap<string, RoadRead>, junctions: ReadonlyMap<string, XmlElement>): Lane[] {
  const follow = followers(roads, junctions);
  return [...roads.values()].flatMap((road) =>
    road.sections.flatMap((section, i) =>
      [...section.lanes].map(([number, read]): Lane => {
        const next = [...new Set(follow(road, i, number).map(({ name }) => name))];
        const { start, pieces, width } = read.line;
        return {
          id: read.name,
          type: read.type,
          start,
          pieces,
          width,
          limit: read.limit,
          ...neighboursOf(section, number, read),
          next,
          ...(next.length === 0 && { ends: true }),
        };
      }),
    ),
  );
}

/** Lanes beside a lane, as its driver sees them. */
function neighboursOf({ lanes }: Section, number: number, lane: LaneRead) {
  const beyondMiddle = (by: number) => (number + by === 0 ? number + 2 * by : number + by);
  const [onLeft, onRight] = [lanes.get(beyondMiddle(1)), lanes.get(beyondMiddle(-1))];
  const [left, right] = lane.isBackward ? [onRight, onLeft] : [onLeft, onRight];
  const isAlike = (other: LaneRead | undefined) =>
    other !== undefined && other.isBackward === lane.isBackward && isForCars(other.type) && isForCars(lane.type);
  const faces = [left, right].find((other) => other && other.isBackward !== lane.isBackward && isForCars(other.type));
  const opposite = noteOf(lane.element, "opposite") ?? (faces && isForCars(lane.type) ? faces.name : undefined);
  return {
    ...(isAlike(left) && { left: left!.name }),
    ...(isAlike(right) && { right: right!.name }),
    ...(opposite !== undefined && { opposite }),
  };
}

function readJunction(
  id: string,
  junction: XmlElement,
  roads: ReadonlyMap<string, RoadRead>,
  lanes: readonly Lane[],
): Junction {
  const noted = noteOf(junction, "kind");
  const kind: JunctionKind = junctionKinds.find((kind) => kind === noted) ?? "crossing";
  const roadOf = new Map<string, string>();
  for (const road of roads.values())
    if (road.junction === id)
      for (const { lanes } of road.sections) for (const { name } of lanes.values()) roadOf.set(name, road.id);
  const inside = lanes.filter((lane) => roadOf.has(lane.id));
  const order = new Set(childrenOf(junction, "priority").map(({ attributes: { high, low } }) => `${high}>${low}`));
  const decided = (conflict: Conflict): Conflict => {
    if (conflict.kind === "fork") return conflict;
    const [a, b] = conflict.lanes.map((lane) => roadOf.get(lane)!);
    if (order.has(`${a}>${b}`)) return { ...conflict, yields: conflict.lanes[1] };
    return order.has(`${b}>${a}`) ? { ...conflict, yields: conflict.lanes[0] } : conflict;
  };
  const inTurn = (a: Lane, b: Lane) => a.next.includes(b.id) || b.next.includes(a.id);
  const byId = new Map(inside.map((lane) => [lane.id, lane]));
  return {
    id: noteOf(junction, "junction") ?? id,
    kind,
    lanes: inside.map(({ id }) => id),
    conflicts: findConflicts(inside.filter(({ type }) => isForCars(type)))
      .filter(({ lanes: [a, b] }) => !inTurn(byId.get(a)!, byId.get(b)!))
      .map(decided),
  };
}
