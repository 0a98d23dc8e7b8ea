import { fail, listing } from "../../../src/core/index.ts";
import { checkTraces } from "./check-traces.ts";
import { type Curve, curve, wrapped } from "./curve.ts";
import { flawOf } from "./form.ts";
import type { Lane, Pose, RoadMap } from "./map.ts";
import { roadSchema } from "./schema.ts";

const shortest = 0.01; // [m]
const widestGap = 0.1; // [m]
const sharpestKink = 0.1; // [rad]
const farthest = 500_000; // [m] of all lanes together

/**
 * Checks a road map from outside: its form, what its elements say of each other, and that lanes that follow each other meet.
 * @throws `map/invalid`, naming the element
 */
export function checkRoads(value: unknown, what = "the map"): RoadMap {
  const flaw = flawOf(value, roadSchema, roadSchema.$defs);
  if (flaw) {
    const { path, given, expected, fix } = flaw;
    fail("map/invalid", { given: `${given} at ${path || "the top"} of ${what}`, expected, fix });
  }
  const map = value as RoadMap;
  const lanes = byId("lane", map.lanes, what);
  byId("junction", map.junctions, what);
  const curves = new Map(map.lanes.map((lane) => [lane.id, checkedCurve(lane)]));
  const total = [...curves.values()].reduce((sum, { length }) => sum + length, 0);
  if (total > farthest)
    fail("map/invalid", { given: `${Math.round(total)} m of lanes in ${what}`, expected: `at most ${farthest} m` });
  for (const lane of map.lanes) checkLane(lane, lanes, curves);
  checkRest(map, lanes, curves, what);
  checkTraces(map.traces ?? [], what);
  return map;
}

type Lanes = ReadonlyMap<string, Lane>;
type Curves = ReadonlyMap<string, Curve>;

const invalid = (given: string, expected: string, fix?: string) => fail("map/invalid", { given, expected, fix });
const shown = (id: string) => JSON.stringify(id);

function byId<T extends { readonly id: string }>(kind: string, elements: readonly T[], what: string): Map<string, T> {
  const found = new Map<string, T>();
  for (const element of elements) {
    if (found.has(element.id)) invalid(`two ${kind}s named ${shown(element.id)} in ${what}`, "a name for each");
    found.set(element.id, element);
  }
  return found;
}

function checkedCurve({ id, start, pieces }: Lane): Curve {
  for (const [i, piece] of pieces.entries())
    if (piece.kind === "polynomial" && !(piece.u[0] > 0 && Math.abs(piece.v[0]) <= sharpestKink * piece.u[0]))
      invalid(
        `u = ${JSON.stringify(piece.u)} and v = ${JSON.stringify(piece.v)} in piece ${i} of lane ${shown(id)}`,
        "a polynomial that begins ahead: u[0] above 0, v[0] next to 0",
      );
  const line = curve(start, pieces);
  if (!(line.length >= shortest)) invalid(`lane ${shown(id)} of ${line.length} m`, `at least ${shortest} m`);
  if (!Number.isFinite(line.end.x + line.end.y + line.end.heading))
    invalid(`lane ${shown(id)}, which ends nowhere`, "pieces that can be followed");
  return line;
}

