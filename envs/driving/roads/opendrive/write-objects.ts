import { angleOf } from "../../../../src/core/index.ts";
import { projectOn } from "../along.ts";
import { curve, poseOn, wrapped } from "../curve.ts";
import type { Lane, RoadMap, StopKind } from "../map.ts";
import { sampled, sampleSize } from "../sampled.ts";
import type { Group } from "./groups.ts";
import { element, note, type Written } from "./xml-text.ts";

const signs: { readonly [kind in StopKind]: string } = { light: "1000001", stop: "206", yield: "205" };

export const lengthOf = ({ start, pieces }: Lane): number => curve(start, pieces).length;

/** A signal for each stop line of a lane. */
export function writeSignals(lane: Lane, number: number, { line }: Group, { stopLines }: RoadMap): Written[] {
  const scale = line.length / lengthOf(lane);
  return stopLines
    .filter((stop) => stop.lane === lane.id)
    .map((stop) =>
      element(
        "signal",
        {
          id: stop.id,
          name: stop.id,
          s: stop.at * scale,
          t: 0,
          zOffset: 0,
          type: signs[stop.kind],
          subtype: "-1",
          dynamic: stop.kind === "light" ? "yes" : "no",
          orientation: "+",
          country: "DE",
          value: -1,
        },
        [element("validity", { fromLane: number, toLane: number }), note("stop", stop.id)],
      ),
    );
}

/** Crossings on the first of their roads, and bays on the first lane of their lot. */
export function writeObjects(group: Group, { crossings, parking }: RoadMap): Written {
  const has = (lane: string | undefined) => group.lanes.some(({ id }) => id === lane);
  const trace = sampled(group.lanes[0]);
  const place = new Float64Array(sampleSize);
  const at = (x: number, y: number, heading: number) => {
    const s = projectOn(trace.points, 0, trace.parts, trace.length / trace.parts, x, y, -1, place);
    return { s, t: place[1], hdg: wrapped(heading - poseOn(group.line, s).heading), zOffset: 0 };
  };
  return element("objects", {}, [
    ...crossings
      .filter(({ lanes }) => has(lanes[0]?.lane))
      .map(({ id, from, to, width }) => {
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        const place = at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, angleOf(dy, dx));
        return element("object", { id, type: "crosswalk", ...place, length: Math.sqrt(dx * dx + dy * dy), width }, [
          note("crossing", id),
        ]);
      }),
    ...parking
      .filter(({ lanes }) => has(lanes[0]))
      .flatMap(({ id, lanes, bays }) =>
        bays.map(({ x, y, heading, length, width }, i) =>
          element("object", { id: `${id}/${i}`, type: "parkingSpace", ...at(x, y, heading), length, width }, [
            note("lot", id),
            note("lanes", lanes.join(" ")),
          ]),
        ),
      ),
  ]);
}
