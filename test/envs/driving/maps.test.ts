import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { generateTown, type RoadMap } from "../../../envs/driving/roads/index.ts";
import { readOpenDrive } from "../../../envs/driving/roads/opendrive/read.ts";
import { longestMap } from "../../../envs/driving/town/imported.ts";
import { envs } from "../../../envs/index.ts";
import { readXml } from "../../../scripts/map/xml.ts";
import { bindEnv, type Params } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import { steer } from "./drives.ts";
import { smallMap, withLane } from "./roads/small-map.ts";

const file = new URL("../../parity/driving/xodr-lanes.json.gz", import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString());
const fromOpenDrive = (wanted: string): RoadMap => {
  const { name, xodr } = cases.find(({ name }: { readonly name: string }) => name === wanted);
  return readOpenDrive(readXml(xodr, name), name);
};

const maps: readonly (readonly [string, RoadMap])[] = [
  ["the generator", generateTown(77, { blocks: 4 })],
  ["OpenDRIVE", fromOpenDrive("four-way")],
];

describe.each(maps)("a map of %s", (_, map) => {
  test.each(["driving/route-v1", "driving/hazards-v1", "driving/hills-v1"] as const)(
    "is driven on in %s",
    async (id) => {
      const params = { map: JSON.stringify(map), shortest: 60, longest: 120, vehicles: 6, ends: "route" };
      const vector = await openVector({ envs, env: { id, params }, worlds: 2 });
      await vector.reset(1);
      const scene = await vector.scene(0);
      const roads = scene.parts.filter(({ form }) => form.kind === "ribbon" && form.width > 3);
      if (id !== "driving/hills-v1")
        expect(roads.map(({ form }) => "lines" in form && form.lines.length)).toEqual([map.lanes.length]);
      for (let step = 0; step < 60; step++) {
        steer(vector, 0);
        steer(vector, 1);
        await vector.step();
      }
      for (const world of [0, 1]) expect(vector.features.routeLength[world]).toBeGreaterThanOrEqual(60 - 1e-9);
      expect(Math.max(...vector.features.progress)).toBeGreaterThan(0.05);
      await vector.close();
    },
  );

  test("has other routes to test on, and none of them follows from the number of towns", async () => {
    const routesOf = async (params: Params) => {
      const env = {
        id: "driving/route-v1",
        params: { map: JSON.stringify(map), shortest: 40, vehicles: 0, ...params },
      };
      const vector = await openVector({ envs, env, worlds: 4 });
      await vector.reset(1);
      const { routeLength } = vector.features;
      const found = [...routeLength];
      await vector.close();
      return found;
    };
    const train = await routesOf({});
    expect(await routesOf({ towns: 3, blocks: 2 })).toEqual(train);
    expect(await routesOf({ split: "test" })).not.toEqual(train);
    expect(await routesOf({ firstTown: 5 })).not.toEqual(train);
  });

  test("has room for a crowd", async () => {
    const params = { map: JSON.stringify(map), seats: 4, shortest: 40, longest: 80 };
    const vector = await openVector({ envs, env: { id: "driving/crowd-v1", params }, worlds: 1 });
    await vector.reset(1);
    for (let step = 0; step < 5; step++) await vector.step();
    expect(vector.features.inJunction).toHaveLength(4);
    await vector.close();
  });
});

const complaint = async (params: Params, id: "driving/route-v1" | "driving/crowd-v1" = "driving/route-v1") => {
  try {
    await bindEnv(await envs.get(id), params).prepare();
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return "fine";
};

test.each<readonly [string, Params, string]>([
  ["no map", { map: "town.json" }, 'params/invalid: got map = "town.json": '],
  ["OpenDRIVE itself", { map: "<OpenDRIVE/>" }, "`npx rewardgym map import` turns OpenDRIVE into one."],
  ["other JSON", { map: "{}" }, "map/invalid: got nothing at format of the param map"],
  [
    "a gap",
    { map: JSON.stringify(withLane("c", { start: { x: 101, y: 0, heading: 0 } })) },
    'between lanes "a" and "c"',
  ],
  ["a text without an end", { map: " ".repeat(longestMap + 1) }, `a text of ${longestMap + 1} characters`],
  [
    "no street",
    { map: JSON.stringify(fromOpenDrive("four-way")).replaceAll('"driving"', '"other"') },
    'map "four-way" without a street',
  ],
  [
    "no route so long",
    { map: JSON.stringify(smallMap), shortest: 500 },
    'shortest = 500 for map "small"; expected at most 1',
  ],
  ["not a text", { map: JSON.parse(JSON.stringify(smallMap)) }, "expected a text"],
  ["traces of no map", { traffic: "recorded" }, 'traffic = "recorded" without a map'],
  ["traces of a map without", { traffic: "recorded", map: JSON.stringify(smallMap) }, "with a map without traces"],
])("%s is refused before any world is made", async (_, params, given) => {
  const said = await complaint(params);
  expect(said).toContain(given);
  expect(said.length).toBeLessThan(600);
});

test("more seats than a map has room for are refused with its name", async () => {
  expect(await complaint({ map: JSON.stringify(smallMap), seats: 64, shortest: 20 }, "driving/crowd-v1")).toContain(
    'seats = 64 in map "small", with room for ',
  );
});
