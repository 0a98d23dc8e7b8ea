import fc from "fast-check";
import { expect, test } from "vitest";
import {
  colourAt,
  compileRoads,
  compileRoute,
  curvatureAt,
  findRoute,
  generateTown,
  laneTypes,
  lightColours,
  nearestPoint,
  placeOnLane,
  placeOnRoute,
  pointsAhead,
  projectOnLane,
  projectOnRoute,
  sampleSize,
  tryRoute,
} from "../../../../envs/driving/roads/index.ts";
import { smallMap } from "./small-map.ts";

const small = compileRoads(smallMap);
const towns = [1, 2, 5].map((seed) => compileRoads(generateTown(seed)));
const place = new Float64Array(sampleSize);
const [a, b, c] = [0, 1, 2];

test("places, curvature and projections on lanes, by hand", () => {
  placeOnLane(small, a, 30.25, place);
  expect([...place]).toEqual([30.25, 0, 1, 0, 0, 0, 1.75]);
  placeOnLane(small, c, 5 * Math.PI, place); // half of a quarter of a circle around (100, 20)
  expect(place[0]).toBeCloseTo(100 + 20 * Math.SQRT1_2, 4);
  expect(place[1]).toBeCloseTo(20 - 20 * Math.SQRT1_2, 4);
  expect(place[4]).toBeCloseTo(Math.PI / 4, 9);
  expect(curvatureAt(small, c, 3)).toBeCloseTo(0.05, 12);
  expect(projectOnLane(small, a, 40, 1, -1, place)).toBeCloseTo(40, 9);
  expect(place[1]).toBeCloseTo(1, 9); // to the left
  expect(projectOnLane(small, a, -3, -2, 0, place)).toBeCloseTo(-3, 9); // before its start
  expect(projectOnLane(small, a, 104, 0, 90, place)).toBeCloseTo(104, 9);
});

test("a point beside a lane is projected back to where it was put, from any hint nearby", () => {
  const anywhere = fc.record({
    town: fc.nat(towns.length - 1),
    lane: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    left: fc.double({ min: -1.7, max: 1.7, noNaN: true }),
  });
  fc.assert(
    fc.property(anywhere, ({ town, lane: number, share, left }) => {
      const roads = towns[town];
      const lane = Math.floor(number * roads.lanes.count);
      const distance = share * roads.lanes.length[lane];
      placeOnLane(roads, lane, distance, place);
      const [x, y] = [place[0] - left * place[3], place[1] + left * place[2]];
      const hint = Math.min(roads.lanes.parts[lane], Math.round(distance / roads.lanes.spacing[lane]));
      for (const near of [-1, hint, Math.max(0, hint - 2)]) {
        expect(projectOnLane(roads, lane, x, y, near, place)).toBeCloseTo(distance, 2);
        expect(place[1]).toBeCloseTo(left, 3);
      }
    }),
  );
});

test("the nearest point is the nearest of all", () => {
  for (const roads of towns) {
    const { points, laneOf } = roads.lanes;
    const squared = (i: number, x: number, y: number) =>
      (points[sampleSize * i] - x) ** 2 + (points[sampleSize * i + 1] - y) ** 2;
    for (let k = 0; k < 60; k++) {
      const from = sampleSize * ((k * 7919) % laneOf.length);
      const [x, y] = [points[from] + ((k * 37) % 31) - 15, points[from + 1] + ((k * 53) % 29) - 14];
      const [cos, sin] = k % 2 === 0 ? [0, 0] : [Math.cos(k), Math.sin(k)];
      let closest = Number.POSITIVE_INFINITY;
      for (let i = 0; i < laneOf.length; i++)
        if (cos * points[sampleSize * i + 2] + sin * points[sampleSize * i + 3] >= 0)
          closest = Math.min(closest, squared(i, x, y));
      const found = nearestPoint(roads, x, y, 25, cos, sin);
      if (closest >= 625) expect(found).toBe(-1);
      else expect(squared(found, x, y)).toBe(closest);
    }
  }
});

test("lights go through their phases, from any time", () => {
  const colours = [-5, 0, 5.9, 6, 8.9, 9, 15.9, 16, 36].map((time) => lightColours[colourAt(small, 0, time)]);
  expect(colours).toEqual(["red", "green", "green", "yellow", "yellow", "red", "red", "green", "green"]);
});

test("a route changes lanes where it must, and knows what lies along it", () => {
  const legs = findRoute(small, { lane: b, distance: 0 }, { lane: c, distance: 10 });
  expect(legs).toEqual([
    { lane: b, from: 0, to: 50 },
    { lane: a, from: 50, to: 100 },
    { lane: c, from: 0, to: 10 },
  ]);
  const route = compileRoute(small, legs);
  expect(route.length).toBeCloseTo(110, 9);
  const at = (distance: number) => {
    placeOnRoute(route, distance, place);
    return [place[0], place[1]];
  };
  expect(at(20)).toEqual([20, 3.5]);
  expect(at(50)[1]).toBeCloseTo(1.75, 6); // half-way across
  expect(at(80)).toEqual([80, 0]);
  expect([...route.stopAt]).toEqual([90]); // the stop sign at 30 m is on the other lane
  expect([...route.stopLight]).toEqual([0]);
  expect([...route.crossingSpans]).toEqual([48, 52]);
  expect(projectOnRoute(route, 95, 1, 90, place)).toBeCloseTo(95, 6);
  const ahead = new Float64Array(4);
  pointsAhead(route, 60, 2, 10, 60, 2, 0, 1, ahead, 0); // at (60, 2), looking north
  expect([...ahead].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-2, -10, -2, -20]);
});

test("there is no route back along a lane, beyond its end, or to a lane that nobody reaches", () => {
  for (const [from, to] of [
    [
      { lane: a, distance: 50 },
      { lane: a, distance: 20 },
    ],
    [
      { lane: c, distance: 0 },
      { lane: a, distance: 0 },
    ],
    [
      { lane: a, distance: 0 },
      { lane: a, distance: 101 },
    ],
    [
      { lane: a, distance: 0 },
      { lane: 3, distance: 0 },
    ],
  ]) {
    expect(tryRoute(small, from, to)).toBeUndefined();
    expect(() => findRoute(small, from, to)).toThrow(/^map\/route: got .* m on lane .* to .* m on lane/);
  }
  expect(findRoute(small, { lane: a, distance: 20 }, { lane: a, distance: 50 })).toEqual([
    { lane: a, from: 20, to: 50 },
  ]);
});

test("routes through towns follow lanes without jumps", () => {
  let found = 0;
  for (const roads of towns) {
    const { count, length, type } = roads.lanes;
    for (let k = 0; k < 12; k++) {
      const [from, to] = [(k * 31) % count, (k * 57 + 40) % count];
      if ([from, to].some((lane) => laneTypes[type[lane]] !== "driving")) continue;
      const legs = tryRoute(roads, { lane: from, distance: 0 }, { lane: to, distance: length[to] });
      if (!legs) continue;
      found++;
      const route = compileRoute(roads, legs);
      for (let i = 1; i <= route.parts; i++) {
        const [x, y, cos, sin] = route.points.subarray(sampleSize * (i - 1));
        const [u, v] = route.points.subarray(sampleSize * i);
        expect(Math.hypot(u - x, v - y)).toBeLessThan(1.2 * route.spacing);
        expect((u - x) * cos + (v - y) * sin).toBeGreaterThan(0.8 * route.spacing);
      }
      for (const spans of [route.stopAt, route.legAt]) expect([...spans]).toEqual([...spans].sort((p, q) => p - q));
    }
  }
  expect(found).toBeGreaterThan(5);
});
