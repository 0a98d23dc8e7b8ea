import {
  BufferAttribute,
  BufferGeometry,
  CylinderGeometry,
  Group,
  Line,
  LineBasicMaterial,
  Mesh,
  MeshBasicMaterial,
  SphereGeometry,
  Vector3,
} from "three";
import { poseSize, type SceneDescription } from "../../../core/scene.ts";
import type { MarkKind } from "../../../core/scene-marks.ts";
import { token } from "../theme.ts";
import { type ArrowPool, arrowPool } from "./arrow-pool.ts";
import type { Arrow, Arrows } from "./arrows.ts";
import type { Rows } from "./parts.ts";

/** What can be drawn over a scene. */
export const layers = ["joints", "mass", "trail", "contacts", "goals"] as const;
export type Layer = (typeof layers)[number];

const mostTrail = 1000; // points: of a longer path every second one is left out, or more
const mostArrows = 24;
const mostGoals = 4;
const perWeight = 0.4; // length of an arrow for a force of a body's weight [m]
const none = [0, 0, 0] as const;
const rodAxis = new Vector3(0, 1, 0); // along which three.js builds a cylinder

/** Joints, centre of mass, the path so far, contacts and goals. All are drawn through what hides them. */
export function overlaysOf(described: SceneDescription, shown: Rows, add: (object: Group) => void) {
  const { masses = [], axes = [] } = described;
  const weight = masses.reduce((sum, { mass }) => sum + mass, 0);
  const size = sizeOf(described);
  const [first] = Object.values(described.cameras);
  const groups = Object.fromEntries(layers.map((layer) => [layer, new Group()])) as Record<Layer, Group>;
  for (const group of Object.values(groups)) {
    group.visible = false;
    add(group);
  }
  // Transparent materials are drawn last; these are opaque nevertheless.
  const painted: { readonly material: LineBasicMaterial | MeshBasicMaterial; readonly name: string }[] = [];
  const own = <M extends LineBasicMaterial | MeshBasicMaterial>(material: M, name: string): M => {
    painted.push({ material, name });
    return material;
  };
  const lined = (name: string) => own(new LineBasicMaterial({ depthTest: false, transparent: true }), name);
  const filled = (name: string) => own(new MeshBasicMaterial({ depthTest: false, transparent: true }), name);

  // Joints move with their rows: each is a rod along its axis.
  const rod = new CylinderGeometry(0.012 * size, 0.012 * size, 0.28 * size, 8);
  const jointed = { hinge: filled("--series-4"), slide: filled("--series-3") };
  const joints = axes.map(({ row, at, along, kind }) => {
    const joint = new Mesh(rod, jointed[kind]);
    joint.position.set(...at);
    joint.quaternion.setFromUnitVectors(rodAxis, new Vector3(...along).normalize());
    joint.visible = false;
    shown.groups[row]?.add(joint);
    return joint;
  });
  const ball = new SphereGeometry(0.045 * size, 16, 12);
  const centre = new Mesh(ball, filled("--series-5"));
  const fall = new Line(new BufferGeometry().setFromPoints([new Vector3(), new Vector3()]), lined("--series-5"));
  groups.mass.add(centre, fall);
  const path = new Line(new BufferGeometry(), lined("--accent"));
  path.geometry.setAttribute("position", new BufferAttribute(new Float32Array(3 * mostTrail), 3));
  path.frustumCulled = false;
  groups.trail.add(path);
  const pressed = arrowPool(mostArrows, filled("--series-2"), size);
  const wanted = arrowPool(mostGoals, filled("--series-3"), size);
  groups.contacts.add(pressed.group);
  groups.goals.add(wanted.group);
  const [from, along] = [new Vector3(), new Vector3()];
  /** @param scale how long an arrow of length 1 is drawn [m], and the longest one */
  const lay = (pool: ArrowPool, count: number, given: readonly Arrow[] | undefined, scale: number, longest: number) => {
    for (let i = 0; i < count; i++) {
      const arrow = given?.[i];
      along
        .set(...(arrow?.along ?? none))
        .multiplyScalar(scale)
        .clampLength(0, longest);
      pool.lay(i, from.set(...(arrow?.at ?? none)), along);
    }
  };

  const middle = new Vector3();
  return {
    /** Those that this scene can have. @param kinds what its world says of moments */
    available: (kinds: readonly MarkKind[]): Layer[] =>
      layers.filter(
        (layer) =>
          (layer === "joints" && axes.length > 0) ||
          (layer === "mass" && weight > 0) ||
          (layer === "trail" && (first?.row ?? 0) > 0) ||
          kinds.some((kind) => kind === layer),
      ),
    /** @param step the place in `poses` `[steps, rows, 7]` up to which the path goes */
    show(chosen: readonly string[], poses: Float32Array, step: number, follow: number, marks: Arrows | undefined) {
      for (const layer of layers) groups[layer].visible = chosen.includes(layer) && (layer !== "mass" || weight > 0);
      for (const joint of joints) joint.visible = chosen.includes("joints");
      if (groups.mass.visible) {
        middle.set(0, 0, 0);
        for (const { row, at, mass } of masses) {
          const group = shown.groups[row];
          group.updateMatrixWorld();
          middle.addScaledVector(group.localToWorld(new Vector3(...at)), mass / weight);
        }
        centre.position.copy(middle);
        fall.geometry.setFromPoints([middle, new Vector3(middle.x, middle.y, 0)]);
      }
      if (groups.trail.visible) trail(poses, step, follow || (first?.row ?? 0));
      const perForce = perWeight / (9.81 * (weight || 1));
      if (groups.contacts.visible) lay(pressed, mostArrows, marks?.contacts, perForce, 1.5 * size);
      if (groups.goals.visible) lay(wanted, mostGoals, marks?.goals, 1, Number.POSITIVE_INFINITY);
    },
    /** Takes the colours of the page's theme. */
    recolour() {
      for (const { material, name } of painted) material.color.set(token(name));
    },
    dispose() {
      for (const each of [rod, ball, path.geometry, fall.geometry]) each.dispose();
      for (const { material } of painted) material.dispose();
      for (const pool of [pressed, wanted]) pool.dispose();
    },
  };

  function trail(poses: Float32Array, step: number, row: number): void {
    const stride = shown.groups.length * poseSize;
    const every = Math.max(1, Math.ceil((step + 1) / mostTrail));
    const { array } = path.geometry.attributes.position;
    let count = 0;
    for (let at = step; at >= 0 && count < mostTrail; at -= every, count++) {
      const from = at * stride + row * poseSize;
      for (let i = 0; i < 3; i++) array[3 * count + i] = poses[from + i];
    }
    path.geometry.setDrawRange(0, count);
    path.geometry.attributes.position.needsUpdate = true;
  }
}

/** About how large what moves is [m]. */
function sizeOf({ cameras }: SceneDescription): number {
  const [camera] = Object.values(cameras);
  if (!camera) return 1;
  const { eye, target, view } = camera;
  return Math.hypot(eye[0] - target[0], eye[1] - target[1], eye[2] - target[2]) * Math.tan(view / 2);
}
