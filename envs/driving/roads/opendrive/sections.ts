import { type LaneType, laneTypes } from "../map.ts";
import { type Cubics, readCubics } from "./cubics.ts";
import { childOf, childrenOf, elementsAt, noteOf, numberOf, refuse, textOf, type XmlElement } from "./element.ts";
import { type LaneLine, laneLine } from "./lane-line.ts";
import { type ReferenceLine, readPlanView } from "./plan-view.ts";

/** A road as read: its reference line, and its lanes section by section. */
export interface RoadRead {
  readonly id: string;
  readonly element: XmlElement;
  readonly reference: ReferenceLine;
  /** The junction that it lies in. */
  readonly junction: string | undefined;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly from: number;
  readonly to: number;
  /** By OpenDRIVE's number: above 0 on the left. */
  readonly lanes: ReadonlyMap<number, LaneRead>;
}

export interface LaneRead {
  /** Its id in the map. */
  readonly name: string;
  readonly type: LaneType;
  readonly isBackward: boolean;
  readonly line: LaneLine;
  readonly limit: number;
  /** Numbers of the lanes that it is linked with at both ends of its section. */
  readonly links: { readonly predecessor: readonly number[]; readonly successor: readonly number[] };
  readonly element: XmlElement;
}

const narrowest = 0.01; // [m]: lanes that are narrower all along are none

export const roadName = (road: XmlElement): string => `road ${JSON.stringify(road.attributes.id ?? "")}`;

/** @throws `map/opendrive` */
export function readRoad(element: XmlElement): RoadRead {
  const where = roadName(element);
  const id = textOf(element, "id", where);
  const reference = readPlanView(element, where);
  const lanes = childOf(element, "lanes") ?? refuse(`${where} without lanes`, "lanes with a laneSection");
  const shift = readCubics(lanes, "laneOffset", 0, where);
  const sections = childrenOf(lanes, "laneSection")
    .map((section) => ({ section, from: numberOf(section, "s", where) }))
    .sort((a, b) => a.from - b.from);
  if (sections.length === 0) refuse(`${where} without a laneSection`, "at least one");
  const junction = element.attributes.junction ?? "-1";
  const isLeftHand = element.attributes.rule === "LHT";
  return {
    id,
    element,
    reference,
    junction: junction === "-1" || junction === "" ? undefined : junction,
    sections: sections.flatMap(({ section, from }, i) => {
      const to = i + 1 < sections.length ? sections[i + 1].from : reference.length;
      if (to - from < 1e-3) return []; // as short as that, lanes have no direction
      const limits = limitsOf(element, from, where);
      const context = { road: id, where, number: i, from, to, reference, shift, limit: limits, isLeftHand };
      return [{ from, to, lanes: readLanes(section, context) }];
    }),
  };
}

interface Context {
  readonly road: string;
  readonly where: string;
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly reference: ReferenceLine;
  readonly shift: Cubics;
  readonly limit: number;
  readonly isLeftHand: boolean;
}

/** The lanes of a section. */
function readLanes(section: XmlElement, context: Context): Map<number, LaneRead> {
  const found = new Map<number, LaneRead>();
  for (const side of ["left", "right"] as const) {
    const sign = side === "left" ? 1 : -1;
    const elements = elementsAt(section, side, "lane")
      .map((element) => ({ element, number: numberOf(element, "id", context.where) }))
      .sort((a, b) => Math.abs(a.number) - Math.abs(b.number));
    let inner: Edge = context.shift;
    const breaks = [...context.reference.breaks, ...context.shift.starts];
    for (const { element, number } of elements) {
      const { width, starts } = widthOf(element, inner, sign, context);
      breaks.push(...starts);
      const outer = edgeFrom(inner, width, sign);
      const middle = edgeFrom(inner, { at: (s) => width.at(s) / 2, slopeAt: (s) => width.slopeAt(s) / 2 }, sign);
      inner = outer;
      const widest = Math.max(
        ...[0, 0.25, 0.5, 0.75, 1].map((p) => width.at(context.from + p * (context.to - context.from))),
      );
      if (widest < narrowest) continue;
      const direction = element.attributes.direction ?? "standard";
      const isBackward = (number > 0 !== context.isLeftHand) !== (direction === "reversed");
      found.set(number, {
        name: noteOf(element, "lane") ?? `${context.road}/${context.number}/${number}`,
        type: typeOf(element),
        isBackward,
        line: laneLine(context.reference, middle, width, context.from, context.to, breaks, isBackward),
        limit: laneLimit(element, context),
        links: {
          predecessor: linked(element, "predecessor", context.where),
          successor: linked(element, "successor", context.where),
        },
        element,
      });
    }
  }
  return found;
}

