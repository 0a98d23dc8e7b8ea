import {
  BufferGeometry,
  type Group,
  Line,
  LineBasicMaterial,
  type Object3D,
  type PerspectiveCamera,
  Plane,
  Raycaster,
  Vector2,
  Vector3,
} from "three";
import type { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { Vector } from "../../../core/scene.ts";
import { token } from "../theme.ts";
import type { Rows } from "./parts.ts";
import type { Reach } from "./stage.ts";

const near = 8; // how far beside a limb one may press [pixels of the page]
type Offset = readonly [right: number, down: number];
const around: readonly Offset[] = [
  [0, 0],
  ...Array.from(
    { length: 8 },
    (_, i) => [near * Math.cos((i * Math.PI) / 4), near * Math.sin((i * Math.PI) / 4)] as const,
  ),
];

/** Takes hold of bodies with the mouse. A press beside them turns the scene, as ever. */
export function reachOf({
  canvas,
  camera,
  controls,
  shown,
  add,
  ask,
}: {
  readonly canvas: HTMLCanvasElement;
  readonly camera: PerspectiveCamera;
  readonly controls: OrbitControls;
  readonly shown: Rows;
  add(object: Object3D): void;
  /** Asks for the picture to be drawn again. */
  ask(): void;
}): Reach {
  const caster = new Raycaster();
  const mouse = new Vector2();
  const material = new LineBasicMaterial({ depthTest: false, linewidth: 2 });
  const pull = new Line(new BufferGeometry().setFromPoints([new Vector3(), new Vector3()]), material);
  pull.frustumCulled = false;
  pull.renderOrder = 2;
  pull.visible = false;
  add(pull);
  const point = ({ clientX, clientY }: PointerEvent, [right, down]: Offset = [0, 0]) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    mouse.set(((clientX + right - left) / width) * 2 - 1, 1 - ((clientY + down - top) / height) * 2);
  };
  /** What lies under the mouse, or at most `near` away from it. */
  const under = (event: PointerEvent) => {
    for (const off of around) {
      point(event, off);
      caster.setFromCamera(mouse, camera);
      const hit = caster.intersectObjects(shown.groups.slice(1), true).find(({ object }) => object.visible);
      if (hit) return hit;
    }
    return undefined;
  };
  const plain = ({ x, y, z }: Vector3): Vector => [x, y, z];

  return {
    listen({ grip, letGo }) {
      canvas.classList.add("pulls");
      let isHeld = false;
      const [plane, to] = [new Plane(), new Vector3()];
      const move = (event: PointerEvent) => {
        if (!isHeld) return;
        point(event);
        ask();
      };
      const down = (event: PointerEvent) => {
        if (event.button !== 0 || !event.isPrimary) return;
        const hit = under(event);
        point(event);
        const row = hit ? shown.groups.indexOf(hit.object.parent as Group) : 0;
        if (!hit || row <= 0) return;
        controls.enabled = false; // this press is no turn
        canvas.setPointerCapture(event.pointerId);
        isHeld = true;
        const group = shown.groups[row];
        const held = group.worldToLocal(hit.point.clone());
        grip({
          row,
          line() {
            group.updateWorldMatrix(true, false);
            const from = group.localToWorld(held.clone());
            // The mouse moves in the plane across the view, through the place that is held.
            plane.setFromNormalAndCoplanarPoint(camera.getWorldDirection(new Vector3()), from);
            camera.updateMatrixWorld();
            caster.setFromCamera(mouse, camera);
            if (!caster.ray.intersectPlane(plane, to)) to.copy(from);
            return { from: plain(from), to: plain(to) };
          },
        });
      };
      const up = () => {
        if (!isHeld) return;
        isHeld = false;
        controls.enabled = true;
        letGo();
      };
      canvas.addEventListener("pointerdown", down, { capture: true });
      canvas.addEventListener("pointermove", move);
      canvas.addEventListener("pointerup", up);
      canvas.addEventListener("pointercancel", up);
    },
    draw(line) {
      if (pull.visible === (line !== undefined) && !line) return;
      pull.visible = line !== undefined;
      if (line) {
        material.color.set(token("--now"));
        pull.geometry.setFromPoints([new Vector3(...line.from), new Vector3(...line.to)]);
      }
      ask();
    },
  };
}
