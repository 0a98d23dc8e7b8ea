import { expect, test } from "vitest";
import { compileRoads, generateTrack, type Roads, sampleSize } from "../../../../envs/driving/roads/index.ts";
import { matchLanes, type Passed } from "../../../../envs/driving/roads/match.ts";
import { type TownRoute, townRoute } from "../../../../envs/driving/town/town.ts";
import { townOf } from "../../../../envs/driving/town/towns.ts";
import { smallMap } from "./small-map.ts";

/** Every second point of a route, as somebody drives who is a little beside it. */
const passedOn = ({ points, parts }: TownRoute, left: number): Passed[] =>
  Array.from({ length: Math.floor(parts / 2) + 1 }, (_, i) => {
    const [x, y, cos, sin] = points.subarray(sampleSize * 2 * i);
    return { x: x - left * sin, y: y + left * cos, cos, sin };
  });

/** The lanes of a matched way. @throws where there is none */
function legsOf(roads: Roads, places: readonly Passed[]) {
  const legs = matchLanes(roads, places);
  if (typeof legs === "number") throw new Error(`no lane at place ${legs}`);
  return legs;
}

test.each([0, 1, 2, 3])("routes through town %i are found again from where a car was", (first) => {
  const town = townOf({ split: "test", first, blocks: 8, routes: 6, shortest: 100, longest: 400 }, 0);
  for (const route of town.routes)
    for (const left of [0, 0.5, -0.5]) {
      const legs = legsOf(town.roads, passedOn(route, left));
      const again = townRoute(town.roads, legs, Number.POSITIVE_INFINITY);
      expect(Math.abs(again.length - route.length)).toBeLessThan(4);
      const lanes = (way: TownRoute) => [...new Set(way.lane)].filter((lane) => town.roads.lanes.length[lane] > 8);
      expect(lanes(again)).toEqual(lanes(route));
    }
});

test("laps of a track are as long as they were driven", () => {
  const roads = compileRoads(generateTrack(3));
  const { length, next, points, firstPoint, parts } = roads.lanes;
  const places: Passed[] = [];
  let [lane, way] = [0, 0];
  for (
    const laps = 1.5 * length.reduce((sum, each) => sum + each, 0) + 30;
    way < laps;
    lane = next.values[next.from[lane]]
  ) {
    for (let i = 0; i < parts[lane]; i += 2) {
      const [x, y, cos, sin] = points.subarray(sampleSize * (firstPoint[lane] + i));
      places.push({ x, y, cos, sin });
    }
    way += length[lane];
  }
  const matched = legsOf(roads, places).reduce((sum, { from, to }) => sum + to - from, 0);
  expect(Math.abs(matched - way)).toBeLessThan(4);
});

test("a place that no lane leads to is named", () => {
  const roads = compileRoads(smallMap);
  const east = (x: number, y: number) => ({ x, y, cos: 1, sin: 0 });
  expect(matchLanes(roads, [east(0, 0), east(5, 0), east(10, 0), east(10, 20)])).toBe(3);
  expect(matchLanes(roads, [east(0, 50)])).toBe(0);
  expect(matchLanes(roads, [{ ...east(50, 0), cos: -1 }])).toBe(0); // against the traffic
  // from lane a to lane b, which lies to its left
  expect(matchLanes(roads, [east(10, 0), east(20, 0.5), east(30, 3.2), east(40, 3.5)])).toEqual([
    { lane: 0, from: 10, to: 30 },
    { lane: 1, from: 30, to: 40 },
  ]);
});
