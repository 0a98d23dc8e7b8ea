import { PCFShadowMap, PerspectiveCamera, Scene, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { Camera, SceneDescription } from "../../../core/scene.ts";
import { poseSize, sceneRows } from "../../../core/scene.ts";
import type { SceneMarks } from "../../../core/scene-marks.ts";
import type { View, ViewStore } from "../view.ts";
import { lightScene } from "./light.ts";
import { overlaysOf } from "./overlays.ts";
import { buildRows, type Rows } from "./parts.ts";
import { pictureOf } from "./picture.ts";
import { qualityHere } from "./quality.ts";
import { reachOf } from "./reach.ts";
import type { Stage } from "./stage.ts";

export interface SceneSource {
  readonly scene: SceneDescription;
  readonly poses: Float32Array;
}

/**
 * Shows a scene by three.js, drawn only when something has changed.
 * @param ghost the same moment of another episode
 * @param isLive whether its world says more of a moment than where things are
 * @throws where the browser has no WebGL
 */
export function sceneStage(
  { scene: described, poses }: SceneSource,
  store: ViewStore,
  ghost?: SceneSource,
  isLive = false,
): Stage {
  const scene = new Scene();
  const rows = sceneRows(described);
  const shown = buildRows(described, rows);
  const beside: Rows | undefined = ghost && buildRows(ghost.scene, sceneRows(ghost.scene), true);
  const daylight = lightScene(scene, described, qualityHere().shadows);
  scene.add(...shown.groups, ...(beside?.groups ?? []));
  const camera = new PerspectiveCamera(45, 1, 0.02, 500);
  camera.up.set(0, 0, 1);
  const picture = pictureOf("The scene. Drag to turn it, scroll to come closer.", scene, camera, {
    draws: () => daylight.follow(controls.target, camera.position),
  });
  const { canvas, renderer, ask } = picture;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  const names = Object.keys(described.cameras);
  const controls = new OrbitControls(camera, canvas);
  controls.enableDamping = false;
  controls.maxPolarAngle = Math.PI * 0.495; // stays above the ground
  controls.minDistance = 0.3;
  controls.maxDistance = 60;

  const reach = reachOf({ canvas, camera, controls, shown, add: (object) => scene.add(object), ask });
  const overlays = overlaysOf(described, shown, (group) => scene.add(group));
  let marks: SceneMarks | undefined;
  let last: View = store.view;

  const place = new Vector3();
  /** The ground below a row, or the row itself. */
  const placeOf = (row: number) => place.copy(shown.groups[row < rows ? row : 0].position);
  const lookAs = ({ row = 0, rides = false, eye, target, view }: Camera) => {
    const { x, y } = placeOf(row);
    camera.fov = (view * 180) / Math.PI;
    if (rides) {
      const { quaternion, position } = shown.groups[row < rows ? row : 0];
      camera.position
        .set(...eye)
        .applyQuaternion(quaternion)
        .add(position);
      controls.target
        .set(...target)
        .applyQuaternion(quaternion)
        .add(position);
      return;
    }
    camera.position.set(x + eye[0], y + eye[1], eye[2]);
    controls.target.set(x + target[0], y + target[1], target[2]);
  };
  const aim = (view: View) => {
    const named = described.cameras[view.camera] ?? (view.camera === "orbit" ? undefined : described.cameras[names[0]]);
    if (named) lookAs(named);
    else {
      const first = described.cameras[names[0]];
      const { x, y } = placeOf(view.follow);
      camera.fov = ((first?.view ?? 0.8) * 180) / Math.PI;
      if (view.follow > 0) controls.target.set(x, y, controls.target.z); // the height stays, or the picture would bob
      const away = view.orbit ?? [3, -4, 2];
      camera.position.set(...away).add(controls.target);
    }
    camera.lookAt(controls.target);
    camera.updateProjectionMatrix();
  };

  if (names[0]) lookAs(described.cameras[names[0]]); // what an own camera of the URL begins from

  let isOurs = false; // whether the controls move because of us
  controls.addEventListener("change", () => {
    if (isOurs) return;
    const away = camera.position.clone().sub(controls.target);
    const named = described.cameras[last.camera || names[0]];
    const follow = last.camera === "orbit" ? last.follow : (named?.row ?? 0);
    store.set({ camera: "orbit", orbit: [away.x, away.y, away.z], follow });
    ask();
  });

  const show = (view: View) => {
    last = view;
    const stepOf = (all: Float32Array, count: number) => Math.min(view.step, all.length / (count * poseSize) - 1);
    shown.pose(poses, stepOf(poses, rows) * rows * poseSize);
    if (beside) {
      const count = beside.groups.length;
      beside.pose(ghost!.poses, stepOf(ghost!.poses, count) * count * poseSize);
    }
    overlays.show(view.layers, poses, stepOf(poses, rows), view.follow, marks);
    isOurs = true;
    aim(view);
    controls.update();
    isOurs = false;
    ask();
  };

  return {
    element: picture.frame,
    cameras: [...names, "orbit"],
    bodies: shown.groups.flatMap(({ children }, row) =>
      row > 0 && children.length ? [{ row, name: described.names?.[row] ?? `body ${row}` }] : [],
    ),
    show,
    layers: overlays.available(isLive),
    mark(given) {
      marks = given;
    },
    reach,
    dim(dark) {
      shown.dim(dark);
      daylight.dim(dark);
      ask();
    },
    png: picture.png,
    turn(across, up, farther) {
      const away = camera.position.clone().sub(controls.target);
      away.applyAxisAngle(camera.up, across);
      const side = new Vector3().crossVectors(camera.up, away).normalize();
      const tilted = away.clone().applyAxisAngle(side, -up);
      if (tilted.z > 0.05 * tilted.length() && tilted.z < 0.99 * tilted.length()) away.copy(tilted);
      camera.position.copy(controls.target).add(away.multiplyScalar(farther));
      controls.dispatchEvent({ type: "change" });
    },
    dispose() {
      controls.dispose();
      overlays.dispose();
      shown.dispose();
      beside?.dispose();
      picture.dispose();
    },
  };
}
