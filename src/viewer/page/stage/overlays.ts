import {
  ArrowHelper,
  BufferAttribute,
  BufferGeometry,
  Group,
  Line,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  SphereGeometry,
  Vector3,
} from "three";
import { poseSize, type SceneDescription } from "../../../core/scene.ts";
import type { SceneMarks } from "../../../core/scene-marks.ts";
import { token } from "../theme.ts";
import type { Rows } from "./parts.ts";

/** What can be drawn over a scene. */
export const layers = ["joints", "mass", "trail", "contacts", "goals"] as const;
export type Layer = (typeof layers)[number];

const mostTrail = 1000; // points: of a longer path every second one is left out, or more
const mostArrows = 24;
const perNewton = 0.4; // length of an arrow for a force of a body's weight [m]

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
  const material = (name: string) => new LineBasicMaterial({ color: token(name), depthTest: false });
  const over = (name: string) => new MeshBasicMaterial({ color: token(name), depthTest: false });

  // Joints move with their rows: each is a line along its axis.
  const joints = axes.map(({ row, at, along, kind }) => {
    const half = new Vector3(...along).normalize().multiplyScalar(0.14 * size);
    const from = new Vector3(...at);
    const points = [from.clone().sub(half), from.clone().add(half)];
    const line = new LineSegments(
      new BufferGeometry().setFromPoints(points),
      material(kind === "hinge" ? "--series-4" : "--series-3"),
    );
    line.renderOrder = 1;
    line.visible = false;
    shown.groups[row]?.add(line);
    return line;
  });
  const ball = new SphereGeometry(0.045 * size, 16, 12);
  const centre = new Mesh(ball, over("--series-5"));
  const fall = new Line(new BufferGeometry().setFromPoints([new Vector3(), new Vector3()]), material("--series-5"));
  groups.mass.add(centre, fall);
  const path = new Line(new BufferGeometry(), material("--accent"));
  path.geometry.setAttribute("position", new BufferAttribute(new Float32Array(3 * mostTrail), 3));
  path.frustumCulled = false;
  groups.trail.add(path);
  for (const each of [centre, fall, path]) each.renderOrder = 1;
  const arrows = (layer: Layer, name: string, count: number) =>
    Array.from({ length: count }, () => {
      const arrow = new ArrowHelper(new Vector3(0, 0, 1), new Vector3(), 1, token(name));
      for (const part of [arrow.line, arrow.cone]) {
        const one = Array.isArray(part.material) ? part.material[0] : part.material;
        one.depthTest = false;
        part.renderOrder = 1;
      }
      groups[layer].add(arrow);
      return arrow;
    });
  const pressed = arrows("contacts", "--series-2", mostArrows);
  const wanted = arrows("goals", "--series-3", 4);
  const point = (arrow: ArrowHelper, at: Vector3, along: Vector3) => {
    const length = along.length();
    arrow.visible = length > 1e-6;
    if (!arrow.visible) return;
    arrow.position.copy(at);
    arrow.setDirection(along.normalize());
    arrow.setLength(length, Math.min(0.2 * length, 0.08 * size), 0.05 * size);
  };

  const middle = new Vector3();
  return {
    /** Those that this scene can have. @param isLive whether its world says more than where things are */
    available: (isLive: boolean): Layer[] =>
      layers.filter(
        (layer) =>
          (layer === "joints" && axes.length > 0) ||
          (layer === "mass" && weight > 0) ||
          (layer === "trail" && (first?.row ?? 0) > 0) ||
          (isLive && (layer === "contacts" || layer === "goals")),
      ),
    /** @param step the place in `poses` `[steps, rows, 7]` up to which the path goes */
    show(chosen: readonly string[], poses: Float32Array, step: number, follow: number, marks: SceneMarks | undefined) {
      for (const layer of layers) groups[layer].visible = chosen.includes(layer);
      for (const joint of joints) joint.visible = chosen.includes("joints");
      if (groups.mass.visible && weight > 0) {
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
      if (groups.contacts.visible)
        for (const [i, arrow] of pressed.entries()) {
          const contact = marks?.contacts[i];
          const force = new Vector3(...(contact?.force ?? [0, 0, 0])).multiplyScalar(
            perNewton / (9.81 * (weight || 1)),
          );
          point(arrow, new Vector3(...(contact?.at ?? [0, 0, 0])), force.clampLength(0, 3 * size));
        }
      if (groups.goals.visible)
        for (const [i, arrow] of wanted.entries()) {
          const goal = marks?.goals[i];
          point(arrow, new Vector3(...(goal?.at ?? [0, 0, 0])), new Vector3(...(goal?.along ?? [0, 0, 0])));
        }
    },
    dispose() {
      for (const each of [ball, path.geometry, fall.geometry, ...joints.map(({ geometry }) => geometry)])
        each.dispose();
      for (const arrow of [...pressed, ...wanted]) arrow.dispose();
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