type Edge = Pick<Cubics, "at" | "slopeAt">;

const edgeFrom = (inner: Edge, width: Edge, sign: number): Edge => ({
  at: (s) => inner.at(s) + sign * width.at(s),
  slopeAt: (s) => inner.slopeAt(s) + sign * width.slopeAt(s),
});

/** From `width` elements, or else from `border` ones, which say where the lane's outer edge is. */
function widthOf(element: XmlElement, inner: Edge, sign: number, { from, where, shift }: Context) {
  const widths = readCubics(element, "width", from, where);
  if (widths.starts.length > 0) return { width: widths satisfies Edge as Edge, starts: widths.starts };
  const border = readCubics(element, "border", from, where);
  const width: Edge = {
    at: (s) => (border.starts.length > 0 ? sign * (border.at(s) + shift.at(s) - inner.at(s)) : 0),
    slopeAt: (s) => (border.starts.length > 0 ? sign * (border.slopeAt(s) + shift.slopeAt(s) - inner.slopeAt(s)) : 0),
  };
  return { width, starts: border.starts };
}

const linked = (lane: XmlElement, end: "predecessor" | "successor", where: string): number[] =>
  elementsAt(lane, "link", end).map((element) => numberOf(element, "id", where));

const types: { readonly [type: string]: LaneType } = {
  driving: "driving",
  bidirectional: "driving",
  bus: "driving",
  taxi: "driving",
  HOV: "driving",
  entry: "ramp",
  exit: "ramp",
  onRamp: "ramp",
  offRamp: "ramp",
  connectingRamp: "ramp",
  slipLane: "ramp",
  mwyEntry: "ramp",
  mwyExit: "ramp",
  shoulder: "shoulder",
  stop: "shoulder",
  biking: "bicycle",
  sidewalk: "sidewalk",
  walking: "sidewalk",
};

function typeOf(element: XmlElement): LaneType {
  const noted = noteOf(element, "type");
  if (laneTypes.some((type) => type === noted)) return noted as LaneType;
  return types[element.attributes.type ?? ""] ?? "other";
}

const units: { readonly [unit: string]: number } = { "m/s": 1, "km/h": 1 / 3.6, mph: 0.44704 };
const usualLimit = 13.89; // [m/s] where a file says nothing

/** [m/s], or nothing where there is no limit. */
function speedOf(element: XmlElement, where: string): number | undefined {
  const { max, unit = "m/s" } = element.attributes;
  if (max === "no limit" || max === "undefined" || max === undefined) return undefined;
  const scale = Object.hasOwn(units, unit)
    ? units[unit]
    : refuse(`a speed in ${JSON.stringify(unit)} in ${where}`, "m/s, km/h or mph");
  const speed = numberOf(element, "max", where) * scale;
  return speed > 0 ? Math.min(150, speed) : undefined;
}

/** The road's limit where a section begins [m/s]. */
function limitsOf(road: XmlElement, from: number, where: string): number {
  const valid = childrenOf(road, "type").filter((type) => numberOf(type, "s", where) <= from + 1e-6);
  const speed = valid.length > 0 ? childOf(valid[valid.length - 1], "speed") : undefined;
  return (speed && speedOf(speed, where)) ?? usualLimit;
}

function laneLimit(lane: XmlElement, { where, limit }: Context): number {
  const speed = childOf(lane, "speed");
  return (speed && speedOf(speed, where)) ?? limit;
}
