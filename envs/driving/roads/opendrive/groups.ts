import { projectOn } from "../along.ts";
import { type Curve, curve, poseOn } from "../curve.ts";
import { valueAt } from "../knots.ts";
import type { Junction, Lane, RoadMap } from "../map.ts";
import { sampled, sampleSize } from "../sampled.ts";
import { refuse } from "./element.ts";

/** Lanes that lie side by side from the left to the right: one road of OpenDRIVE, with the numbers -1, -2 and so on. */
export interface Group {
  /** The road's id. */
  readonly id: string;
  readonly lanes: readonly Lane[];
  /** The middle of the leftmost lane is the reference line. */
  readonly line: Curve;
  readonly junction: Junction | undefined;
}

export interface Place {
  readonly group: Group;
  /** OpenDRIVE's number of the lane in its road. */
  readonly number: number;
}

const farthest = 0.02; // [m] that a lane may lie from where its neighbours' widths put it

/**
 * Puts lanes in groups. Neighbours whose middles are not as far apart as their widths say get roads of their own.
 * @throws `map/opendrive` if a road's lanes are partly in a junction
 */
export function groupsOf({ lanes, junctions }: RoadMap): readonly Group[] {
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const junctionOf = new Map(junctions.flatMap((junction) => junction.lanes.map((id) => [id, junction] as const)));
  const curves = new Map(lanes.map((lane) => [lane.id, curve(lane.start, lane.pieces)]));
  const done = new Set<string>();
  const groups: Group[] = [];
  for (const lane of lanes) {
    if (done.has(lane.id)) continue;
    let first = lane;
    for (
      const seen = new Set([first.id]);
      first.left !== undefined && !seen.has(first.left) && !done.has(first.left);
      seen.add(first.id)
    )
      first = byId.get(first.left)!;
    const side: Lane[] = [];
    for (
      let one: Lane | undefined = first;
      one && !done.has(one.id);
      one = one.right === undefined ? undefined : byId.get(one.right)
    ) {
      if (side.length > 0 && !isParallel([...side, one], curves)) break;
      side.push(one);
      done.add(one.id);
    }
    if (side.length === 0) side.push(lane);
    done.add(lane.id);
    const junction = junctionOf.get(side[0].id);
    for (const { id } of side)
      if (junctionOf.get(id) !== junction)
        refuse(
          `lanes ${JSON.stringify(side[0].id)} and ${JSON.stringify(id)}, side by side, of which one is in a junction`,
          "both in it, or neither",
        );
    groups.push({ id: String(groups.length + 1), lanes: side, line: curves.get(side[0].id)!, junction });
  }
  return groups;
}

export const placesOf = (groups: readonly Group[]): ReadonlyMap<string, Place> =>
  new Map(groups.flatMap((group) => group.lanes.map(({ id }, i) => [id, { group, number: -1 - i }] as const)));

/** Whether the last of some lanes lies where the widths of all put it beside the first. */
function isParallel(side: readonly Lane[], curves: ReadonlyMap<string, Curve>): boolean {
  const [first, last] = [side[0], side[side.length - 1]];
  const reference = sampled(first);
  const other = curves.get(last.id)!;
  const place = new Float64Array(sampleSize);
  return [0, 0.25, 0.5, 0.75, 1].every((share) => {
    const { x, y } = poseOn(other, share * other.length);
    const spacing = reference.length / reference.parts;
    const at = projectOn(reference.points, 0, reference.parts, spacing, x, y, -1, place);
    const widthOf = (lane: Lane) => valueAt(lane.width, (at / reference.length) * curves.get(lane.id)!.length);
    const inner = side.slice(1, -1).reduce((sum, lane) => sum + widthOf(lane), 0);
    const aside = widthOf(first) / 2 + inner + widthOf(last) / 2;
    const isInside = at > -farthest && at < reference.length + farthest;
    return isInside && Math.abs(place[1] + aside) < farthest; // to the right
  });
}
