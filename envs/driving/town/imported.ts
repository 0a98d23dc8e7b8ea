import { fail, messageOf } from "../../../src/core/index.ts";
import { checkRoads } from "../roads/check.ts";
import { compileRoads, type Roads } from "../roads/compile.ts";
import { streetsOf } from "./streets-of.ts";
import { compileTraces, type TraceTable } from "./traces.ts";

/** The longest text of a map that a param may hold [characters]. */
export const longestMap = 4 * 2 ** 20;

/** A map that a param holds, ready to be driven on. */
export interface ImportedMap {
  readonly roads: Roads;
  /** Recorded drives of others, if there are any. */
  readonly traces?: TraceTable;
}

const mostKept = 8;
const kept = new Map<string, ImportedMap>(); // maps follow from their texts, so that all worlds of a thread may share them

/**
 * The map that a text holds. It is read, checked and compiled once.
 * @throws `params/invalid` for a text that is too long, is not JSON or has no street; `map/invalid`, naming the element
 */
export function importedMap(text: string): ImportedMap {
  let map = kept.get(text);
  if (!map) {
    map = read(text);
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
    kept.set(text, map);
  }
  return map;
}

function read(text: string): ImportedMap {
  if (text.length > longestMap)
    fail("params/invalid", {
      given: `map = a text of ${text.length} characters`,
      expected: `at most ${longestMap}`,
      fix: "Leave out roads or traces that are not driven on.",
    });
  const map = checkRoads(parsed(text), "the param map");
  const roads = compileRoads(map);
  if (streetsOf(roads).length === 0)
    fail("params/invalid", {
      given: `map ${JSON.stringify(map.name)} without a street`,
      expected: "a lane of type driving or ramp, of at least 20 m, outside junctions",
    });
  const traces = map.traces?.length ? compileTraces(map.traces) : undefined;
  return { roads, ...(traces && { traces }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return fail("params/invalid", {
      given: `map = ${JSON.stringify(text.slice(0, 60))}${text.length > 60 ? "..." : ""}: ${messageOf(cause)}`,
      expected: "a road map as JSON: the text of a file, not its name",
      fix: text.trimStart().startsWith("<")
        ? "`npx rewardgym map import` turns OpenDRIVE into one."
        : "--set env.map=@town.json reads a file.",
      cause,
    });
  }
}