function checkLane(lane: Lane, lanes: Lanes, curves: Curves): void {
  const named = `lane ${shown(lane.id)}`;
  const { width, next, ends } = lane;
  if (typeof width !== "number") {
    const i = width.findIndex(([distance], i) => i > 0 && !(distance > width[i - 1][0]));
    if (i > 0)
      invalid(`a width at ${width[i][0]} m after one at ${width[i - 1][0]} m in ${named}`, "growing distances");
  }
  for (const side of ["left", "right", "opposite"] as const) {
    const id = lane[side];
    if (id === undefined) continue;
    const other = needed(lanes, "lane", id, `the ${side} of ${named}`);
    const back = other[({ left: "right", right: "left", opposite: "opposite" } as const)[side]];
    if (back !== lane.id)
      invalid(
        `${named} with ${shown(id)} on its ${side}, which has ${back === undefined ? "nothing" : shown(back)} there`,
        "neighbours that agree",
      );
  }
  if (next.length === 0 && !ends)
    invalid(`${named} without a next lane`, "a next lane, or ends: true", "A car could not go on there.");
  const { end } = curves.get(lane.id)!;
  for (const id of next) {
    const { start } = needed(lanes, "lane", id, `the next of ${named}`);
    const gap = distanceOf(end, start);
    if (gap > widestGap)
      invalid(
        `a gap of ${gap.toFixed(2)} m between lanes ${shown(lane.id)} and ${shown(id)}`,
        `at most ${widestGap} m`,
      );
    const kink = Math.abs(wrapped(end.heading - start.heading));
    if (kink > sharpestKink)
      invalid(
        `a kink of ${kink.toFixed(2)} rad between lanes ${shown(lane.id)} and ${shown(id)}`,
        `at most ${sharpestKink} rad`,
      );
  }
}

const distanceOf = (a: Pose, b: Pose) => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);

function needed<T>(elements: ReadonlyMap<string, T>, kind: string, id: string, where: string): T {
  const found = elements.get(id);
  if (found !== undefined) return found;
  const known = [...elements.keys()];
  return invalid(`${kind} ${shown(id)} as ${where}`, known.length ? listing(known, 6) : `a ${kind} that there is`);
}

function checkRest(
  { junctions, lights, stopLines, crossings, parking }: RoadMap,
  lanes: Lanes,
  curves: Curves,
  what: string,
) {
  const lightsById = byId("light", lights, what);
  byId("stop line", stopLines, what);
  byId("crossing", crossings, what);
  byId("parking lot", parking, what);
  const inside = (lane: string, from: number, to: number, where: string) => {
    needed(lanes, "lane", lane, where);
    const { length } = curves.get(lane)!;
    if (!(from <= to && to <= length + 1e-6))
      invalid(`${from} to ${to} m on lane ${shown(lane)} as ${where}`, `a stretch within its ${length.toFixed(3)} m`);
  };
  const owner = new Map<string, string>();
  for (const { id, lanes: within, conflicts } of junctions) {
    for (const lane of within) {
      needed(lanes, "lane", lane, `a lane of junction ${shown(id)}`);
      if (owner.has(lane))
        invalid(`lane ${shown(lane)} in junctions ${shown(owner.get(lane)!)} and ${shown(id)}`, "one of them");
      owner.set(lane, id);
    }
    for (const { lanes: pair, spans, yields } of conflicts) {
      const where = `a conflict of junction ${shown(id)}`;
      for (const i of [0, 1] as const) inside(pair[i], ...spans[i], where);
      if (pair[0] === pair[1]) invalid(`lane ${shown(pair[0])} twice in ${where}`, "two lanes");
      if (yields !== undefined && !pair.includes(yields))
        invalid(`lane ${shown(yields)} to give way in ${where}`, listing(pair));
    }
  }
  for (const { id, lane, at, kind, light } of stopLines) {
    inside(lane, at, at, `the place of stop line ${shown(id)}`);
    if ((kind === "light") !== (light !== undefined))
      invalid(
        `stop line ${shown(id)} of kind ${kind} ${light === undefined ? "without a light" : "with a light"}`,
        "a light where the kind is light",
      );
    if (light !== undefined) needed(lightsById, "light", light, `the light of stop line ${shown(id)}`);
  }
  for (const { id, lanes: parts } of crossings)
    for (const { lane, span } of parts) inside(lane, ...span, `part of crossing ${shown(id)}`);
  for (const { id, lanes: aisles } of parking)
    for (const lane of aisles) needed(lanes, "lane", lane, `a lane of parking lot ${shown(id)}`);
}
