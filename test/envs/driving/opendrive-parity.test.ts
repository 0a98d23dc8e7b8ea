import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { compileRoads, projectOnLane, sampleSize } from "../../../envs/driving/roads/index.ts";
import { readOpenDrive } from "../../../envs/driving/roads/opendrive/read.ts";
import { readXml } from "../../../scripts/map/xml.ts";

/** Files of scenariogeneration, and centres of their lanes by pyxodr: x and y in turn [mm] (test/parity/xodr-lanes.py). */
interface Golden {
  readonly cases: readonly {
    readonly name: string;
    readonly xodr: string;
    readonly centres: { readonly [roadSectionLane: string]: readonly number[] };
  }[];
}

const file = new URL("../../parity/driving/xodr-lanes.json.gz", import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Golden;
const tolerance = 0.01; // [m]
let [points, farthest] = [0, 0];

test.each(cases)("the lanes of $name have the centres that pyxodr gives them", ({ name, xodr, centres }) => {
  const roads = compileRoads(readOpenDrive(readXml(xodr, name), name));
  const { indexOf, length } = roads.lanes;
  expect([...indexOf.keys()].sort()).toEqual(Object.keys(centres).sort());
  const place = new Float64Array(sampleSize);
  for (const [id, numbers] of Object.entries(centres)) {
    const lane = indexOf.get(id)!;
    const along: number[] = [];
    for (let i = 0; i < numbers.length; i += 2) {
      const distance = projectOnLane(roads, lane, numbers[i] / 1000, numbers[i + 1] / 1000, -1, place);
      along.push(distance);
      const [, left] = place;
      farthest = Math.max(farthest, Math.abs(left));
      points++;
      expect(Math.abs(left), `${id} at ${distance} m`).toBeLessThan(tolerance);
    }
    const ends = [Math.min(...along), Math.max(...along)];
    expect(Math.abs(ends[0]), id).toBeLessThan(0.3); // pyxodr cuts sections at its own points, 0.1 m apart
    expect(Math.abs(ends[1] - length[lane]), id).toBeLessThan(0.3);
  }
});

test("there are twenty files", () => expect(cases).toHaveLength(20));

afterAll(() => console.log(`${points} points, the farthest ${(1000 * farthest).toFixed(1)} mm from our centre`));
