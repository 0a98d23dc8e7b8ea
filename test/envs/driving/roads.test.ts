import { assert, double, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import {
  along,
  alongIfOn,
  arcLane,
  aside,
  headingAt,
  isReachable,
  type Lane,
  laneTable,
  offLaneTurned,
  place,
  straightLane,
  waveLane,
} from "../../../envs/driving/highway/lane.ts";
import { laneAfter, laneOf, layNetwork, nearestLane, pathTo } from "../../../envs/driving/highway/network.ts";

const number = (min: number, max: number) => double({ min, max, noNaN: true });

const lanes: readonly Lane[] = [
  straightLane([3, -7], [60, 40]),
  waveLane([0, 5], [80, 5], [3, Math.PI / 40, 1]),
  arcLane([10, 10], 30, -1, 1.5),
  arcLane([0, -20], 25, 2, -0.5),
];
const table = laneTable(lanes);

test("a place on a lane is found again", () => {
  const point = new Float64Array(2);
  assert(
    property(integer({ min: 0, max: 3 }), number(0, 60), number(-6, 6), (lane, far, off) => {
      place(table, lane, far, off, point);
      expect(along(table, lane, point[0], point[1])).toBeCloseTo(far, 9);
      expect(aside(table, lane, point[0], point[1], far)).toBeCloseTo(off, 9);
    }),
  );
});

test("headings follow the middle line", () => {
  const [a, b] = [new Float64Array(2), new Float64Array(2)];
  for (const lane of lanes.keys()) {
    place(table, lane, 20 - 1e-4, 0, a);
    place(table, lane, 20 + 1e-4, 0, b);
    const heading = headingAt(table, lane, 20);
    const size = Math.hypot(b[0] - a[0], b[1] - a[1]);
    expect((b[0] - a[0]) / size).toBeCloseTo(Math.cos(heading), 6);
    expect((b[1] - a[1]) / size).toBeCloseTo(Math.sin(heading), 6);
  }
});

test("a lane of 4 m is left 2 m from its middle, and 5 m before its start and after its end", () => {
  const one = laneTable([straightLane([0, 0], [100, 0])]);
  expect([1.9, -1.9].map((y) => alongIfOn(one, 0, 50, y, 0))).toEqual([50, 50]);
  expect([2.1, -2.1].map((y) => alongIfOn(one, 0, 50, y, 0))).toEqual([NaN, NaN]);
  expect(alongIfOn(one, 0, 50, 2.9, 1)).toBe(50);
  expect([-5, -5.1, 104.9, 105].map((x) => alongIfOn(one, 0, x, 0, 0))).toEqual([-5, NaN, 104.9, NaN]);
});

test("a lane may be changed to from two widths away, unless it is closed", () => {
  const two = laneTable([straightLane([0, 0], [100, 0]), straightLane([0, 0], [100, 0], { forbidden: true })]);
  expect([8, 8.1].map((y) => isReachable(two, 0, 50, y))).toEqual([true, false]);
  expect(isReachable(two, 1, 50, 0)).toBe(false);
});

test("the nearest lane is the nearest, wherever the search begins", () => {
  const network = layNetwork(
    lanes.map((lane, i) => [`${i}`, `${i + 1}`, lane]),
    { connected: false },
  );
  assert(
    property(
      tuple(number(-40, 80), number(-60, 60), number(-7, 7)),
      integer({ min: 0, max: 3 }),
      ([x, y, heading], guess) => {
        const off = lanes.map((_, lane) => offLaneTurned(table, lane, x, y, heading));
        expect(nearestLane(network, x, y, heading, guess)).toBe(off.indexOf(Math.min(...off)));
      },
    ),
  );
});

/** From a by two lanes to b, from there on to c or d. */
const fork = layNetwork(
  [
    ["a", "b", straightLane([0, 0], [50, 0])],
    ["a", "b", straightLane([0, 4], [50, 4])],
    ["b", "c", straightLane([50, 0], [90, 0])],
    ["b", "d", straightLane([50, 4], [90, 20])],
    ["c", "e", straightLane([90, 0], [99, 0])],
  ],
  { connected: true, destinations: ["d", "e", "a"] },
);

test("routes are the shortest, and only the road itself where none leads there", () => {
  const from = fork.roadOf[laneOf(fork, "a", "b")];
  const roadsTo = (destination: string) =>
    Array.from(fork.paths[pathTo(fork, from, destination)], (road) => `${fork.roads[road].from}${fork.roads[road].to}`);
  expect([roadsTo("d"), roadsTo("e"), roadsTo("a")]).toEqual([["ab", "bd"], ["ab", "bc", "ce"], ["ab"]]);
});

test("without a route a car goes on where a lane begins nearest, and stays where the road ends", () => {
  const next = (lane: number, y: number) => laneAfter(fork, lane, -1, 49, y);
  expect([next(0, 0), next(1, 4)]).toEqual([laneOf(fork, "b", "c"), laneOf(fork, "b", "d")]);
  expect(laneAfter(fork, laneOf(fork, "c", "e"), -1, 98, 0)).toBe(laneOf(fork, "c", "e"));
});
