import { cosine, sine } from "../../../src/core/index.ts";
import type { Piece, Pose } from "./map.ts";
import { type Place, type Traced, tracePiece } from "./pieces.ts";

/** Pieces one after another, in the frame of the map. */
export interface Curve extends Traced {
  /** Where each piece begins, and the whole length at the end [m]. */
  readonly breaks: readonly number[];
  readonly end: Pose;
}

interface Placed {
  readonly traced: Traced;
  readonly from: number;
  readonly pose: Pose;
}

/** The line that starts somewhere and goes on in pieces. Headings are continuous, not wrapped. */
export function curve(start: Pose, pieces: readonly Piece[]): Curve {
  const placed: Placed[] = [];
  const place = new Float64Array(4);
  let [from, pose] = [0, start];
  for (const piece of pieces) {
    const traced = tracePiece(piece);
    const part = { traced, from, pose };
    placed.push(part);
    placeIn(part, traced.length, place);
    pose = { x: place[0], y: place[1], heading: place[2] };
    from += traced.length;
  }
  return {
    length: from,
    breaks: [...placed.map((part) => part.from), from],
    end: pose,
    at(distance, out) {
      let i = placed.length - 1;
      while (i > 0 && placed[i].from > distance) i--;
      placeIn(placed[i], distance - placed[i].from, out);
    },
  };
}

function placeIn({ traced, pose }: Placed, distance: number, out: Place): void {
  traced.at(distance, out);
  const [x, y] = out;
  const [cos, sin] = [cosine(pose.heading), sine(pose.heading)];
  out[0] = pose.x + cos * x - sin * y;
  out[1] = pose.y + sin * x + cos * y;
  out[2] += pose.heading;
}

/** The pose at a distance along a curve. */
export function poseOn(line: Traced, distance: number): Pose {
  const place = new Float64Array(4);
  line.at(distance, place);
  return { x: place[0], y: place[1], heading: place[2] };
}

/** The pose that lies `ahead` and `left` of another [m], turned by `turn` [rad]. */
export function beside({ x, y, heading }: Pose, ahead: number, left: number, turn = 0): Pose {
  const [cos, sin] = [cosine(heading), sine(heading)];
  return { x: x + cos * ahead - sin * left, y: y + sin * ahead + cos * left, heading: heading + turn };
}

/** An angle in [-pi, pi). */
export const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
