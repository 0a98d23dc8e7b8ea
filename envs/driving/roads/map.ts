/**
 * A road map as plain data: what the generator makes, what is imported, exported and drawn, and what `compileRoads` turns
 * into typed arrays. Lengths in m, angles in rad, speeds in m/s, times in s; x to the east, y to the north, headings counter-
 * clockwise from x. Traffic keeps to the right unless lanes say otherwise. `schema.ts` says the same as JSON Schema.
 */
export interface RoadMap {
  readonly format: typeof roadFormat;
  readonly name: string;
  readonly lanes: readonly Lane[];
  readonly junctions: readonly Junction[];
  readonly lights: readonly Light[];
  readonly stopLines: readonly StopLine[];
  readonly crossings: readonly Crossing[];
  readonly parking: readonly ParkingLot[];
  /** Recorded drives on these roads. */
  readonly traces?: readonly Trace[];
}

export const roadFormat = "rewardgym/roads-1";

export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
}

/**
 * A part of a line. Each begins where the one before it ends, and with its heading, so that a line has no gaps.
 * A polynomial is `u(p) = u[0] p + u[1] p^2 + u[2] p^3` ahead and `v(p)` to the left, both for p from 0 to 1;
 * v[0] is 0 unless the line has a kink there.
 */
export type Piece =
  | { readonly kind: "line"; readonly length: number }
  | { readonly kind: "arc"; readonly length: number; readonly curvature: number }
  | { readonly kind: "clothoid"; readonly length: number; readonly curvature: readonly [from: number, to: number] }
  | { readonly kind: "polynomial"; readonly u: Cubic; readonly v: Cubic };

/** Factors of p, p^2 and p^3. */
export type Cubic = readonly [number, number, number];

/** A value [m] by distance [m], linear between its knots; distances grow. */
export type Knots = readonly (readonly [distance: number, value: number])[];

export const laneTypes = ["driving", "ramp", "aisle", "shoulder", "bicycle", "sidewalk", "other"] as const;
export type LaneType = (typeof laneTypes)[number];

/** A lane, in the direction of its traffic. Its pieces are its centre. */
export interface Lane {
  readonly id: string;
  readonly type: LaneType;
  readonly start: Pose;
  readonly pieces: readonly Piece[];
  /** The same all along, or by distance. */
  readonly width: number | Knots;
  readonly limit: number;
  /** Lanes of the same direction that a car may change to. */
  readonly left?: string;
  readonly right?: string;
  /** The lane of the other direction beside it. */
  readonly opposite?: string;
  /** Lanes that begin where it ends. */
  readonly next: readonly string[];
  /** That it may end without a next lane, as at the map's edge. */
  readonly ends?: boolean;
}

export const junctionKinds = ["crossing", "roundabout", "merge", "fork", "bottleneck", "parking", "other"] as const;
export type JunctionKind = (typeof junctionKinds)[number];

/** Where lanes meet. `lanes` are those inside it. */
export interface Junction {
  readonly id: string;
  readonly kind: JunctionKind;
  readonly lanes: readonly string[];
  readonly conflicts: readonly Conflict[];
}

/** A stretch of two lanes in which cars on both would touch. */
export interface Conflict {
  readonly lanes: readonly [string, string];
  /** From and to, on each of the two lanes. */
  readonly spans: readonly [Span, Span];
  /** They cross, end as one, or begin as one. */
  readonly kind: "cross" | "merge" | "fork";
  /** The lane that gives way; without it, whoever comes first goes first. */
  readonly yields?: string;
}

export type Span = readonly [from: number, to: number];

export const lightColours = ["green", "yellow", "red"] as const;
export type LightColour = (typeof lightColours)[number];

/** A traffic light: its phases over and over; at time 0 it is `offset` into them. */
export interface Light {
  readonly id: string;
  readonly phases: readonly { readonly colour: LightColour; readonly seconds: number }[];
  readonly offset: number;
}

export const stopKinds = ["light", "stop", "yield"] as const;
export type StopKind = (typeof stopKinds)[number];

/** Where a car on a lane waits; `light` names one if the kind is `light`. */
export interface StopLine {
  readonly id: string;
  readonly lane: string;
  readonly at: number;
  readonly kind: StopKind;
  readonly light?: string;
}

/** Where pedestrians cross, from one kerb to the other, and which stretches of lanes that takes. */
export interface Crossing {
  readonly id: string;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly width: number;
  readonly lanes: readonly { readonly lane: string; readonly span: Span }[];
}

/** Bays, each by its middle, and the lanes that they are reached from. */
export interface ParkingLot {
  readonly id: string;
  readonly lanes: readonly string[];
  readonly bays: readonly Bay[];
}

export interface Bay extends Pose {
  readonly length: number;
  readonly width: number;
}

/** Seconds between two poses of a trace, and of a step of the drives that replay it. */
export const traceSeconds = 0.1;

/** A recorded car: where its middle was in every step from `start` on. */
export interface Trace {
  readonly length: number;
  readonly width: number;
  /** The step of its first pose, counted from the recording's start. */
  readonly start: number;
  readonly poses: readonly (readonly [x: number, y: number, heading: number])[];
  /** That it is the car that somebody else is to drive; at most one is. */
  readonly ego?: boolean;
}
