import { childOf, childrenOf, elementsAt, numberOf, textOf, type XmlElement } from "./element.ts";
import type { LaneRead, RoadRead, Section } from "./sections.ts";

/** Finds the lanes that follow a lane in the direction of its traffic. */
export function followers(roads: ReadonlyMap<string, RoadRead>, junctions: ReadonlyMap<string, XmlElement>) {
  return (road: RoadRead, sectionNumber: number, number: number): LaneRead[] => {
    const lane = road.sections[sectionNumber].lanes.get(number)!;
    const end = lane.isBackward ? "predecessor" : "successor";
    const beside = road.sections[sectionNumber + (lane.isBackward ? -1 : 1)];
    if (beside) return lane.links[end].flatMap((id) => entering(beside, id, lane.isBackward ? "end" : "start"));
    const link = elementsAt(road.element, "link", end)[0];
    if (!link) return [];
    const where = `the link of road ${JSON.stringify(road.id)}`;
    const id = textOf(link, "elementId", where);
    if (link.attributes.elementType === "junction") return fromJunction(roads, junctions.get(id), road.id, number, end);
    const other = roads.get(id);
    const contact = link.attributes.contactPoint === "end" ? "end" : "start";
    return other ? lane.links[end].flatMap((id) => entering(sectionAt(other, contact), id, contact)) : [];
  };
}

const sectionAt = ({ sections }: RoadRead, contact: string): Section | undefined =>
  contact === "end" ? sections.at(-1) : sections[0];

/** A lane, if its traffic begins at that end of its section. */
function entering(section: Section | undefined, number: number, contact: string): LaneRead[] {
  const lane = section?.lanes.get(number);
  return lane && lane.isBackward === (contact === "end") ? [lane] : [];
}

function fromJunction(
  roads: ReadonlyMap<string, RoadRead>,
  junction: XmlElement | undefined,
  road: string,
  number: number,
  end: "predecessor" | "successor",
): LaneRead[] {
  if (!junction) return [];
  const where = `junction ${JSON.stringify(junction.attributes.id ?? "")}`;
  return childrenOf(junction, "connection")
    .filter(({ attributes }) => attributes.incomingRoad === road)
    .flatMap((connection) => {
      const { connectingRoad, linkedRoad, contactPoint = "start" } = connection.attributes;
      const other = roads.get(connectingRoad ?? linkedRoad ?? "");
      if (!other || (!connectingRoad && !linksBack(other, contactPoint, end))) return [];
      return childrenOf(connection, "laneLink")
        .filter((link) => numberOf(link, "from", where) === number)
        .flatMap((link) => entering(sectionAt(other, contactPoint), numberOf(link, "to", where), contactPoint));
    });
}

/** Whether a road that a direct junction leads to has a link at that end, as it must. */
const linksBack = (road: RoadRead, contact: string, _: string): boolean =>
  childOf(childOf(road.element, "link") ?? road.element, contact === "end" ? "successor" : "predecessor") !== undefined;
