/**
 * What can be seen, as plain data: fixed for life, except for the poses of its rows, which change with every step and are
 * kept apart. Lengths in m, angles in rad, z is up. Row 0 is the world and stands still.
 */
export type SceneDescription = {
  readonly parts: readonly Part[];
  readonly light: Light;
  readonly sky: Sky;
  /** The first is the default. */
  readonly cameras: { readonly [name: string]: Camera };
  /** What rows are called, row 0 first. */
  readonly names?: readonly string[];
  /** What rows weigh, where they are bodies. */
  readonly masses?: readonly MassPoint[];
  /** Joints, where rows hang together by them. */
  readonly axes?: readonly Axis[];
};

/** A row's mass [kg] and where its centre is in the row's frame [m]. */
export type MassPoint = { readonly row: number; readonly at: Vector; readonly mass: number };

/** A joint: a place and a direction in the frame of the row that it moves. */
export type Axis = {
  readonly row: number;
  readonly name: string;
  /** Whether it turns the row about the direction, or slides it along. */
  readonly kind: "hinge" | "slide";
  readonly at: Vector;
  readonly along: Vector;
};

export type Vector = readonly [x: number, y: number, z: number];
/** A unit quaternion: w, x, y, z. */
export type Turn = readonly [w: number, x: number, y: number, z: number];
/** sRGB, each in [0, 1]. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A form fixed to a row. */
export type Part = {
  readonly form: Form;
  readonly colour: Colour;
  /** Squares of this second colour, in the form's own x and y; `size` is a square's side [m]. */
  readonly checker?: { readonly colour: Colour; readonly size: number };
  /** The frame that it moves with; 0 by default. */
  readonly row?: number;
  /** Of its centre, in its row's frame. */
  readonly at?: Vector;
  readonly turn?: Turn;
};

/** Capsules and cylinders lie along their own z; planes face it and are endless without a `half`. */
export type Form =
  | { readonly kind: "sphere"; readonly radius: number }
  | { readonly kind: "capsule"; readonly radius: number; readonly halfLength: number }
  | { readonly kind: "cylinder"; readonly radius: number; readonly halfLength: number }
  | { readonly kind: "box"; readonly half: Vector }
  | { readonly kind: "plane"; readonly half?: readonly [x: number, y: number] }
  | Heights
  | Ribbon
  | Mesh;

/** A closed surface of triangles, such as a hull: it shades others, but not itself. */
export type Mesh = {
  readonly kind: "mesh";
  /** Corners, `[count, 3]`, flat [m]. */
  readonly vertices: readonly number[];
  /** Numbers of three corners each, `[count, 3]`, flat: seen from outside, they go round against the clock. */
  readonly triangles: readonly number[];
};

/** Flat strips of one width [m] along lines, which lie in z = 0 and face along z: roads, and what is painted on them. */
export type Ribbon = {
  readonly kind: "ribbon";
  readonly width: number;
  /** Of each strip, x and y of two points or more [m], one after another. */
  readonly lines: readonly (readonly number[])[];
};

/**
 * Heights [m] over a grid, row-major: x grows along a row, y from row to row. The field spans `half` to both sides of its
 * centre.
 */
export type Heights = {
  readonly kind: "heights";
  readonly rows: number;
  readonly columns: number;
  readonly half: readonly [x: number, y: number];
  readonly heights: readonly number[];
};

/** Sunlight and ambient light. Both are shares of a part's colour: a total of 1 shows the colour unchanged. */
export type Light = {
  /** Points to the sun; any length. */
  readonly towards: Vector;
  readonly sun: number;
  readonly ambient: number;
};

export type Sky = {
  readonly horizon: Colour;
  readonly zenith: Colour;
  /** Distance at which half of the colour is the horizon's [m]. */
  readonly haze: number;
};

/** Looks from `eye` at `target`, both relative to the point (x, y, 0) below its row, or where it rides in the row's frame. */
export type Camera = {
  /** The row that it follows over the ground; 0, the default, stands still. */
  readonly row?: number;
  /** Whether it is fixed to its row, and turns and tilts with it. */
  readonly rides?: boolean;
  readonly eye: Vector;
  readonly target: Vector;
  /** Angle between the picture's upper and lower edge [rad]. */
  readonly view: number;
};

/** Numbers in the pose of a row: place (x, y, z) [m] and turn (w, x, y, z). */
export const poseSize = 7;

/** How many rows a scene has, the world included: its poses are `[rows, 7]`. */
export const sceneRows = ({ parts, cameras }: SceneDescription): number =>
  1 + Math.max(0, ...parts.map(({ row = 0 }) => row), ...Object.values(cameras).map(({ row = 0 }) => row));

/** Writes the poses of rows whose places `[rows, 3]` and turns `[rows, 4]` are kept apart. */
export function writePoses(places: Float64Array, turns: Float64Array, out: Float64Array): void {
  for (let row = 0, at = 0; at < out.length; row++, at += poseSize) {
    for (let i = 0; i < 3; i++) out[at + i] = places[3 * row + i];
    for (let i = 0; i < 4; i++) out[at + 3 + i] = turns[4 * row + i];
  }
}
