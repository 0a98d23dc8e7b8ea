import { stat } from "node:fs/promises";
import { checkRoads, compileRoads, type RoadMap } from "../../envs/driving/roads/index.ts";
import { readOpenDrive } from "../../envs/driving/roads/opendrive/read.ts";
import { fail, messageOf } from "../../src/core/index.ts";
import { readWhole } from "../../src/record/index.ts";
import { fromHere } from "../places.ts";
import { readXml } from "./xml.ts";

const largest = 64 * 1024 * 1024; // [bytes]

/**
 * Reads a road map, as JSON or OpenDRIVE, whichever the file holds.
 * @throws `map/invalid`, `map/opendrive`, `file/unusable`
 */
export async function readMap(path: string, what = "a road map as JSON or OpenDRIVE"): Promise<RoadMap> {
  const size = await stat(path).then(
    ({ size }) => size,
    () => 0, // reading it says what is wrong
  );
  if (size > largest)
    fail("map/invalid", { given: `${fromHere(path)} of ${size} bytes`, expected: `at most ${largest} bytes` });
  const text = new TextDecoder().decode(await readWhole(path, what)).replace(/^\uFEFF/, "");
  return text.trimStart().startsWith("<") ? readXodr(text, path) : readJson(text, path);
}

function readXodr(text: string, path: string): RoadMap {
  const name = fromHere(path);
  return readOpenDrive(readXml(text, name), name);
}

function readJson(text: string, path: string): RoadMap {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    fail("map/invalid", {
      given: `${fromHere(path)}: ${messageOf(thrown)}`,
      expected: "a road map as JSON",
      cause: thrown,
    });
  }
  return checkRoads(value, fromHere(path));
}

/** `town 3: 120 lanes, 4.2 km, 5 junctions, 12 lights, 20 crossings, 16 parking bays`. */
export function mapInWords(map: RoadMap): string {
  const { lanes } = compileRoads(map);
  const kilometres = lanes.length.reduce((sum, length) => sum + length, 0) / 1000;
  const bays = map.parking.reduce((sum, lot) => sum + lot.bays.length, 0);
  const counted = (count: number, one: string, many = `${one}s`) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  return `${map.name}: ${[
    ...counted(map.lanes.length, "lane"),
    `${kilometres.toFixed(1)} km`,
    ...counted(map.junctions.length, "junction"),
    ...counted(map.lights.length, "light"),
    ...counted(map.crossings.length, "crossing"),
    ...counted(bays, "parking bay"),
    ...counted(map.traces?.length ?? 0, "recorded car"),
  ].join(", ")}`;
}

/** Fails unless a file name ends as it must. @throws `cli/usage` */
export function needOut(out: string | undefined, ending: string): string {
  if (out?.endsWith(ending)) return out;
  return fail("cli/usage", {
    given: out === undefined ? "no --out" : `--out ${out}`,
    expected: `a file that ends with ${ending}`,
    fix: `--out town${ending}`,
  });
}
