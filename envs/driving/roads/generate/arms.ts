import { beside } from "../curve.ts";
import type { Crossing, Lane, Pose, StopKind, StopLine } from "../map.ts";
import { laneWidth, type Road, type Socket, socketAt, straightRoad } from "./block.ts";

/** A road at a junction. */
export interface Arm {
  readonly name: string;
  /** Of its middle at the junction's edge, heading away from the junction. */
  readonly mouth: Pose;
  /** Lanes that lead into the junction, and lanes that lead away, from the middle outwards. */
  readonly entering: readonly Lane[];
  readonly leaving: readonly Lane[];
  readonly limit: number;
}

const crossingWidth = 3; // [m]
const crossingAt = 1.5; // [m] from the junction's edge
const stopBefore = 1; // [m] before the crossing

/** The road on which a junction is reached. */
export const arrivingArm = (name: string, road: Road, limit: number): Arm => ({
  name,
  mouth: { ...road.end, heading: road.end.heading + Math.PI },
  entering: road.out,
  leaving: road.in,
  limit,
});

/** A new road that leads away, and where it can go on. */
export function leadingArm(name: string, mouth: Pose, length: number, count: number, limit: number) {
  const built = straightRoad(name, mouth, length, count, limit);
  const arm: Arm = { name, mouth, entering: built.in, leaving: built.out, limit };
  return { arm, road: built, socket: socketAt(built, limit) satisfies Socket };
}

/** Where pedestrians cross the arm. */
export function crossingOf({ name, mouth, entering, leaving }: Arm, lengthOf: (lane: Lane) => number): Crossing {
  const [left, right] = [entering.length * laneWidth + 0.5, leaving.length * laneWidth + 0.5];
  const middle = crossingAt + crossingWidth / 2;
  const [from, to] = [beside(mouth, middle, left), beside(mouth, middle, -right)];
  return {
    id: `${name}/crossing`,
    from: [from.x, from.y],
    to: [to.x, to.y],
    width: crossingWidth,
    lanes: [
      ...entering.map((lane) => ({
        lane: lane.id,
        span: [lengthOf(lane) - crossingAt - crossingWidth, lengthOf(lane) - crossingAt] as const,
      })),
      ...leaving.map((lane) => ({ lane: lane.id, span: [crossingAt, crossingAt + crossingWidth] as const })),
    ],
  };
}

/** Where cars wait on the arm. */
export const stopLinesOf = (
  { entering }: Arm,
  kind: StopKind,
  light: string | undefined,
  lengthOf: (lane: Lane) => number,
): StopLine[] =>
  entering.map((lane) => ({
    id: `${lane.id}/stop`,
    lane: lane.id,
    at: lengthOf(lane) - crossingAt - crossingWidth - stopBefore,
    kind,
    ...(light !== undefined && { light }),
  }));
