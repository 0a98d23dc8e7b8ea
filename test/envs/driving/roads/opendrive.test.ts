import { expect, test } from "vitest";
import {
  compileRoads,
  generateTown,
  generateTrack,
  projectOnLane,
  type RoadMap,
  sampleSize,
} from "../../../../envs/driving/roads/index.ts";
import { readOpenDrive } from "../../../../envs/driving/roads/opendrive/read.ts";
import { writeOpenDrive } from "../../../../envs/driving/roads/opendrive/write.ts";
import { readXml } from "../../../../scripts/map/xml.ts";
import { canonical } from "../../../../src/core/index.ts";
import { withLane } from "./small-map.ts";

const read = (text: string): RoadMap => readOpenDrive(readXml(text, "town.xodr"), "town.xodr");

/** What a lane says besides its line. */
const toldOf = ({ start, pieces, width, next, ...rest }: RoadMap["lanes"][number]) => ({
  ...rest,
  next: [...next].sort(),
});

const sorted = <T>(values: readonly T[]): string[] => values.map((value) => canonical(value)).sort();

/** Conflicts without spans, which are measured along lines that differ by less than a millimetre. */
const conflictsOf = ({ junctions }: RoadMap) =>
  junctions.map(({ id, kind, lanes, conflicts }) => ({
    id,
    kind,
    lanes: [...lanes].sort(),
    conflicts: sorted(conflicts.map(({ lanes, kind, yields }) => ({ lanes: [...lanes].sort(), kind, yields }))),
  }));

test.each([1, 5, 13, 20, "track"] as const)("town %s is exported and imported as it was", (seed) => {
  const map = seed === "track" ? generateTrack(1) : generateTown(seed);
  const text = writeOpenDrive(map);
  const back = read(text);
  expect(sorted(back.lanes.map(toldOf))).toEqual(sorted(map.lanes.map(toldOf)));
  expect(conflictsOf(back)).toEqual(conflictsOf(map));
  expect(sorted(back.lights)).toEqual(sorted(map.lights));
  const crossed = ({ crossings }: RoadMap) =>
    sorted(crossings.map(({ id, width, lanes }) => ({ id, width, lanes: lanes.map(({ lane }) => lane).sort() })));
  expect(crossed(back)).toEqual(crossed(map));
  expect(back.parking.map(({ bays }) => bays.length)).toEqual(map.parking.map(({ bays }) => bays.length));
  const [before, after] = [compileRoads(map), compileRoads(back)];
  const place = new Float64Array(sampleSize);
  for (const [i, { id }] of map.lanes.entries()) {
    const lane = after.lanes.indexOf.get(id)!;
    expect(after.lanes.length[lane]).toBeCloseTo(before.lanes.length[i], 3);
    for (let point = before.lanes.firstPoint[i]; point < before.lanes.firstPoint[i + 1]; point++) {
      const [x, y, , , , , half] = before.lanes.points.subarray(sampleSize * point);
      projectOnLane(after, lane, x, y, -1, place);
      expect(Math.abs(place[1])).toBeLessThan(1e-3);
      expect(Math.abs(place[6] - half)).toBeLessThan(1e-3);
    }
  }
  for (const stop of map.stopLines) {
    const { at, ...rest } = back.stopLines.find(({ id }) => id === stop.id)!;
    expect(at).toBeCloseTo(stop.at, 3);
    expect({ ...rest, at: stop.at }).toEqual(stop);
  }
  expect(sorted(read(writeOpenDrive(back)).lanes.map(toldOf))).toEqual(sorted(map.lanes.map(toldOf)));
});

/** A file of one road. */
const file = (road: string, header = '<header revMajor="1" revMinor="6"/>', rest = "") =>
  `<?xml version="1.0"?><OpenDRIVE>${header}<road id="7" length="100" junction="-1">${road}</road>${rest}</OpenDRIVE>`;
const view = (shape: string, length = 100) =>
  `<planView><geometry s="0" x="10" y="20" hdg="0" length="${length}">${shape}</geometry></planView>`;
const lanes = (inside = '<width sOffset="0" a="3" b="0" c="0" d="0"/>', attributes = "") =>
  `<lanes><laneSection s="0"><right><lane id="-1" type="driving" ${attributes}>${inside}</lane></right></laneSection></lanes>`;

test("all shapes of reference lines are read", () => {
  // v = u^2 / 200 and its like as a parametric cubic; a length of 100 m ends before u = 100
  for (const shape of [
    '<poly3 a="0" b="0" c="0.005" d="0"/>',
    "<line/>",
    '<arc curvature="0.01"/>',
    '<spiral curvStart="0" curvEnd="0.02"/>',
  ])
    expect(compileRoads(read(file(view(shape) + lanes()))).lanes.length[0]).toBeGreaterThan(90);
  const road = compileRoads(read(file(view('<poly3 a="1.5" b="0" c="0.005" d="0"/>') + lanes())));
  const place = new Float64Array(sampleSize);
  for (const u of [0, 20, 50, 80]) {
    const [slope, x, y] = [0.01 * u, 10 + u, 20 + 1.5 + 0.005 * u * u];
    const size = Math.hypot(1, slope);
    projectOnLane(road, 0, x + (1.5 * slope) / size, y - 1.5 / size, -1, place); // half of the width to the right
    expect(Math.abs(place[1])).toBeLessThan(1e-3);
  }
});

