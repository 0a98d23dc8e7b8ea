import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { checkRoads, generateTown, generateTrack, roadSchema } from "../../../../envs/driving/roads/index.ts";
import { smallMap, withLane } from "./small-map.ts";

const complaintOf = (value: unknown): string => {
  try {
    checkRoads(value, "town.json");
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return "fine";
};

test("good maps pass", () => {
  expect(complaintOf(smallMap)).toBe("fine");
  expect(complaintOf(JSON.parse(JSON.stringify(generateTown(5))))).toBe("fine");
});

const junction = { id: "j", kind: "crossing", lanes: ["a"], conflicts: [] };
const polynomial = (u: readonly number[], v: readonly number[]) => ({ pieces: [{ kind: "polynomial", u, v }] });

test.each([
  ["a gap", withLane("c", { start: { x: 101, y: 0, heading: 0 } }), 'a gap of 1.00 m between lanes "a" and "c"'],
  ["a kink", withLane("c", { start: { x: 100, y: 0, heading: 0.5 } }), 'a kink of 0.50 rad between lanes "a" and "c"'],
  ["no successor", withLane("c", { ends: undefined }), 'lane "c" without a next lane'],
  ["an unknown next", withLane("a", { next: ["d"] }), 'lane "d" as the next of lane "a"'],
  [
    "neighbours that disagree",
    withLane("b", { right: undefined }),
    'lane "a" with "b" on its left, which has nothing there',
  ],
  [
    "an unknown geometry",
    withLane("a", { pieces: [{ kind: "spline", length: 3 }] }),
    '"spline" at lanes.0.pieces.0.kind of town.json',
  ],
  ["a loop of no length", withLane("c", { ...polynomial([1e-4, 0, 0], [0, 0, 0]), next: ["c"] }), 'lane "c" of 0.00'],
  ["a polynomial that stands", withLane("c", polynomial([0, 0, 0], [0, 0, 0])), 'in piece 0 of lane "c"'],
  ["no pieces", withLane("c", { pieces: [] }), "0 elements at lanes.2.pieces of town.json"],
  ["a number that is none", withLane("c", { limit: Number.NaN }), "NaN at lanes.2.limit of town.json"],
  ["infinity", withLane("c", { width: Number.POSITIVE_INFINITY }), "Infinity at lanes.2.width"],
  ["an unknown key", withLane("c", { colour: "red" }), "an unknown key at lanes.2.colour"],
  ["a missing key", { ...smallMap, lights: undefined }, "nothing at lights of town.json"],
  [
    "widths that go back",
    withLane("c", {
      width: [
        [5, 3],
        [5, 4],
      ],
    }),
    'a width at 5 m after one at 5 m in lane "c"',
  ],
  ["two of a name", { ...smallMap, lanes: [...smallMap.lanes, smallMap.lanes[2]] }, 'two lanes named "c"'],
  [
    "a stop line beyond its lane",
    { ...smallMap, stopLines: [{ id: "s", lane: "c", at: 40, kind: "stop" }] },
    'the place of stop line "s"',
  ],
  ["a light that is not there", { ...smallMap, lights: [] }, 'light "light" as the light of stop line "far"'],
  [
    "a lane in two junctions",
    { ...smallMap, junctions: [junction, { ...junction, id: "k" }] },
    'lane "a" in junctions "j" and "k"',
  ],
  ["no map", null, "null at the top of town.json"],
])("%s is refused by name", (_, value, given) => {
  const complaint = complaintOf(value);
  expect(complaint).toMatch(/^map\/invalid: got /);
  expect(complaint).toContain(given);
});

test("too many lanes are refused before anything is measured", () => {
  const many = { ...smallMap, lanes: new Array(20_001).fill(smallMap.lanes[0]) };
  expect(complaintOf(many)).toContain("20001 elements at lanes");
  const long = { ...(withLane("b", { pieces: new Array(2000).fill({ kind: "line", length: 99_999 }) }) as object) };
  expect(complaintOf(long)).toContain("expected");
});

test("the schema is JSON Schema, and says the same as the check", () => {
  const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(roadSchema);
  for (const map of [smallMap, generateTown(7), generateTrack(7)])
    expect(validate(map), JSON.stringify(validate.errors)).toBe(true);
  for (const wrong of [
    withLane("a", { pieces: [] }),
    withLane("a", { limit: 0 }),
    withLane("a", { x: 1 }),
    { ...smallMap, format: "x" },
  ])
    expect([validate(wrong), complaintOf(wrong) === "fine"]).toEqual([false, false]);
});
