import { groupBy } from "../../../../src/core/index.ts";
import type { Bay, Crossing, Lane, Light, LightColour, ParkingLot, StopKind, StopLine } from "../map.ts";
import { childrenOf, elementsAt, noteOf, numberOf, refuse, textOf, type XmlElement } from "./element.ts";
import { poseAt } from "./lane-line.ts";
import { type RoadRead, roadName } from "./sections.ts";
import { pointAhead, stretchesOf } from "./stretches.ts";

/** Numbers of signs and lights in OpenDRIVE's own catalogue and in Germany's, by what a car does there. */
const kinds: { readonly [type: string]: StopKind } = {
  "1000001": "light",
  "1000002": "light",
  "1000008": "light",
  "1000009": "light",
  "1000010": "light",
  "1000011": "light",
  "1000012": "light",
  "206": "stop",
  "205": "yield",
};

const isPedestrian = (type: string) => type === "1000002" || type === "1000007"; // lights for people on foot
const usual = { green: 15, yellow: 3, red: 22 } as const; // [s] of lights, of which files say nothing

export interface Signals {
  readonly stopLines: readonly StopLine[];
  readonly lights: readonly Light[];
}

/** Lights, stop and yield signs. Lights of one controller change together, and the controllers of a file take turns. */
export function readSignals(root: XmlElement, roads: Iterable<RoadRead>): Signals {
  const controllers = childrenOf(root, "controller").map((element, i) => ({
    id: textOf(element, "id", "a controller"),
    signals: childrenOf(element, "control").map((control) => control.attributes.signalId),
    light: notedLight(element) ?? usualLight(i),
  }));
  const stopLines: StopLine[] = [];
  const lights = new Map<string, Light>();
  for (const road of roads)
    for (const signal of elementsAt(road.element, "signals", "signal")) {
      const where = roadName(road.element);
      const { type = "", id = "" } = signal.attributes;
      const kind = Object.hasOwn(kinds, type) && !isPedestrian(type) ? kinds[type] : undefined;
      if (!kind) continue;
      const controller = controllers.find(({ signals }) => signals.includes(id));
      const light = kind === "light" ? (controller?.id ?? `light ${id}`) : undefined;
      const added = stopsOf(road, signal, kind, light, where);
      if (light !== undefined && added.length > 0)
        lights.set(light, { id: light, ...(controller?.light ?? usualLight(0)) });
      stopLines.push(...added);
    }
  return { stopLines, lights: [...lights.values()] };
}

function usualLight(number: number): Omit<Light, "id"> {
  const { green, yellow, red } = usual;
  const colours = Object.entries({ green, yellow, red }) as [LightColour, number][];
  return {
    phases: colours.map(([colour, seconds]) => ({ colour, seconds })),
    offset: number % 2 === 0 ? 0 : (green + yellow + red) / 2,
  };
}

function notedLight(controller: XmlElement): Omit<Light, "id"> | undefined {
  const note = noteOf(controller, "phases");
  if (note === undefined) return undefined;
  const phases = note.split(" ").map((phase) => {
    const [colour, seconds] = phase.split(":");
    return { colour: colour as LightColour, seconds: Number(seconds) }; // checked with the whole map
  });
  return { phases, offset: Number(noteOf(controller, "offset") ?? 0) };
}

/** A stop line on each lane that a signal is for. */
function stopsOf(
  road: RoadRead,
  signal: XmlElement,
  kind: StopKind,
  light: string | undefined,
  where: string,
): StopLine[] {
  const s = numberOf(signal, "s", where);
  const { id = "", orientation = "none" } = signal.attributes;
  const validity = childrenOf(signal, "validity").map((range) => [
    numberOf(range, "fromLane", where),
    numberOf(range, "toLane", where),
  ]);
  const section = road.sections.findLast(({ from }) => from <= s + 1e-6) ?? road.sections[0];
  const lanes = [...(section?.lanes ?? [])].filter(([number, { type, isBackward }]) => {
    const isFor =
      validity.length === 0 || validity.some((range) => number >= Math.min(...range) && number <= Math.max(...range));
    const faces = orientation === "none" || (orientation === "+") === !isBackward;
    return isFor && faces && (type === "driving" || type === "ramp" || type === "aisle");
  });
  return lanes.map(([, { name, line }]) => ({
    id: noteOf(signal, "stop") ?? `${id}/${name}`,
    lane: name,
    at: line.distanceOf(s),
    kind,
    ...(light !== undefined && { light }),
  }));
}

/** Crossings and parking bays, from a road's objects. */
export function readObjects({ element, reference }: RoadRead, lanes: readonly Lane[]) {
  const where = roadName(element);
  const crossings: Crossing[] = [];
  const bays: { readonly lot: string; readonly lanes: readonly string[]; readonly bay: Bay }[] = [];
  for (const object of elementsAt(element, "objects", "object")) {
    const { type, id = "" } = object.attributes;
    if (type !== "crosswalk" && type !== "parkingSpace") continue;
    const number = (name: string) => numberOf(object, name, `object ${JSON.stringify(id)} of ${where}`);
    const [length, width] = [number("length"), number("width")];
    if (!(length > 0 && width > 0))
      refuse(`object ${JSON.stringify(id)} of ${where}, ${length} m by ${width} m`, "a length and width above 0");
    const pose = poseAt(reference, number("s"), number("t"), numberOf(object, "hdg", where, 0));
    if (type === "parkingSpace") {
      const lot = noteOf(object, "lot") ?? `parking ${element.attributes.id}`;
      bays.push({ lot, lanes: noteOf(object, "lanes")?.split(" ") ?? [], bay: { ...pose, length, width } });
    } else {
      const ends = [-1, 1].map((sign) => pointAhead(pose, (sign * length) / 2));
      const [from, to] = ends;
      crossings.push({
        id: noteOf(object, "crossing") ?? id,
        from,
        to,
        width,
        lanes: stretchesOf(lanes, from, to, width),
      });
    }
  }
  return { crossings, bays };
}

/** Bays of the same lot together. */
export function lotsOf(bays: ReturnType<typeof readObjects>["bays"]): ParkingLot[] {
  return [...groupBy(bays, ({ lot }) => lot)].map(([id, inside]) => ({
    id,
    lanes: [...new Set(inside.flatMap(({ lanes }) => lanes))],
    bays: inside.map(({ bay }) => bay),
  }));
}
