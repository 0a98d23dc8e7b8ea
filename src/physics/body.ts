import {
  type Colour,
  cosine,
  type Heights,
  type Form as SceneForm,
  sine,
  type Turn,
  type Vector,
} from "../core/index.ts";

export type { Colour, Turn, Vector } from "../core/index.ts";

/**
 * One description of a body, as plain data, from which every engine builds its own. Lengths in m, angles in rad,
 * masses in kg; z is up. Positions and turns are relative to the parent link's frame.
 */
export interface Body {
  readonly name: string;
  readonly physics: Physics;
  /** The default surface of the body's shapes. */
  readonly surface: Surface;
  /** Shapes that stand still: floors, rails, tables. */
  readonly ground: readonly Shape[];
  /** Parents before children; a link without a parent is attached to the world. Joints are in the order of links. */
  readonly links: readonly Link[];
  readonly motors: readonly Motor[];
  /** Scales all masses so that they sum to this. */
  readonly totalMass?: number;
}

export interface Physics {
  /** [s] */
  readonly timestep: number;
  readonly integrator: "euler" | "rk4";
  /** "pgs" is projected Gauss-Seidel; the default is Newton. */
  readonly solver?: "newton" | "pgs";
  readonly iterations?: number;
  /** [m/s^2] */
  readonly gravity: Vector;
  /** A medium that causes drag: density [kg/m^3] and viscosity [kg/(m s)]. */
  readonly medium?: { readonly density: number; readonly viscosity: number };
  /** Impedance of joint limits, like `Surface.impedance`. */
  readonly limitImpedance?: Impedance;
}

/** How hard a constraint is: least, most, width [m or rad] (MuJoCo's solimp). */
export type Impedance = readonly [least: number, most: number, width: number];

export interface Surface {
  /** Slides, spins and rolls: [1], [m], [m]. */
  readonly friction: readonly [slide: number, spin: number, roll: number];
  /** 1: without friction; 3: with. */
  readonly dimensions: 1 | 3;
  /** Bit masks: two shapes can touch if the type of one matches the mask of the other, either way. */
  readonly is: number;
  readonly looksFor: number;
  /** Distance at which a contact begins [m]. */
  readonly margin?: number;
  readonly impedance?: Impedance;
  /** [kg/m^3]; water, 1000, by default. */
  readonly density?: number;
}

export interface Shape extends Partial<Surface> {
  readonly name?: string;
  readonly form: Form;
  /** Of its centre. */
  readonly at?: Vector;
  readonly turn?: Turn;
  readonly colour?: Colour;
}

/** The solid forms of scenes, where planes always have an end, and limbs: capsules between two points. */
export type Form =
  | Exclude<SceneForm, { readonly kind: "plane" } | { readonly kind: "ribbon" } | { readonly kind: "mesh" }>
  | { readonly kind: "limb"; readonly radius: number; readonly from: Vector; readonly to: Vector }
  | { readonly kind: "plane"; readonly half: number };

/** Heights of which the lowest is 0. */
export type HeightField = Heights;

export interface Link {
  readonly name: string;
  readonly parent?: string;
  readonly at: Vector;
  readonly turn?: Turn;
  readonly joints: readonly Joint[];
  readonly shapes: readonly Shape[];
}

/** A free joint counts seven positions (place and quaternion) and six speeds, the others one and one. */
export interface Joint {
  readonly name: string;
  readonly kind: "hinge" | "slide" | "free";
  readonly axis?: Vector;
  /** Where the axis passes through. */
  readonly at?: Vector;
  /** Limits, [rad] or [m]. */
  readonly range?: readonly [number, number];
  /** The joint's position in the pose that the description states, [rad] or [m]. */
  readonly reference?: number;
  /** [N m s/rad] or [N s/m] */
  readonly damping?: number;
  /** Inertia of the motor's rotor, [kg m^2] or [kg]. */
  readonly armature?: number;
  /** [N m/rad] or [N/m] */
  readonly stiffness?: number;
  /** Distance from a limit at which it begins to act, [rad] or [m]. */
  readonly margin?: number;
}

/** Pushes a joint with `gear` times its control, [N m] or [N]. */
export interface Motor {
  readonly joint: string;
  readonly gear: number;
  readonly range: readonly [number, number];
}

/** A turn about an axis by an angle [rad]. */
export function turnAbout([x, y, z]: Vector, angle: number): Turn {
  const scale = sine(angle / 2) / Math.hypot(x, y, z);
  return [cosine(angle / 2), x * scale, y * scale, z * scale];
}

export const degrees = (angle: number): number => (angle * Math.PI) / 180;