test("limits, units, left-hand traffic and lanes against it", () => {
  const limited = read(
    file(
      view("<line/>") + lanes('<width sOffset="0" a="3" b="0" c="0" d="0"/><speed sOffset="0" max="36" unit="km/h"/>'),
    ),
  );
  expect(limited.lanes[0].limit).toBeCloseTo(10, 9);
  expect(limited.lanes[0].start).toEqual({ x: 10, y: 18.5, heading: 0 });
  const left = read(file(view("<line/>") + lanes()).replace('junction="-1"', 'junction="-1" rule="LHT"'));
  expect(left.lanes[0].start.heading).toBeCloseTo(Math.PI, 9);
  const against = read(file(view("<line/>") + lanes(undefined, 'direction="reversed"')));
  expect(against.lanes[0].start.x).toBeCloseTo(110, 6);
});

const links = (to: string) =>
  view("<line/>") +
  `<link><successor elementType="road" elementId="8" contactPoint="start"/></link>` +
  lanes('<link><successor id="-1"/></link><width sOffset="0" a="3" b="0" c="0" d="0"/>') +
  to;
const second = (x: number) =>
  `<road id="8" length="10" junction="-1"><planView><geometry s="0" x="${x}" y="20" hdg="0" length="10"><line/></geometry></planView>${lanes()}</road>`;

test("roads that are linked but do not meet are refused", () => {
  expect(read(file(links(""), undefined, second(110))).lanes[0].next).toEqual(["8/0/-1"]);
  expect(() => read(file(links(""), undefined, second(112)))).toThrow(
    'map/invalid: got a gap of 2.00 m between lanes "7/0/-1" and "8/0/-1"',
  );
});

test.each([
  ["another version", file(view("<line/>") + lanes(), '<header revMajor="1" revMinor="3"/>'), "version 1.3"],
  ["no header", file(view("<line/>") + lanes(), ""), "version ?.?"],
  [
    "an unknown shape",
    file(view("<nurbs/>") + lanes()),
    'the unknown geometry <nurbs> in the geometry at s = 0 of road "7"',
  ],
  ["no shape", file(view("") + lanes()), 'the geometry at s = 0 of road "7" without a shape'],
  ["no length", file(view("<line/>", 0) + lanes()), 'road "7", whose reference line has no length'],
  ["a negative length", file(view("<line/>", -3) + lanes()), "length = -3"],
  ["a number that is none", file(view('<arc curvature="tight"/>') + lanes()), 'curvature = "tight" in <arc>'],
  ["no lanes", file(view("<line/>")), 'road "7" without lanes'],
  [
    "a strange unit",
    file(
      view("<line/>") + lanes('<width sOffset="0" a="3" b="0" c="0" d="0"/><speed sOffset="0" max="3" unit="knots"/>'),
    ),
    'a speed in "knots"',
  ],
  ["another file", "<html></html>", "<html> in town.xodr"],
  ["no XML", "OpenDRIVE", "town.xodr"],
  ["half a file", file(view("<line/>") + lanes()).slice(0, 200), "town.xodr"],
  [
    "two roads of a name",
    file(view("<line/>") + lanes(), undefined, second(110).replace('"8"', '"7"')),
    'two roads "7"',
  ],
])("%s is refused by name", (_, text, given) => {
  expect(() => read(text)).toThrow(/^map\/opendrive: got /);
  expect(() => read(text)).toThrow(given);
});

test("elements nested without end are refused, and of entities only the usual ones are read", () => {
  expect(() => readXml("<a>".repeat(10_000) + "</a>".repeat(10_000), "deep")).toThrow("map/opendrive");
  const readValue = (text: string, declared = "") => readXml(`${declared}<a b="${text}"/>`, "entities").attributes.b;
  expect(readValue("&lt;x&amp;y&#10;&quot;&#x41;")).toBe('<x&y\n"A');
  expect(readValue("&bomb;", '<!DOCTYPE a [<!ENTITY bang "ha"><!ENTITY bomb "&bang;&bang;&bang;">]>')).not.toContain(
    "hahaha",
  );
  const file = '<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/hostname">]>';
  expect(() => readValue("&file;", file)).toThrow("map/opendrive");
});

test("lanes that lead on in several ways outside a junction cannot be exported", () => {
  const map = withLane("a", { next: ["c", "d"] }) as RoadMap;
  const forked = { ...map, lanes: [...map.lanes, { ...map.lanes[2], id: "d" }] };
  expect(() => writeOpenDrive(forked)).toThrow('map/opendrive: got lane "b", from which several roads go on');
});
